"""Between desk and readers: submit, send back, reopen, schedule, publish what is due."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import handing, publishing
from articles.actions.claiming import add_claim, set_aside
from articles.actions.editing import edit_details, edit_text
from articles.actions.handing import publish_due, reopen_article, schedule, send_back, submit_article
from articles.actions.screening import add_finding
from articles.enums import ArticleStatus
from articles.errors import Conflict, NotAllowed, NotReady, Refused
from articles.models import Article, Edition, Event
from tests import factories
from tests.actions.common import events_since, last_event, refused, stale

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


@pytest.fixture
def ready(reporter, reviewer):
    return factories.decided(by=reporter, reviewer=reviewer)


def test_submission_takes_the_claims_along(reporter, colleague):
    article = factories.cleaned(by=reporter)
    one, *others = factories.claims_of(article)
    set_aside(one, "mark_opinion", by=reporter)
    for claim in others:
        set_aside(claim, "accept", by=reporter)
    number = last_event()
    assert submit_article(article, by=colleague) == len(others)
    now = factories.reread(article)
    assert (now.status, now.submitted_by) == ("in_review", colleague)
    assert [claim.status for claim in factories.claims_of(now)] == ["opinion", *["waiting"] * len(others)]
    moved = ("submit", "colin", {"status": "draft"}, {"status": "in_review"})
    before, after = {"status": "accepted", "policy": ""}, {"status": "waiting", "policy": "single"}
    claims = ("submit", "colin", before, after)
    assert events_since(number) == [moved, *[claims] * len(others)]


def test_unready_article_is_not_submitted(reporter):
    article = factories.imported(by=reporter)
    with refused(NotReady, "Not ready: 1 finding is open; . proposed claims wait for a yes or no"):
        submit_article(article, by=reporter)


def test_only_who_may_submits(reporter, reviewer):
    article = factories.cleaned(by=reporter)
    with refused(NotAllowed, "You may not submit articles"):
        submit_article(article, by=reviewer)
    with refused(NotReady):
        submit_article(article, by=None)


@pytest.mark.parametrize("status", ["in_review", "published"])
def test_submission_starts_from_the_desk(status, ready, reporter, editor):
    if status == "published":
        publishing.publish(ready, by=editor)
    with refused(Refused, "to submit it must be draft"):
        submit_article(ready, by=reporter)


def test_article_that_changes_while_it_is_checked_is_a_conflict(reporter, colleague, monkeypatch):
    article = factories.imported(by=reporter, text="The port\n\nIt runs well.\n")
    edit_details(article, by=reporter, language="en")
    for claim in factories.claims_of(article):
        set_aside(claim, "dismiss", reason="Plain.", by=reporter)
    check = handing.submission_list

    def slow(article):
        lines = check(article)
        add_finding(article, start=0, end=3, reason="Odd.", revision=1, by=colleague)
        return lines

    monkeypatch.setattr(handing, "submission_list", slow)
    with pytest.raises(Conflict):
        submit_article(article, by=reporter)
    assert stale(article).status == "draft"


def test_two_who_submit_at_once_one_wins(reporter, colleague):
    article = factories.cleaned(by=reporter)
    for claim in factories.claims_of(article):
        set_aside(claim, "accept", by=reporter)
    mine = factories.reread(article)
    submit_article(article, by=colleague)
    with refused(Conflict):
        submit_article(mine, by=reporter)
    assert stale(article).submitted_by == colleague


def test_send_back_takes_the_time_away_and_leaves_the_reviewers_alone(ready, reporter, editor):
    schedule(ready, at=timezone.now() + LATER, by=editor)
    with refused(Refused, "Give a reason"):
        send_back(ready, by=reporter, reason="")
    number = last_event()
    send_back(ready, by=reporter, reason="One more look.")
    now = factories.reread(ready)
    assert (now.status, now.publish_at, now.scheduled_by) == ("draft", None, None)
    assert {claim.status for claim in factories.claims_of(now)} == {"decided"}
    [(action, actor, before, after)] = events_since(number)
    assert (action, actor, before["status"], after) == (
        "send_back",
        "rita",
        "in_review",
        {"status": "draft", "publish_at": ""},
    )
    assert Event.objects.latest("number").reason == "One more look."


def test_reopened_article_stays_with_its_readers(ready, reporter, editor):
    publishing.publish(ready, by=editor)
    reopen_article(ready, by=reporter, reason="An update.")
    now = factories.reread(ready)
    assert (now.status, now.live_edition.number) == ("draft", 1)


def test_second_move_on_an_older_state_is_a_conflict(ready, reporter, colleague, editor):
    mine = factories.reread(ready)
    edit_text(ready, text=ready.revision.text + "More.\n", based_on=2, by=colleague)
    with refused(Conflict, "Somebody else changed this article"):
        send_back(mine, by=reporter, reason="So.")
    again = factories.reread(ready)
    send_back(ready, by=colleague, reason="So.")
    with refused(Conflict):
        send_back(again, by=reporter, reason="So.")


def test_time_is_set_and_taken_away(ready, editor, administrator):
    at, number = timezone.now() + LATER, last_event()
    schedule(ready, at=at, by=editor)
    now = stale(ready)
    assert (now.publish_at, now.scheduled_by) == (at, editor)
    schedule(ready, at=at, by=administrator)
    schedule(ready, at=None, by=administrator)
    now = stale(ready)
    assert (now.publish_at, now.scheduled_by) == (None, None)
    none, set_at = {"publish_at": None}, {"publish_at": at.isoformat()}
    assert events_since(number) == [("schedule", "edda", none, set_at), ("schedule", "adam", set_at, none)]


def test_bad_times_are_refused(ready, reporter, editor, superuser):
    soon = timezone.now() + LATER
    with refused(NotAllowed, "You may not publish"):
        schedule(ready, at=soon, by=reporter)
    with refused(NotAllowed, "takes a person"):
        schedule(ready, at=soon, by=None)
    with refused(Refused, "in the past"):
        schedule(ready, at=timezone.now() - LATER, by=editor)
    send_back(ready, by=editor, reason="So.")
    with refused(Refused, "Only an article in review"):
        schedule(ready, at=soon, by=editor)
    submit_article(ready, by=superuser)
    with refused(NotAllowed, "You submitted this article"):
        schedule(ready, at=soon, by=superuser)


def test_time_on_an_older_state_is_checked_on_the_present_one(ready, editor, administrator):
    mine = factories.reread(ready)
    send_back(ready, by=administrator, reason="So.")
    with refused(Refused, "Only an article in review"):
        schedule(mine, at=timezone.now() + LATER, by=editor)
    submit_article(ready, by=editor)
    with refused(NotAllowed, "You submitted this article"):
        schedule(mine, at=timezone.now() + LATER, by=editor)


def test_second_edition_needs_a_note_and_so_no_time(ready, reporter, editor):
    publishing.publish(ready, by=editor)
    reopen_article(ready, by=reporter, reason="An update.")
    submit_article(ready, by=reporter)
    with refused(Refused, "publish this one by hand"):
        schedule(ready, at=timezone.now() + LATER, by=editor)


@pytest.fixture
def three(reporter, reviewer, editor):
    articles = [factories.decided(by=reporter, reviewer=reviewer) for _ in range(3)]
    for number, article in enumerate(articles):
        schedule(article, at=timezone.now() + LATER + timedelta(minutes=number), by=editor)
    return articles


def due(**kwargs) -> list[tuple[str, str]]:
    return [(article.slug, words) for article, words in publish_due(now=timezone.now() + 2 * LATER, **kwargs)]


def statuses(articles) -> list[str]:
    return [stale(article).status for article in articles]


def test_due_articles_go_out_by_the_hand_of_who_set_the_time(three, editor):
    assert list(publish_due()) == []
    assert due() == [(article.slug, "") for article in three]
    assert statuses(three) == ["published"] * 3
    assert set(Edition.objects.values_list("published_by", flat=True)) == {editor.pk}
    assert set(Article.objects.values_list("publish_at", "scheduled_by")) == {(None, None)}
    assert due() == []


def test_one_that_is_not_ready_stops_no_other_and_is_logged_once(three, reporter):
    middle = three[1]
    number = middle.revision.number
    add_claim(middle, start=0, end=10, revision=number, by=reporter)
    words = "Not ready: 1 claim is not in review yet"
    assert due() == [(three[0].slug, ""), (middle.slug, words), (three[2].slug, "")]
    assert statuses(three) == ["published", "in_review", "published"]
    assert due() == [(middle.slug, words)]
    failures = Event.objects.filter(action="publish_failed")
    assert list(failures.values_list("article", "reason", "actor_name")) == [(middle.pk, words, "system")]
    assert stale(middle).publish_at is not None


def test_failure_of_the_program_stops_no_other(three, monkeypatch, caplog):
    build = publishing.build_record

    def broken(article, **kwargs):
        if article.pk == three[1].pk:
            raise ZeroDivisionError("a bug")
        return build(article, **kwargs)

    monkeypatch.setattr(publishing, "build_record", broken)
    [_, (_, words), _] = due()
    assert words.startswith("The program failed: ZeroDivisionError")
    assert statuses(three) == ["published", "in_review", "published"]
    assert "a bug" in caplog.text


def test_time_taken_away_while_others_go_out_counts(three, editor):
    going = publish_due(now=timezone.now() + 2 * LATER)
    next(going)
    schedule(three[1], at=None, by=editor)
    assert [article.pk for article, _ in going] == [three[2].pk]
    assert statuses(three) == ["published", "in_review", "published"]


def test_person_who_may_no_longer_publish_publishes_nothing(three, editor):
    editor.groups.clear()
    assert {words[:22] for _, words in due()} == {"You may not publish, u"}
    assert set(statuses(three)) == {ArticleStatus.IN_REVIEW}
