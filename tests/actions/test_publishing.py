"""Publishing: one whole step from the old public site to the new one, or none."""

import pytest

from articles import public
from articles.actions import publishing
from articles.actions.editing import edit_details, edit_text
from articles.actions.handing import reopen_article, send_back, submit_article
from articles.actions.placing import confirm_anchor
from articles.actions.publishing import publish, retract, unpublish
from articles.actions.restoring import put_back
from articles.actions.reviewing import reopen_claim
from articles.actions.slugs import change_slug
from articles.actions.tagging import set_tags
from articles.errors import Conflict, NotAllowed, NotReady, Refused
from articles.models import Article, Correction, Edition, EditionEntry, Event, Finding, Notice, Page
from tests import factories
from tests.actions.common import events_since, last_event, refused, stale

pytestmark = pytest.mark.django_db
SPAM = "上海云锦阁419"
NOTE = ("correction", "The year was wrong.")


@pytest.fixture
def ready(reporter, reviewer):
    return factories.decided(by=reporter, reviewer=reviewer)


@pytest.fixture
def live(ready, editor):
    publish(ready, by=editor)
    return factories.reread(ready)


def page(path: str) -> Page:
    return Page.objects.get(path=path)


def pages_with(words: str) -> list[str]:
    """The paths of all pages whose bytes hold these words, as text or as an attribute."""
    rows = Page.objects.order_by("path").values_list("path", "body")
    return [path for path, body in rows if words.encode() in bytes(body)]


def correct(article, *, by, note=NOTE, headline="A better headline"):
    edit_details(article, by=by, headline=headline)
    return publish(factories.reread(article), by=by, correction=note)


def test_first_edition_is_frozen_and_on_its_pages(ready, editor, reporter):
    number = last_event()
    edition = publish(ready, by=editor, seen=2)
    now = factories.reread(ready)
    assert (now.status, now.live_edition, now.publish_at) == ("published", edition, None)
    assert (edition.number, edition.revision, edition.slug) == (1, ready.revision, ready.slug)
    assert (edition.published_by, edition.submitted_by) == (editor, reporter)
    assert edition.record["text"] == ready.revision.text
    entries = set(EditionEntry.objects.filter(edition=edition).values_list("kind", "key"))
    assert entries == set(public.entries_of(edition.record))
    assert {("claim", str(claim.pk)) for claim in factories.claims_of(ready)} <= entries
    assert page(now.get_absolute_url()).status == 200
    assert ready.headline in bytes(page("/").body).decode()
    assert events_since(number) == [("publish", "edda", {"status": "in_review"}, {"status": "published"})]


def test_removed_fragments_are_on_no_page(live):
    assert pages_with(SPAM) == []
    assert Finding.objects.get().text.strip() == SPAM


def test_submitter_does_not_publish_not_even_a_superuser(reporter, reviewer, superuser, editor):
    article = factories.decided(by=superuser, reviewer=reviewer)
    with refused(NotAllowed, "You submitted this article"):
        publish(article, by=superuser)
    with refused(NotAllowed, "You may not publish"):
        publish(article, by=reporter)
    with refused(NotAllowed, "takes a person"):
        publish(article, by=None)
    publish(article, by=editor)


def test_submitter_that_another_copy_does_not_know_yet_is_refused(ready, reporter, editor):
    mine = factories.reread(ready)
    send_back(ready, by=reporter, reason="So.")
    submit_article(ready, by=editor)
    with refused(Conflict):
        publish(mine, by=editor)


def test_open_lines_are_told_and_nothing_is_written(reporter, editor):
    article = factories.submitted(by=reporter)
    number = len(factories.claims_of(article))
    with refused(NotReady, f"Not ready: {number} claims are under review"):
        publish(article, by=editor)


def test_text_that_the_person_did_not_see_is_a_conflict(ready, reporter, editor):
    mine = factories.reread(ready)
    edit_text(ready, text=ready.revision.text + "More.\n", based_on=2, by=reporter)
    for copy in (ready, mine):
        with refused(Conflict, "The text has changed since you looked"):
            publish(copy, by=editor, seen=2)


@pytest.mark.parametrize("what", ["claim", "headline", "text", "finding"])
def test_change_while_the_pages_are_rendered_is_a_conflict(what, ready, reporter, editor, monkeypatch):
    claim, finding, copy = factories.claims_of(ready)[0], Finding.objects.get(), factories.reread(ready)
    changes = {
        "claim": lambda: reopen_claim(claim, reason="News.", by=editor),
        "headline": lambda: edit_details(copy, by=reporter, headline="Other"),
        "text": lambda: edit_text(copy, text=copy.revision.text + "More.\n", based_on=2, by=reporter),
        "finding": lambda: put_back(finding, by=reporter),
    }
    render = public.pages_of

    def slow(change):
        rendered = render(change)
        changes[what]()
        return rendered

    monkeypatch.setattr(public, "pages_of", slow)
    with pytest.raises(Conflict, match="Somebody changed this article at the same moment"):
        publish(ready, by=editor)
    assert (Edition.objects.count(), Page.objects.count(), stale(copy).status) == (0, 0, "in_review")


def bump(monkeypatch, times: int) -> list[int]:
    """Lets others publish between rendering and writing, this many times."""
    render, calls = public.pages_of, []

    def slow(change):
        rendered = render(change)
        calls.append(public.generation())
        if len(calls) <= times:
            public.advance(public.generation())
        return rendered

    monkeypatch.setattr(public, "pages_of", slow)
    return calls


def test_site_that_changed_meanwhile_is_rendered_again(ready, editor, monkeypatch):
    calls = bump(monkeypatch, 1)
    publish(ready, by=editor)
    assert len(calls) == 2
    assert stale(ready).status == "published"


def test_site_that_never_rests_is_a_conflict(ready, editor, monkeypatch):
    calls = bump(monkeypatch, 99)
    with pytest.raises(Conflict, match="Others are publishing at this moment"):
        publish(ready, by=editor)
    assert len(calls) == publishing.TRIES
    assert (Edition.objects.count(), Page.objects.count(), stale(ready).status) == (0, 0, "in_review")


@pytest.mark.parametrize("name", ["publish", "correct", "unpublish", "retract", "move"])
def test_failure_in_the_middle_leaves_the_old_state_whole(name, ready, reporter, editor, monkeypatch):
    if name != "publish":
        publish(ready, by=editor)
        edit_details(ready, by=reporter, headline="A better headline")
    article = factories.reread(ready)
    acts = {
        "publish": lambda: publish(article, by=editor),
        "correct": lambda: publish(article, by=editor, correction=NOTE),
        "unpublish": lambda: unpublish(article, by=editor, reason="So."),
        "retract": lambda: retract(article, by=editor, note="So."),
        "move": lambda: change_slug(article, slug="elsewhere", by=editor),
    }

    def broken(rendered):
        Page.objects.all().delete()
        raise ZeroDivisionError

    monkeypatch.setattr(public, "write_pages", broken)
    with refused(ZeroDivisionError):
        acts[name]()


def test_second_edition_needs_a_note(live, reporter, editor):
    edit_details(live, by=reporter, headline="A better headline")
    live = factories.reread(live)
    for note in (None, ("correction", " "), ("retraction", "Gone."), ("apology", "Sorry.")):
        with refused(Refused, "say what kind of change this is"):
            publish(live, by=editor, correction=note)
    with refused(Refused, "The note has at most 2,000"):
        publish(live, by=editor, correction=("correction", "x" * 2001))


def test_nothing_changed_is_nothing_to_publish(live, reporter, editor):
    with refused(Refused, "Nothing has changed since the last edition"):
        publish(live, by=editor, correction=NOTE)
    text = live.revision.text
    edit_text(live, text=text + "More.\n", based_on=2, by=reporter)
    edit_text(live, text=text, based_on=3, by=reporter)
    with refused(Refused, "Nothing has changed since the last edition"):
        publish(factories.reread(live), by=editor, correction=NOTE)


def test_correction_is_a_new_edition_and_the_old_one_stays(live, editor):
    old, number = live.live_edition, last_event()
    first = old.record["first_published_at"]
    edition = correct(live, by=editor)
    assert (edition.number, edition.record["first_published_at"]) == (2, first)
    assert stale(old).record == old.record
    [row] = Correction.objects.values("edition", "kind", "note", "created_by")
    assert row == {"edition": edition.pk, "kind": "correction", "note": NOTE[1], "created_by": editor.pk}
    [note] = edition.record["corrections"]
    assert note == {
        "kind": "correction",
        "kind_label": "Correction",
        "note": NOTE[1],
        "at": edition.published_at.isoformat(),
        "edition": 2,
    }
    assert [action for action, *_ in events_since(number)] == ["edit", "publish"]
    for path in (
        live.get_absolute_url(),
        "/corrections/",
        old.get_absolute_url(),
        edition.get_absolute_url(),
    ):
        assert page(path).status == 200
    assert NOTE[1] in bytes(page("/corrections/").body).decode()
    third = correct(factories.reread(live), by=editor, note=("update", "More."), headline="Third")
    assert [one["edition"] for one in third.record["corrections"]] == [3, 2]


def test_entry_that_an_edition_drops_is_gone(live, reporter, editor):
    set_tags(live, ["Ports"], by=reporter)
    publish(factories.reread(live), by=editor, correction=NOTE)
    assert page("/tags/ports/").status == 200
    set_tags(live, ["Energy"], by=reporter)
    publish(factories.reread(live), by=editor, correction=NOTE)
    assert (page("/tags/ports/").status, page("/tags/energy/").status) == (410, 200)


def test_reopened_claim_holds_the_next_edition_back(live, reporter, reviewer, editor):
    claim = factories.claims_of(live)[0]
    reopen_claim(claim, reason="News.", by=editor)
    with refused(NotReady, "1 claim is under review"):
        publish(live, by=editor, correction=NOTE)
    factories.judge(claim, by=reviewer, verdict="refuted")
    edition = publish(live, by=editor, correction=("update", "A verdict changed."))
    assert edition.record["claims"][0]["verdict"] == "refuted"


def test_unpublished_article_is_off_and_can_come_back(live, editor, reporter):
    number, words = last_event(), "has installed 4,200 solar panels"
    assert pages_with(words)
    with refused(Refused, "Give a reason"):
        unpublish(live, by=editor, reason=" ")
    with refused(NotAllowed):
        unpublish(live, by=reporter, reason="So.")
    unpublish(live, by=editor, reason="A lawyer asks.")
    now = factories.reread(live)
    assert (now.status, now.live_edition, EditionEntry.objects.count()) == ("unpublished", None, 0)
    assert page(live.get_absolute_url()).status == 410
    assert pages_with(words) == pages_with(live.headline) == pages_with("A lawyer asks.") == []
    assert [action for action, *_ in events_since(number)] == ["unpublish"]
    with refused(Refused):
        unpublish(now, by=editor, reason="Again.")
    publish(now, by=editor, correction=("update", "It is back."))
    assert page(live.get_absolute_url()).status == 200


def test_edition_says_since_when_the_article_had_been_off(live, editor):
    unpublish(live, by=editor, reason="A lawyer asks.")
    [at] = Event.objects.filter(action="unpublish").values_list("at", flat=True)
    back = publish(factories.reread(live), by=editor, correction=("update", "It is back."))
    assert back.record["off_since"] == at.isoformat()
    with refused(Refused, "Nothing has changed"):
        publish(factories.reread(live), by=editor, correction=NOTE)
    change_slug(factories.reread(live), slug="elsewhere", by=editor)
    correct(factories.reread(live), by=editor)
    assert ["off_since" in one.record for one in live.editions.order_by("number")] == [
        False,
        True,
        False,
        False,
    ]


def test_retracted_article_is_gone_everywhere(live, reporter, editor):
    other = correct(live, by=editor)
    article = factories.reread(live)
    claims = factories.claims_of(article)
    number = last_event()
    with refused(Refused, "Give a reason"):
        retract(article, by=editor, note="")
    retract(article, by=editor, note="The sources were forged.")
    now = factories.reread(article)
    assert (now.status, now.live_edition, EditionEntry.objects.count()) == ("retracted", None, 0)
    gone = [article.get_absolute_url(), *(one.get_absolute_url() for one in article.editions.all())]
    gone += [claim.get_absolute_url() for claim in claims]
    assert {path: page(path).status for path in gone} == dict.fromkeys(gone, 410)
    for words in (
        "4,200",
        "solar panels",
        "The harbour of Lindau",
        "A better headline",
        NOTE[1],
        claims[0].text,
    ):
        assert pages_with(words) == []
    editions = [one.get_absolute_url() for one in article.editions.all()]
    told = [f"{path}{name}" for path in editions for name in ("", "proof.json", "text.txt")]
    told += [article.get_absolute_url(), f"{article.get_absolute_url()}card.png"]
    told += [f"{other.get_absolute_url()}changes/"]
    assert pages_with("The sources were forged.") == sorted([*told, "/corrections/"])
    assert Correction.objects.get(kind="retraction").edition == other
    assert [action for action, *_ in events_since(number)] == ["retract"]
    assert pages_with(article.slug) == ["/corrections/"]
    with refused(Refused, "This article is retracted; its address stays"):
        change_slug(now, slug="elsewhere", by=editor)


def test_article_that_nobody_saw_is_not_taken_off(ready, editor):
    with refused(Refused, "No reader has seen this article"):
        retract(ready, by=editor, note="So.")
    with refused(Refused, "No reader has seen this article"):
        unpublish(ready, by=editor, reason="So.")


@pytest.mark.parametrize("act", [unpublish, retract, change_slug])
def test_older_copy_of_a_live_article_is_a_conflict(act, live, editor, administrator):
    """Else what only the newer edition names would stay on the public site."""
    mine = factories.reread(live)
    set_tags(live, ["Ports"], by=editor)
    publish(live, by=administrator, correction=NOTE)
    how = {unpublish: {"reason": "So."}, retract: {"note": "So."}, change_slug: {"slug": "elsewhere"}}
    with refused(Conflict):
        act(mine, by=editor, **how[act])


def test_moved_article_answers_from_all_its_addresses(live, editor):
    first = live.slug
    number = last_event()
    change_slug(live, slug="second", by=editor)
    change_slug(live, slug="third", by=editor)
    now = factories.reread(live)
    assert (now.slug, now.live_edition.number, now.live_edition.revision) == ("third", 3, live.revision)
    assert page("/articles/third/").status == 200
    for old in (first, "second"):
        moved = page(f"/articles/{old}/")
        assert (moved.status, moved.location) == (301, "/articles/third/")
        assert page(f"/articles/{old}/editions/1/").location == "/articles/third/editions/1/"
    assert [row[2:] for row in events_since(number)] == [
        ({"slug": first}, {"slug": "second"}),
        ({"slug": "second"}, {"slug": "third"}),
    ]
    change_slug(now, slug=first, by=editor)
    assert page(f"/articles/{first}/").status == 200
    assert page("/articles/third/").location == f"/articles/{first}/"


def test_move_of_a_live_article_leaves_its_draft_alone(live, reporter, editor, administrator):
    """The readers' words move, by a publisher who submitted the draft but not what is live."""
    reopen_article(live, by=reporter, reason="An update.")
    text = live.revision.text.replace("For a hundred years", "For many years")
    edit_text(live, text=text, based_on=2, by=administrator)
    for place in live.revision.appearances.exclude(state="anchored"):
        confirm_anchor(place, start=place.start, end=place.end, by=administrator)
    submit_article(live, by=administrator)
    change_slug(factories.reread(live), slug="elsewhere", by=administrator)
    edition = factories.reread(live).live_edition
    assert (edition.number, edition.revision.number, edition.submitted_by) == (2, 2, reporter)
    assert "For a hundred years" in edition.record["text"]
    assert stale(live).status == "in_review"


def test_bad_addresses_are_refused(ready, reporter):
    Article.objects.filter(pk=factories.imported(by=reporter).pk).update(slug="taken")
    for slug in ("", "  ", "Big Letters", "a/b", "💥", "taken", "x" * 81):
        with refused(Refused, "This address cannot be used"):
            change_slug(ready, slug=slug, by=reporter)
    with refused(Refused, "That is its address already"):
        change_slug(ready, slug=ready.slug, by=reporter)


def test_draft_moves_without_an_edition(ready, reporter):
    change_slug(ready, slug="elsewhere", by=reporter)
    assert (stale(ready).slug, Edition.objects.count(), Page.objects.count()) == ("elsewhere", 0, 0)


def test_other_articles_stay_where_they_are(live, reporter, reviewer, editor):
    other = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    before = bytes(page(other.get_absolute_url()).body)
    retract(factories.reread(live), by=editor, note="So.")
    assert bytes(page(other.get_absolute_url()).body) == before
    assert "/" in pages_with(other.slug)
    assert set(EditionEntry.objects.values_list("edition__article", flat=True)) == {other.pk}


def test_claims_that_go_out_without_markup_are_told_to_who_can_mend_them(
    reporter, reviewer, editor, monkeypatch
):
    article = factories.decided(by=reporter, reviewer=reviewer)
    claim = factories.claims_of(article)[0]
    number = last_event()
    monkeypatch.setattr(
        "articles.public.markup_problems", lambda record: {claim.pk: ["claimReviewed is missing."]}
    )
    publish(article, by=editor)
    told = Notice.objects.filter(kind="markup").order_by("person__username")
    assert [(one.person, one.article) for one in told] == [(editor, article), (reporter, article)]
    assert told[0].words == (
        f"Claim {claim.pk} is published without its markup for search engines: claimReviewed is missing. "
        "Correct the claim, then publish again."
    )
    assert [after["bare"] for _, _, _, after in events_since(number)] == [[claim.pk]]
