"""Whole ways through the newsroom: one told step by step, and many at random."""

from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.actions.assigning import assign, hand_over
from articles.actions.citing import add_source, cite
from articles.actions.claiming import (
    accept_claims,
    add_claim,
    edit_claim,
    set_aside,
    withdraw_claim,
)
from articles.actions.editing import edit_details, edit_text
from articles.actions.handing import (
    reopen_article,
    schedule,
    send_back,
    set_article_aside,
    submit_article,
)
from articles.actions.importing import import_article
from articles.actions.log import broken_lines
from articles.actions.placing import confirm_anchor, detach_claim
from articles.actions.publishing import publish, retract, unpublish
from articles.actions.restoring import put_back
from articles.actions.reviewing import (
    adjudicate,
    give_back,
    reopen_claim,
    return_claim,
    submit_claim,
    submit_review,
    take,
)
from articles.actions.screening import add_finding, apply_removals, decide_finding
from articles.actions.slugs import change_slug
from articles.enums import Origin
from articles.errors import NewsroomError
from articles.models import Appearance, Article, Claim, Edition, Event, Finding, Page, Review
from articles.workflow import find_move
from tests import factories
from tests.actions.common import check_ledger, everything, undone
from tests.shared import SEED, needs_seed

pytestmark = pytest.mark.django_db
NOTE = ("update", "Something changed.")
WORDS = "For a hundred years the cranes"  # in no list, feed or excerpt of another article


def bodies() -> str:
    return "\n".join(
        bytes(body).decode()
        for body in Page.objects.exclude(content_type__startswith="image/").values_list("body", flat=True)
    )


@needs_seed
def test_seed_from_the_file_to_the_retraction(reporter, reviewer, editor):
    """A dirty file in; a clean, reviewed page out; a correction; a retraction."""
    article = import_article(by=reporter, origin=Origin.DESK, data=SEED.read_bytes(), name=SEED.name).article
    original = article.revision.text
    spam = [finding.text for finding in Finding.objects.order_by("start")]
    assert spam == ["上海龙凤419 ", "上海花千坊419 ", "上海喝茶服务vx "]
    for finding in Finding.objects.all():
        decide_finding(finding, "remove", by=reporter)
    cleaned = original
    for words in spam:
        cleaned = cleaned.replace(words, "")
    assert apply_removals(article, by=reporter).text == cleaned
    finding = Finding.objects.first()
    put_back(finding, by=reporter)
    decide_finding(Finding.objects.get(pk=finding.pk), "remove", by=reporter)
    assert apply_removals(factories.reread(article), by=reporter).text == cleaned
    article = factories.reread(article)
    edit_details(article, by=reporter, headline="Shanghai's silicon dream")
    claims = factories.claims_of(article)
    edit_claim(
        claims[0],
        text="The line makes chips of 7nm.",
        claimant="",
        said_on=None,
        seen=claims[0].digest,
        by=reporter,
    )
    set_aside(claims[1], "mark_opinion", by=reporter)
    accept_claims(article, by=reporter)
    start = cleaned.index(cleaned.split()[10])
    add_claim(article, start=start, end=start + 20, revision=article.revision.number, by=reporter)
    assert submit_article(article, by=reporter) == len(claims)
    for claim in factories.claims_of(article):
        if claim.status == "waiting":
            factories.judge(claim, by=reviewer)
    edition = publish(factories.reread(article), by=editor)
    assert len(edition.record["claims"]) == len(claims)
    assert not any(words.strip() in bodies() for words in spam)
    claims[0].refresh_from_db()
    reopen_claim(claims[0], reason="A new report.", by=editor)
    factories.judge(claims[0], by=reviewer, verdict="refuted")
    second = publish(factories.reread(article), by=editor, correction=("correction", "The line makes 14nm."))
    verdicts = {claim["id"]: claim["verdict"] for claim in second.record["claims"]}
    assert (second.number, verdicts.pop(claims[0].pk), set(verdicts.values())) == (
        2,
        "refuted",
        {"supported"},
    )
    assert Page.objects.get(path=edition.get_absolute_url()).status == 200
    retract(factories.reread(article), by=editor, note="The figures were invented.")
    assert Page.objects.get(path=article.get_absolute_url()).status == 410
    assert article.headline not in bodies()
    assert claims[0].text not in bodies()
    check_ledger(factories.reread(article))


def test_file_whose_name_is_no_text_is_imported():
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    article = import_article(by=None, origin=Origin.COMMAND, text="The port\n\nIt runs.\n", name=name).article
    assert article.origin_name == "caf?.txt"


def person_called(name: str):
    return get_user_model().objects.get(username=name)


class Desk:
    """One article and what anybody might do to it; `pick` chooses among what is there, mostly where `move` is legal."""

    def __init__(self, article: Article, pick: int, move: str = "") -> None:
        self.article, self.pick = factories.reread(article), pick
        self.number = self.article.revision.number
        self.start = pick % len(self.article.revision.text)
        claims = Claim.objects.filter(appearances__revision=self.article.revision)
        legal = claims.filter(status__in=find_move("claim", move).sources) if move else claims
        self.claim = self.one(legal if pick % 5 and legal else claims)
        self.finding = self.one(Finding.objects.filter(revision__article=self.article))
        self.loose = self.one(
            Appearance.objects.filter(revision=self.article.revision, state__in=["drifted", "orphaned"])
        )

    def one(self, rows):
        rows = list(rows.order_by("pk"))
        return rows[self.pick % len(rows)] if rows else None

    def span(self, size: int) -> dict[str, int]:
        end = min(self.start + size, len(self.article.revision.text))
        return {"start": self.start, "end": end, "revision": self.number}

    def text(self) -> str:
        text = self.article.revision.text
        return text[: self.start] + ("", "many ", "x")[self.pick % 3] + text[self.start + self.pick % 4 :]

    def judgement(self) -> dict[str, str]:
        verdict = ("unproven", "unproven", "not_checkable")[self.pick % 3]
        return {"verdict": verdict, "rationale": "So.", "seen": self.claim.digest}

    def cite(self, by):
        source = add_source(by=by, name="Port", kind="document", url="https://port.example/")
        return cite(self.claim, source, stance="context", locator=str(self.pick), by=by)

    def somebody(self):
        return person_called(("ravi", "rosa", "edda", "rita")[self.pick % 4])

    def holder(self) -> str:
        """Who has the claim; else the first reviewer."""
        return next((row.reviewer.username for row in self.claim.assignments.filter(ended_at=None)), "ravi")

    def place(self, by):
        return confirm_anchor(self.loose, start=self.start, end=self.start + 1, by=by)


# name -> (what it needs to be there, the act)
ACTS = {
    "decide": (
        "finding",
        lambda d, by: decide_finding(d.finding, ("remove", "keep", "undo")[d.pick % 3], by=by),
    ),
    "apply": ("", lambda d, by: apply_removals(d.article, by=by)),
    "put back": ("finding", lambda d, by: put_back(d.finding, by=by)),
    "mark": ("", lambda d, by: add_finding(d.article, **d.span(3), reason="Odd.", by=by)),
    "edit": ("", lambda d, by: edit_text(d.article, text=d.text(), based_on=d.number, by=by)),
    "headline": ("", lambda d, by: edit_details(d.article, headline=f"Headline {d.pick}", by=by)),
    "accept all": ("", lambda d, by: accept_claims(d.article, by=by)),
    "add": ("", lambda d, by: add_claim(d.article, **d.span(9), by=by)),
    "correct": (
        "claim",
        lambda d, by: edit_claim(
            d.claim, text=f"Claim {d.pick}.", claimant="", said_on=None, seen=d.claim.digest, by=by
        ),
    ),
    "set aside": (
        "claim",
        lambda d, by: set_aside(
            d.claim, ("accept", "dismiss", "mark_opinion")[d.pick % 3], reason="So.", by=by
        ),
    ),
    "send": ("claim", lambda d, by: submit_claim(d.claim, by=by)),
    "withdraw": ("claim", lambda d, by: withdraw_claim(d.claim, reason="So.", by=by)),
    "place": ("loose", lambda d, by: d.place(by)),
    "detach": ("loose", lambda d, by: detach_claim(d.loose, reason="Gone.", by=by)),
    "cite": ("claim", lambda d, by: d.cite(by)),
    "take": ("claim", lambda d, by: take(d.claim, by=by)),
    "give back": ("claim", lambda d, by: give_back(d.claim, by=by)),
    "assign": ("claim", lambda d, by: assign(d.claim, to=d.somebody(), by=by)),
    "hand over": (
        "claim",
        lambda d, by: hand_over(d.claim, to=d.somebody(), holder=person_called(d.holder()), by=by),
    ),
    "review": ("claim", lambda d, by: submit_review(d.claim, **d.judgement(), by=by)),
    "adjudicate": ("claim", lambda d, by: adjudicate(d.claim, **d.judgement(), by=by)),
    "return": ("claim", lambda d, by: return_claim(d.claim, note="Which?", by=by)),
    "reopen": ("claim", lambda d, by: reopen_claim(d.claim, reason="News.", by=by)),
    "submit": ("", lambda d, by: submit_article(d.article, by=by)),
    "send back": ("", lambda d, by: send_back(d.article, reason="So.", by=by)),
    "schedule": ("", lambda d, by: schedule(d.article, at=timezone.now().replace(year=2100), by=by)),
    "publish": ("", lambda d, by: publish(d.article, correction=NOTE, by=by)),
    "put away": ("", lambda d, by: set_article_aside(d.article, reason="So.", by=by)),
    "open again": ("", lambda d, by: reopen_article(d.article, reason="So.", by=by)),
    "unpublish": ("", lambda d, by: unpublish(d.article, reason="So.", by=by)),
    "retract": ("", lambda d, by: retract(d.article, note="So.", by=by)),
    "move": ("", lambda d, by: change_slug(d.article, slug=f"slug-{d.pick}", by=by)),
}
# The move of the claim's table that an act makes, and who usually does it; the others are the reporter's.
MOVES = {
    "send": "submit",
    "withdraw": "withdraw",
    "take": "take",
    "assign": "assign",
    "hand over": "give_back",
    "give back": "give_back",
    "review": "decide",
    "adjudicate": "adjudicate",
    "return": "return",
    "reopen": "reopen",
}
REVIEWERS = ("ravi", "rosa", "root")
EDITORS = ("assign", "hand over", "reopen", "schedule", "publish", "unpublish", "retract", "move")
OFTEN = ["review", "take"] * 4 + [
    "submit",
    "publish",
    "accept all",
    "send",
    "edit",
    "decide",
    "apply",
    "reopen",
]
RARE = ["retract", "unpublish", "move", "schedule", "put away"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*(name for name in ACTS if name not in RARE), *OFTEN, *OFTEN, *RARE]),
        st.sampled_from([""] * 12 + ["rita", "ravi", "rosa", "edda", "adam", "root", "otto"]),
        st.integers(0, 400),
    ),
    min_size=15,
    max_size=30,
)


def usual(name: str, desk: Desk) -> str:
    """Who does such a thing on most days."""
    if name in ("review", "give back", "return") and desk.claim:
        return desk.holder()
    if name in ("take", "adjudicate"):
        return REVIEWERS[desk.pick % 3]
    return "edda" if name in EDITORS else "rita"


STARTS = ("imported", "submitted", "decided", "published")


def statuses() -> dict[tuple[str, str], str]:
    return {
        (model._meta.model_name, str(pk)): status
        for model in (Article, Claim, Finding)
        for pk, status in model.objects.values_list("pk", "status")
    }


def last(rows: list[tuple]) -> int:
    return rows[-1][0] if rows else 0


def check_step(before: dict, tables: dict, number: int) -> None:
    """Invariants 5, 8 and 9 after a step that was done."""
    events = list(Event.objects.filter(number__gt=number).order_by("number"))
    assert events or everything() == tables
    told = dict(before)
    for event in events:
        if "status" in event.after:
            key = (event.object_type, event.object_id)
            assert told[key] == event.before["status"]
            told[key] = event.after["status"]
    now = statuses()
    assert {key: told[key] for key in before} == {key: now[key] for key in before}
    for row in Review.objects.filter(pk__gt=last(tables["articles.Review"])):
        assert row.reviewer_id not in {*row.claim.involved_people(), row.claim.written_by_id}
    for edition in Edition.objects.filter(pk__gt=last(tables["articles.Edition"])):
        assert edition.published_by_id != edition.submitted_by_id
        moved = events[-1].action == "change_slug"
        assert moved or not Finding.objects.filter(revision__article=edition.article, status="open").exists()
        claims = Claim.objects.filter(appearances__revision=edition.article.revision)
        assert moved or set(claims.values_list("status", flat=True)) <= {"decided", "opinion", "dismissed"}


def check_public(article: Article) -> None:
    """Invariant 10: the text is on public pages only while an edition is live."""
    article = factories.reread(article)
    assert (article.live_edition is not None) == (
        Page.objects.filter(path=article.get_absolute_url(), status=200).exists()
    )
    if article.live_edition is None:
        assert WORDS not in bodies()


@pytest.mark.parametrize("start", STARTS)
def test_random_people_never_break_the_rules(
    start, reporter, reviewer, second_reviewer, editor, administrator, superuser, outsider
):
    people = {
        one.username: one
        for one in (reporter, reviewer, second_reviewer, editor, administrator, superuser, outsider)
    }
    who = {"by": reporter, "reviewer": reviewer, "editor": editor}
    needs = {"imported": ["by"], "submitted": ["by"], "decided": ["by", "reviewer"], "published": list(who)}
    base = getattr(factories, start)(**{name: who[name] for name in needs[start]})
    done: Counter[str] = Counter()

    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS, reviews=st.sampled_from([1, 2]))
    def journey(steps, reviews):
        with undone(), override_settings(REVIEWS_PER_CLAIM=reviews):
            for name, person, pick in steps:
                needed, act = ACTS[name]
                desk = Desk(base, pick, MOVES.get(name, ""))
                if needed and getattr(desk, needed) is None:
                    continue
                before, tables, number = statuses(), everything(), Event.objects.count()
                try:
                    act(desk, people[person or usual(name, desk)])
                except NewsroomError:
                    assert everything() == tables
                    continue
                done[name] += 1
                check_step(before, tables, number)
            check_ledger(factories.reread(base))
            check_public(base)
            assert list(broken_lines()) == []

    journey()
    assert done
