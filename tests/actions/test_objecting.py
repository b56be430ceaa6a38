"""A reader objects: what is taken in and from whom, who answers, what is written, and what the database refuses."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.actions.answering import (
    answer_objection,
    dismiss_objection,
    give_back_objection,
    take_objection,
)
from articles.actions.log import broken_lines
from articles.actions.objecting import SPAM, object_to, sender_of
from articles.actions.publishing import retract
from articles.actions.reminding import remind
from articles.actions.reviewing import reopen_claim
from articles.enums import ObjectionStatus, Role
from articles.errors import Conflict, NotAllowed, Refused, TooMany
from articles.models import AnsweredObjection, Claim, Notice, Objection, Page
from articles.public import rebuild_all
from tests import factories
from tests.actions.common import events_since, last_event, refused, stale

pytestmark = pytest.mark.django_db
REASON = "The report counts 4,100 panels, not 4,200."
LINK = "https://port.example/report?page=4"
READER = "reader@home.example"


@pytest.fixture
def article(reporter, reviewer, editor):
    return factories.published(by=reporter, reviewer=reviewer, editor=editor)


@pytest.fixture
def claim(article):
    return factories.claims_of(article)[0]


@pytest.fixture
def objection(claim):
    return object_to(claim.pk, reason=REASON, link=LINK, contact=READER, sender="a")


@pytest.fixture
def in_hand(objection, editor):
    take_objection(objection, by=editor)
    return objection


def test_objection_gets_a_number_a_state_and_a_day(claim, article, editor, administrator, settings):
    settings.OBJECTION_DAYS = 10
    number = last_event()
    one = object_to(
        claim.pk, reason=f" {REASON}\r\n", link=" HTTPS://Port.example/x y".replace(" y", ""), sender="a"
    )
    other = object_to(claim.pk, reason="Another one.", sender="b")
    assert (one.number, other.number) == (1, 2)
    assert (one.status, one.round, one.reason, one.link) == ("received", 1, REASON, "https://port.example/x")
    assert one.due_at - one.received_at == timedelta(days=10)
    assert len(one.key) >= 32
    assert one.key != other.key
    after = [{"claim": claim.pk, "due_at": row.due_at.isoformat()} for row in (one, other)]
    assert events_since(number) == [("object", "system", {}, row) for row in after]
    told = Notice.objects.filter(kind="objection", claim=claim)
    assert set(told.values_list("person__username", flat=True)) == {"edda", "adam"}
    assert list(broken_lines()) == []


def test_the_same_sent_twice_is_one(claim, objection):
    number = last_event()
    assert object_to(claim.pk, reason=REASON, link=LINK, sender="a") == objection
    assert (Objection.objects.count(), last_event()) == (1, number)


REFUSED = [
    ({"reason": " \n"}, Refused, "Say what is wrong"),
    ({"reason": "x" * 2001}, Refused, "The reason has at most 2,000 characters"),
    ({"reason": "a\0b"}, Refused, "cannot be stored"),
    (
        {"reason": "澳门赌场娱乐城 www.bet365888.com 微信 bet8899 上海高端外围 加微信 13812345678"},
        Refused,
        SPAM,
    ),
    ({"link": "javascript:alert(1)"}, Refused, "The link is no web address"),
    ({"link": "https://user:pass@port.example/"}, Refused, "The link is no web address"),
    ({"link": "https://port.example/" + "x" * 1000}, Refused, "The link has at most 1,000"),
    ({"link": "https://port.example/" + "ä" * 300}, Refused, "The link is too long"),
    ({"contact": "nobody"}, Refused, "The mail address cannot be read"),
    ({"contact": "a@b.example\nBcc: c@d.example"}, Refused, "The mail address cannot be read"),
]


@pytest.mark.parametrize(("change", "error", "words"), REFUSED)
def test_what_cannot_be_taken_is_refused_in_words(claim, change, error, words):
    with refused(error, words):
        object_to(claim.pk, **({"reason": REASON, "sender": "a"} | change))


def test_claim_that_no_reader_sees_takes_none(claim, article, reporter, editor):
    draft = factories.claims_of(factories.submitted(by=reporter))[0]
    retract(factories.reread(article), by=editor, note="We could not verify it.")
    for number in (claim.pk, draft.pk, 10**30):
        with refused(Refused, "This claim is no longer published"):
            object_to(number, reason=REASON, sender="a")


def test_sender_and_site_have_a_limit_a_day(claim, clock, monkeypatch):
    for number in range(5):
        object_to(claim.pk, reason=f"Reason {number}", sender="a")
    with refused(TooMany, "5 objections in a day"):
        object_to(claim.pk, reason=REASON, sender="a")
    object_to(claim.pk, reason=REASON, sender="b")
    monkeypatch.setattr("articles.actions.objecting.PER_SITE", 6)
    with refused(TooMany, "So many objections"):
        object_to(claim.pk, reason=REASON, sender="c")
    clock(timedelta(days=1))
    assert object_to(claim.pk, reason=REASON, sender="a").number == 7


def test_sender_is_known_for_a_day_and_by_the_network(clock):
    first = sender_of("2001:db8:1:2::9")
    assert first == sender_of("2001:db8:1:2:ffff::1") != sender_of("2001:db8:1:3::9")
    assert sender_of("192.0.2.1") == sender_of("::ffff:192.0.2.1") != sender_of("192.0.2.2")
    assert sender_of("") == sender_of("no address")
    assert "2001" not in first
    clock(timedelta(days=1))
    assert sender_of("2001:db8:1:2::9") != first


def test_taking_and_giving_back(objection, editor, administrator, reporter):
    number = last_event()
    with refused(NotAllowed, "You may not answer objections"):
        take_objection(stale(objection), by=reporter)
    mine, theirs = stale(objection), stale(objection)
    take_objection(mine, by=editor)
    with refused(Conflict, "Somebody else changed this objection"):
        take_objection(theirs, by=administrator)
    with refused(Refused, "Somebody else has this objection in hand"):
        answer_objection(stale(objection), outcome="rejected", answer="No.", by=administrator)
    give_back_objection(stale(objection), by=administrator)
    take_objection(stale(objection), by=administrator)
    assert [event[:2] for event in events_since(number)] == [
        ("take", "edda"),
        ("give_back", "adam"),
        ("take", "adam"),
    ]
    assert stale(objection).taken_by == administrator


@pytest.mark.parametrize(
    ("outcome", "action", "label"),
    [
        ("upheld", "uphold", "Upheld"),
        ("partly", "uphold_partly", "Partly upheld"),
        ("rejected", "reject", "Rejected"),
    ],
)
def test_answer_is_public_at_once(in_hand, claim, editor, outcome, action, label):
    before = {page.path: bytes(page.body) for page in Page.objects.all()}
    number = last_event()
    row = answer_objection(in_hand, outcome=outcome, answer="We counted\r\nagain.", by=editor)
    found = stale(in_hand)
    assert (found.status, found.answer, found.answered_by) == (outcome, "We counted\nagain.", editor)
    assert (row.number, row.claim, row.outcome, row.reason, row.link) == (1, claim.pk, outcome, REASON, LINK)
    assert events_since(number) == [(action, "edda", {"status": "in_hand"}, {"status": outcome})]
    after = {page.path: bytes(page.body) for page in Page.objects.all()}
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {f"/claims/{claim.pk}/", "/objections/"}
    for path in changed:
        html = after[path].decode()
        for words in (label, "objection 1 of", REASON, f'href="{LINK}"', "We counted<br>again."):
            assert words in html, (path, words)
        assert READER not in html
    told = Notice.objects.filter(kind="objection", words__contains="is answered").order_by("person__username")
    assert [one.person.username for one in told] == ["ravi", "rita"]
    assert told[0].words == (
        f"Objection 1 to a verdict that you had a part in is answered: {label.lower()}. "
        "Read the answer on the claim's page."
    )
    rebuild_all()
    assert {page.path: bytes(page.body) for page in Page.objects.filter(path__in=changed)} == {
        path: after[path] for path in changed
    }


def test_upheld_opens_a_new_round_in_the_same_step(in_hand, claim, editor):
    number = last_event()
    answer_objection(in_hand, outcome="upheld", answer="You are right.", by=editor, reopen=True)
    found = stale(claim)
    assert (found.status, found.round) == ("waiting", 2)
    assert [event[:2] for event in events_since(number)] == [("uphold", "edda"), ("reopen", "edda")]
    assert "The claim is reviewed again." in Notice.objects.filter(claim=claim).latest("pk").words


def test_answers_that_cannot_be_given(in_hand, claim, editor):
    for change, words in (
        ({"outcome": "perhaps"}, "Say what comes of the objection"),
        ({"outcome": "dismissed"}, "Say what comes of the objection"),
        ({"answer": " "}, "Give a reason: to reject an objection needs one"),
        ({"answer": "x" * 2001}, "The answer has at most 2,000"),
        ({"reopen": True}, "opens no new round"),
    ):
        with refused(Refused, words):
            answer_objection(in_hand, **({"outcome": "rejected", "answer": "No.", "by": editor} | change))
    reopen_claim(claim, by=editor, reason="So.")
    with refused(Refused, "under review already"):
        answer_objection(stale(in_hand), outcome="upheld", answer="Yes.", by=editor, reopen=True)
    answer_objection(stale(in_hand), outcome="upheld", answer="Yes.", by=editor)
    with refused(Refused, "This objection is upheld"):
        answer_objection(stale(in_hand), outcome="rejected", answer="No.", by=editor)


def test_dismissed_is_shown_to_no_reader(in_hand, editor):
    before = {page.path: bytes(page.body) for page in Page.objects.all()}
    dismiss_objection(in_hand, reason="Abuse.", by=editor)
    assert stale(in_hand).status == "dismissed"
    assert not AnsweredObjection.objects.exists()
    assert {page.path: bytes(page.body) for page in Page.objects.all()} == before


@pytest.mark.parametrize("part", ["reviewed", "reviewed again", "wrote"])
def test_who_had_a_part_in_the_verdict_does_not_answer(part, reporter, editor, administrator, client_for):
    """Held by the action and by the database: a superuser is no exception."""
    near = factories.person(Role.EDITOR, is_superuser=True)
    article = factories.published(
        by=near if part == "wrote" else reporter,
        reviewer=administrator if part != "reviewed" else near,
        editor=editor,
    )
    claim = factories.claims_of(article)[0]
    objection = factories.objected(claim)
    if part == "reviewed again":
        reopen_claim(claim, by=editor, reason="So.")
        factories.judge(stale(claim), by=near)
    if part == "wrote":
        Claim.objects.filter(pk=claim.pk).update(
            status="accepted", verdict="", verdict_digest="", decided_at=None
        )
        Claim.objects.filter(pk=claim.pk).update(written_by=near, digest="1" * 64)
    objection = stale(objection)
    for act in (
        lambda: take_objection(objection, by=near),
        lambda: answer_objection(objection, outcome="rejected", answer="No.", by=near),
        lambda: dismiss_objection(objection, reason="No.", by=near),
    ):
        with refused(NotAllowed, "You wrote this claim or reviewed it"):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(
            status="rejected", taken_by=near, answer="No.", answered_by=near, answered_at=timezone.now()
        )


def test_what_the_database_refuses(in_hand, claim, editor, administrator):
    rows = Objection.objects.filter(pk=in_hand.pk)
    other = {"reason": "Other", "link": "", "number": 9, "round": 2, "key": "x", "contact": "b@b.example"}
    broken = [lambda one=one: rows.update(**one) for one in ({name: value} for name, value in other.items())]
    broken += [
        rows.delete,
        lambda: rows.update(status="received"),
        lambda: rows.update(status="unknown"),
        lambda: rows.update(status="rejected"),
        lambda: rows.update(answer="No."),
        lambda: rows.update(
            status="rejected", answer="No.", answered_by=administrator, answered_at=timezone.now()
        ),
        # Nothing comes to the public side that is not answered, or not as it was.
        lambda: AnsweredObjection.objects.create(**public_row(in_hand, outcome="rejected", answer="No.")),
    ]
    for act in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    row = answer_objection(in_hand, outcome="rejected", answer="No.", by=editor)
    shown = AnsweredObjection.objects.filter(pk=row.pk)
    for act in (
        lambda: rows.update(status="upheld"),
        lambda: rows.update(answer="Yes."),
        lambda: shown.update(answer="Yes."),
        shown.delete,
        lambda: AnsweredObjection.objects.create(**public_row(in_hand, outcome="rejected", answer="No.")),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def public_row(objection, **changes):
    now = timezone.now()
    return {
        "number": objection.number,
        "claim": objection.claim_id,
        "reason": objection.reason,
        "link": objection.link,
        "received_at": now,
        "answered_at": now,
    } | changes


def done() -> list[str]:
    return [words or f"! {problem}" for _, words, problem in remind()]


def test_overdue_objection_is_pressed_for(objection, editor, administrator, clock):
    clock(timedelta(days=14))
    assert done() == ["told the editors that objection 1 is overdue"]
    assert done() == []
    told = Notice.objects.filter(words__contains="overdue")
    assert {one.person.username for one in told} == {"edda", "adam"}
    assert told[0].words == "Objection 1 to this claim is overdue. Nobody has it in hand: answer it."
    clock(timedelta(days=3, hours=1))
    assert done() == ["told the editors that objection 1 is overdue"]


def test_reader_is_mailed_the_answer_and_forgotten(in_hand, editor, clock, settings):
    answer_objection(in_hand, outcome="rejected", answer="We counted again.", by=editor)
    assert done() == ["mailed the reader that objection 1 is answered"]
    assert done() == []
    [message] = mail.outbox
    assert message.to == [READER]
    assert f"http://localhost:8000/objections/{in_hand.key}/" in message.body
    assert REASON not in message.body
    clock(timedelta(days=30))
    assert done() == ["deleted the mail address of objection 1"]
    assert (stale(in_hand).contact, stale(in_hand).sender) == ("", "")


def test_mail_that_cannot_be_sent_is_tried_again(in_hand, editor, monkeypatch, caplog):
    answer_objection(in_hand, outcome="rejected", answer="No.", by=editor)

    def fail(*args):
        raise OSError("no server")

    with monkeypatch.context() as patch:
        patch.setattr("articles.actions.answering.send_mail", fail)
        assert [line[:1] for line in done()] == ["!"]
    assert stale(in_hand).told_at is None
    assert done() == ["mailed the reader that objection 1 is answered"]


def test_every_status_has_a_label():
    assert all(label for _, label in ObjectionStatus.choices)
