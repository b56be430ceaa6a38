"""The frozen record: every field of it, from the desk's rows; and what it rests on."""

import json
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions import freezing
from articles.actions.citing import add_source, cite
from articles.actions.claiming import add_claim, edit_claim, set_aside
from articles.actions.editing import edit_details, edit_text
from articles.actions.freezing import basis_of, build_record, check_basis
from articles.actions.handing import submit_article
from articles.actions.reviewing import adjudicate, reopen_claim, submit_claim, submit_review, take
from articles.actions.screening import apply_removals, decide_findings
from articles.actions.tagging import set_tags
from articles.errors import Conflict
from articles.models import Finding, RatingScale
from articles.models.scales import Label
from tests import factories
from tests.actions.common import judge

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
TEXT = "The port of Lindau\n\n上海云锦阁419 Red cranes\nThe port has burned no oil since 2021, and nobody misses it.\n"
LABEL = {
    "label": "Supported",
    "label_language": "en",
    "meaning": "The evidence bears it out.",
    "meaning_language": "en",
}


def frozen(article, **kwargs):
    return build_record(factories.reread(article), **{"number": 1, "at": AT, "correction": None} | kwargs)


@pytest.fixture
def article(reporter):
    """Clean, without claims, tagged."""
    article = factories.imported(by=reporter, text=TEXT)
    for claim in factories.claims_of(article):
        set_aside(claim, "dismiss", reason="Plain.", by=reporter)
    decide_findings(article, {finding.pk: "remove" for finding in Finding.objects.all()}, by=reporter)
    apply_removals(article, by=reporter)
    edit_details(article, by=reporter, summary="About the port.", byline="Rita R", language="en")
    set_tags(article, ["Ports", "energy"], by=reporter)
    return factories.reread(article)


@pytest.fixture
def claim(article, reporter):
    """The sentence about oil, in the queue."""
    text = article.revision.text
    start = text.index("The port has")
    claim = add_claim(
        article,
        start=start,
        end=start + 37,
        revision=2,
        by=reporter,
        claimant="Petra Lind",
        said_on=date(2026, 1, 2),
    )
    set_tags(claim, ["Oil"], by=reporter)
    submit_article(article, by=reporter)
    claim.refresh_from_db()
    return claim


def test_record_of_an_article(article):
    record = frozen(article)
    text = TEXT.replace("上海云锦阁419 ", "")
    assert record == {
        "version": 1,
        "article": article.pk,
        "number": 1,
        "slug": "the-port-of-lindau",
        "headline": "The port of Lindau",
        "summary": "About the port.",
        "excerpt": record["excerpt"],
        "byline": "Rita R",
        "language": "en",
        "format": "text",
        "text": text,
        "text_digest": article.revision.digest,
        "original_digest": article.digest,
        "revision": 2,
        "first_published_at": AT.isoformat(),
        "published_at": AT.isoformat(),
        "publisher": "editor",
        "tags": [{"name": "energy", "slug": "energy"}, {"name": "Ports", "slug": "ports"}],
        "claims": [],
        "cleaning": {
            "removed": 1,
            "characters": 9,
            "kinds": [{"category": "escort", "count": 1}],
            "decided_by": ["reporter"],
        },
        "corrections": [],
    }
    assert "419" not in json.dumps(record, ensure_ascii=False)
    assert json.loads(json.dumps(record)) == record


def test_record_of_a_claim(article, claim, reporter, reviewer):
    source = add_source(
        by=reporter, name="Port of Lindau", kind="organisation", url="https://port.example/", rank="primary"
    )
    cited = cite(claim, source, stance="supports", quote="No oil.", locator="p. 4", by=reporter)
    take(claim, by=reviewer)
    review = submit_review(
        claim,
        verdict="supported",
        rationale="The report says so.",
        evidence=[cited.pk],
        seen=claim.digest,
        by=reviewer,
    )
    [found] = frozen(article)["claims"]
    place = claim.appearances.get(revision=article.revision)
    assert found == {
        "id": claim.pk,
        "text": "The port has burned no oil since 2021",
        "claimant": "Petra Lind",
        "said_on": "2026-01-02",
        "start": place.start,
        "end": place.end,
        "exact": place.exact,
        "verdict": "supported",
        **LABEL,
        "scale": {"name": "Newsroom", "version": 2},
        "decided_at": claim.decided_at.isoformat(),
        "standing": "single",
        "round": 1,
        "rationale": "The report says so.",
        "reviews": [
            {
                "verdict": "supported",
                **LABEL,
                "kind": "review",
                "rationale": "The report says so.",
                "at": review.created_at.isoformat(),
            }
        ],
        "citations": [
            {
                "source": source.pk,
                "slug": "port-of-lindau",
                "name": "Port of Lindau",
                "kind": "organisation",
                "kind_label": "Organisation",
                "url": "https://port.example/",
                "rank": "primary",
                "rank_label": "Primary",
                "reliability": "unrated",
                "reliability_label": "Not rated",
                "stance": "supports",
                "stance_label": "Supports",
                "quote": "No oil.",
                "locator": "p. 4",
            }
        ],
        "tags": [{"name": "Oil", "slug": "oil"}],
    }
    assert article.revision.text[found["start"] : found["end"]] == found["exact"]


def test_only_decided_claims_are_frozen(article, claim, reporter, reviewer, editor):
    assert frozen(article)["claims"] == []
    judge(claim, "unproven", by=reviewer)
    assert [one["verdict"] for one in frozen(article)["claims"]] == ["unproven"]
    reopen_claim(claim, reason="News.", by=editor)
    assert frozen(article)["claims"] == []
    judge(claim, "not_checkable", by=reviewer)
    [found] = frozen(article)["claims"]
    assert (found["verdict"], found["round"], len(found["reviews"])) == ("not_checkable", 2, 1)


def test_how_a_verdict_came_about_is_told(
    article, claim, reporter, reviewer, second_reviewer, editor, settings
):
    settings.REVIEWS_PER_CLAIM = 2
    factories.wanting(claim, 2, by=reporter)
    for person in (reviewer, second_reviewer):
        judge(claim, "unproven", by=person)
    [found] = frozen(article)["claims"]
    assert (found["standing"], len(found["reviews"])) == ("agreed", 2)
    reopen_claim(claim, reason="News.", by=editor)
    judge(claim, "unproven", by=reviewer)
    judge(claim, "not_checkable", by=second_reviewer)
    adjudicate(claim, verdict="not_checkable", rationale="None exists.", seen=claim.digest, by=editor)
    [found] = frozen(article)["claims"]
    assert (found["standing"], found["rationale"], found["round"]) == ("adjudicated", "None exists.", 2)
    kinds = [(review["kind"], review["verdict"]) for review in found["reviews"]]
    assert kinds == [("review", "unproven"), ("review", "not_checkable"), ("adjudication", "not_checkable")]


def test_words_that_an_edit_took_out_are_not_counted_as_cleaning(reporter):
    article = factories.imported(by=reporter, text=TEXT)
    edit_text(article, text=TEXT.replace("上海云锦阁419 ", ""), based_on=1, by=reporter)
    nothing = {"removed": 0, "characters": 0, "kinds": [], "decided_by": []}
    assert frozen(article)["cleaning"] == nothing


def test_labels_follow_the_language_of_the_article():
    scale = RatingScale.objects.get(is_default=True)
    assert scale.label("refuted", "de") == Label("Widerlegt", "de", "Die Belege widersprechen dem.", "de")
    assert scale.label("refuted", "pt-br").words == "Refutado"
    assert scale.label("refuted", "xx") == Label("Refuted", "en", "The evidence contradicts it.", "en")


CHANGES = {
    "headline": lambda article, claim, by: edit_details(article, by=by, headline="Other"),
    "text": lambda article, claim, by: edit_text(article, text=TEXT, based_on=2, by=by),
    "tags": lambda article, claim, by: set_tags(article, ["Else"], by=by),
    "claim tags": lambda article, claim, by: set_tags(claim, ["Else"], by=by),
    "claim words": lambda article, claim, by: edit_claim(
        claim, text="Other.", claimant="", said_on=None, seen=claim.digest, by=by
    ),
    "new claim": lambda article, claim, by: add_claim(article, start=0, end=8, revision=2, by=by),
    "citation": lambda article, claim, by: cite(
        claim, add_source(by=by, name="Port", kind="document"), stance="context", by=by
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_of_what_a_record_rests_on_is_noticed(name, article, claim, reporter):
    basis = basis_of(article)
    check_basis(article, basis)
    CHANGES[name](factories.reread(article), claim, reporter)
    with pytest.raises(Conflict, match="Somebody changed this article at the same moment"):
        check_basis(article, basis)


def test_record_takes_the_same_queries_for_few_and_many(article, reporter, reviewer):
    counts = []
    source = add_source(by=reporter, name="Port", kind="document")
    for number in range(1, 4):
        for start in (20 + 8 * number, 24 + 8 * number):
            claim = add_claim(article, start=start, end=start + 3, revision=2, by=reporter)
            set_tags(claim, [f"tag {start}", "all"], by=reporter)
            cite(claim, source, stance="context", by=reporter)
            submit_claim(claim, by=reporter)
            judge(claim, "unproven", by=reviewer)
        set_tags(article, [f"tag {one}" for one in range(number)], by=reporter)
        now = factories.reread(article)
        with CaptureQueriesContext(connection) as queries:
            record = build_record(now, number=1, at=timezone.now(), correction=None)
        assert (len(record["claims"]), len(record["tags"])) == (2 * number, number)
        with CaptureQueriesContext(connection) as more:
            freezing.basis_of(now)
        counts.append((len(queries), len(more)))
    assert set(counts) == {counts[0]}
    assert counts[0][1] == 6
