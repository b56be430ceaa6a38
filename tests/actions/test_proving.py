"""Each edition can be proved offline from what came in: real articles, and the command that checks it."""

import json

import pytest

from articles.actions.proving import proof_of
from articles.errors import Refused
from articles.models import Edition, Finding, Page, Revision
from articles.public import rebuild_all
from articles.text.__main__ import main
from tests import factories
from tests.actions.common import refused
from tests.actions.test_publishing import correct

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(reporter, reviewer, editor):
    return factories.reread(factories.published(by=reporter, reviewer=reviewer, editor=editor))


def body(path: str) -> bytes:
    return bytes(Page.objects.get(pk=path, status=200).body)


def files(tmp_path, edition: Edition) -> list[str]:
    """What a reader downloads, and what the newsroom has: the three files of the command."""
    path = edition.get_absolute_url()
    original = Revision.objects.get(article=edition.article, number=1).text
    for name, data in (
        ("proof.json", body(f"{path}proof.json")),
        ("original.txt", original.encode()),
        ("published.txt", body(f"{path}text.txt")),
    ):
        (tmp_path / name).write_bytes(data)
    return [str(tmp_path / name) for name in ("proof.json", "original.txt", "published.txt")]


def test_each_edition_is_proved_by_the_command(live, editor, tmp_path, capsys):
    correct(live, by=editor)
    editions = list(Edition.objects.filter(article=live).order_by("number"))
    assert len(editions) == 2
    for edition in editions:
        assert main(["verify", *files(tmp_path, edition)]) == 0
        assert capsys.readouterr().out == "The published text follows from the original, as the proof says.\n"


def test_text_that_was_changed_on_the_way_is_told(live, tmp_path, capsys):
    names = files(tmp_path, live.live_edition)
    published = tmp_path / "published.txt"
    published.write_text(published.read_text().replace("4,200", "4,900"))
    assert main(["verify", *names]) == 1
    said = capsys.readouterr().out
    assert "The published text is not the one that the proof is about" in said
    assert "does not stand where the proof says" in said


def test_files_that_cannot_be_read_are_told(live, tmp_path, capsys):
    names = files(tmp_path, live.live_edition)
    (tmp_path / "proof.json").write_text("[]")
    assert main(["verify", *names]) == 2
    assert main(["verify", str(tmp_path / "nothing"), *names[1:]]) == 2
    (tmp_path / "original.txt").write_bytes(b"%PDF-")
    assert main(["verify", *names]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_proof_holds_no_word_of_what_was_removed_and_no_name(live):
    text = body(f"{live.live_edition.get_absolute_url()}proof.json").decode()
    gone = [one.text for one in Finding.objects.filter(revision__article=live, status="removed")]
    assert gone
    people = set(live.events.values_list("actor_name", flat=True)) - {"system"}
    for words in (*gone, *(f'"{name}"' for name in people - {"reporter", "reviewer", "editor"})):
        assert words.strip() not in text


def test_proof_names_the_roles_and_the_reviews(live):
    proof = json.loads(body(f"{live.live_edition.get_absolute_url()}proof.json"))
    assert {one["role"] for one in proof["removed"]} <= {"reporter", "editor"}
    assert [one["role"] for claim in proof["claims"] for one in claim["reviews"]] == ["reviewer"] * len(
        proof["claims"]
    )
    assert (proof["headline"], proof["edition"]) == (live.headline, 1)
    assert proof["events"][0]["action"] == "import"


def test_site_made_anew_has_the_same_proofs(live):
    paths = Page.objects.filter(path__contains="/editions/").values_list("path", "etag")
    before = dict(paths)
    assert len(before) == 3
    Page.objects.all().delete()
    rebuild_all()
    assert dict(paths) == before


def test_edition_of_before_there_were_proofs_has_no_proof(live):
    from articles.public.proof_page import proof_pages

    assert proof_pages(live.live_edition.record, None, live.slug) == []


def test_text_that_cannot_be_proved_is_not_published(live, monkeypatch):
    monkeypatch.setattr("articles.actions.proving.check_proof", lambda *_: ["Something does not add up."])
    with refused(Refused, "Something does not add up."):
        proof_of(live)


def test_proof_takes_the_same_queries_for_one_edit_and_for_three(live, editor, django_assert_num_queries):
    with django_assert_num_queries(7):
        proof_of(live)
    for number in range(2):
        correct(live, by=editor, headline=f"Headline {number}")
        live = factories.reread(live)
    with django_assert_num_queries(7):
        proof_of(live)
