"""Versions of rules: a change is a new row, the newest counts, findings name theirs."""

import pytest
from django.db import IntegrityError, transaction

from articles.actions.rule_versions import newest_rules, rules_in_force
from articles.actions.rules import list_rule, name_of, newest, put_in_force, switch
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Event, Finding, Rule
from articles.text.spam import Phrase
from articles.text.spam.rules import BUILTIN
from tests import factories
from tests.actions.common import refused

pytestmark = pytest.mark.django_db
LAMP = "Rub the Lamp"


def force(phrase=LAMP, *, by, category="gambling", note="") -> Rule:
    return put_in_force(phrase=phrase, category=category, note=note, by=by)


def turn(name, active, *, by, seen, note="Too many genuine ones.") -> Rule:
    return switch(name, active=active, note=note, seen=seen, by=by)


def test_rules_of_the_finder_are_in_force_without_a_row():
    rules = newest_rules()
    assert list(rules) == list(BUILTIN)
    assert {(rule.version, rule.active, rule.pk) for rule in rules.values()} == {(1, True, None)}
    assert rules_in_force() == (frozenset(), (), {})


def test_phrase_in_force_is_found_in_what_comes_in(reporter, editor):
    text = factories.CLEAN.format(number="q") + "\nRub the lamp\n"
    before = factories.imported(by=reporter, text=text)
    rule = force(by=editor, note="  A new wave. ")
    assert (rule.version, rule.phrase, rule.note, rule.created_by) == (1, LAMP, "A new wave.", editor)
    assert rules_in_force() == (frozenset(), (Phrase("rub the lamp", rule.name, "gambling"),), {})
    assert not Finding.objects.filter(revision__article=before).exists()
    finding = Finding.objects.get(revision__article=factories.imported(by=reporter, text=text + "More.\n"))
    assert (finding.text, finding.rule, finding.rule_version, finding.sure) == (
        "Rub the lamp\n",
        rule.name,
        1,
        True,
    )
    event = Event.objects.get(action="switch_on")
    assert (event.object_type, event.reason, event.after) == (
        "rule",
        "A new wave.",
        {"version": 1, "active": True},
    )


def test_switching_off_and_on_makes_versions_and_findings_name_them(reporter, editor):
    turn("glued-prefix", False, by=editor, seen=1)
    assert not Finding.objects.filter(revision__article=factories.imported(by=reporter)).exists()
    turn("glued-prefix", True, by=editor, seen=2, note="Mended.")
    finding = Finding.objects.get(revision__article=factories.imported(by=reporter))
    assert (finding.rule, finding.rule_version) == ("glued-prefix", 3)
    rows = list(Rule.objects.filter(name="glued-prefix").values_list("version", "active", "note", "kind"))
    assert rows == [(3, True, "Mended.", "builtin"), (2, False, "Too many genuine ones.", "builtin")]
    events = Event.objects.filter(object_type="rule").order_by("number")
    assert list(events.values_list("action", "before", "after")) == [
        ("switch_off", {"version": 1, "active": True}, {"version": 2, "active": False}),
        ("switch_on", {"version": 2, "active": False}, {"version": 3, "active": True}),
    ]


def test_findings_of_a_rule_that_is_switched_off_stay(reporter, editor):
    finding = Finding.objects.get(revision__article=factories.imported(by=reporter))
    turn("glued-prefix", False, by=editor, seen=1)
    assert Finding.objects.get() == finding


@pytest.mark.parametrize("active", [True, False])
def test_switching_to_what_is_is_refused(active, editor):
    rule = force(by=editor)
    if not active:
        rule = turn(rule.name, False, by=editor, seen=1)
    with refused(Refused, "already"):
        turn(rule.name, active, by=editor, seen=rule.version)


def test_switching_needs_a_reason_the_newest_version_and_a_rule(editor):
    with refused(Refused, "Say why"):
        turn("own-line", False, by=editor, seen=1, note="  ")
    with refused(Refused, "at most 500"):
        turn("own-line", False, by=editor, seen=1, note="x" * 501)
    with refused(Conflict, "it is version 1 now"):
        turn("own-line", False, by=editor, seen=2)
    with refused(Refused, "no such rule"):
        turn("by-hand", False, by=editor, seen=1)
    turn("own-line", False, by=editor, seen=1)
    with refused(Conflict, "it is version 2 now"):
        turn("own-line", False, by=editor, seen=1)


def test_only_editors_change_rules(reporter, reviewer, outsider):
    for person in (reporter, reviewer, outsider):
        with refused(NotAllowed, "You may not edit rules"):
            force(by=person)
        with refused(NotAllowed, "You may not edit rules"):
            turn("own-line", False, by=person, seen=1)


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("", "2 to 100"),
        ("x", "this one has 1"),
        (" - — ", "this one has 0"),
        ("x" * 101, "at most 100"),
        ("a\0b", "cannot be stored"),
    ],
)
def test_phrase_that_cannot_be_a_rule_is_refused(phrase, words, editor):
    with refused(Refused, words):
        force(phrase, by=editor)


@pytest.mark.parametrize("category", ["", "nonsense", "Gambling"])
def test_category_is_one_of_the_list(category, editor):
    with refused(Refused, "is not a category"):
        force(by=editor, category=category)


def test_the_same_words_are_one_rule(editor):
    rule = force(by=editor)
    with refused(Refused, "“Rub the Lamp” is a rule already and in force"):
        force("RUB THE ｌａｍｐ", by=editor)
    turn(rule.name, False, by=editor, seen=1)
    with refused(Refused, "switched off"):
        force(by=editor)


@pytest.mark.parametrize(
    "phrase", ["rub the lamp", "上海云锦阁419", "!!a?b", "x" * 100, "..; DROP", "٠١٢", "🎰🎰🎰 a1"]
)
def test_name_fits_an_address_and_the_column(phrase, client_for, editor):
    rule = force(phrase, by=editor)
    assert rule.name == name_of(phrase) == newest(rule.name).name
    assert len(rule.name) <= 60
    assert client_for(editor).get(rule.get_desk_url()).status_code == 200


def test_version_is_never_changed_nor_deleted(editor):
    rows = Rule.objects.filter(pk=force(by=editor).pk)
    for do in (lambda: rows.update(active=False), lambda: rows._raw_delete(rows.db)):
        with pytest.raises(IntegrityError), transaction.atomic():
            do()
    assert rows.get().active


def test_version_from_a_list_is_taken_over_once(editor):
    def row(version, **fields):
        values = {"kind": "builtin", "active": False, "note": "Elsewhere."} | fields
        return Rule(name="own-line", version=version, **values)

    with transaction.atomic():
        assert list_rule(row(3), by=editor) is True
        assert list_rule(row(3), by=editor) is False
        for other, words in ((row(3, note="x"), "has another note here"), (row(2), "is older")):
            with pytest.raises(Refused, match=words):
                list_rule(other, by=editor)
    assert (newest("own-line").version, Event.objects.count()) == (3, 1)
