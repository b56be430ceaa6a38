"""The memory and the rules out and in again as JSON lines."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.actions.lists import LINE_BYTES, export_lines, import_lines
from articles.actions.rules import name_of, put_in_force, switch
from articles.models import Event, Fragment, Rule
from articles.text.spam.keys import key_of
from articles.text.spam.rules import CATEGORIES
from tests.actions.common import everything, undone

pytestmark = pytest.mark.django_db
FRAGMENT = {"kind": "fragment", "text": "上海云锦阁419 ", "category": "escort", "decision": "removed"}
RULE = {
    "kind": "rule", "name": "own-line", "version": 2, "phrase": "", "category": "", "active": False, "note": "Why.",
}  # fmt: skip


def taken(*lines) -> list[tuple[int, bool, str]]:
    raw = [one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode() for one in lines]
    return list(import_lines(raw))


def state():
    fragments = Fragment.objects.order_by("key").values_list(
        "key", "text", "category", "decision", "first_seen", "last_seen"
    )
    rules = Rule.objects.order_by("name", "version")
    return list(fragments), list(
        rules.values_list("name", "version", "kind", "phrase", "category", "active", "note")
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60).filter(key_of)
FRAGMENTS = st.dictionaries(
    TEXTS, st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(["removed", "kept"])), max_size=5
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(FRAGMENTS, st.lists(st.booleans(), max_size=3))
def test_what_goes_out_comes_in_again(editor, fragments, switches):
    with undone():
        for text, (category, decision) in fragments.items():
            Fragment.objects.get_or_create(
                key=key_of(text), defaults={"text": text, "category": category, "decision": decision}
            )
        rule = put_in_force(phrase="Rub the lamp", category="gambling", note="", by=editor)
        for active in switches:
            if active != rule.active:
                rule = switch(rule.name, active=active, note="So.", seen=rule.version, by=editor)
        lines, before = [line.encode() for line in export_lines()], state()
        assert [done for _, done, _ in import_lines(lines)] == [False] * len(lines)
        _empty()
        assert list(import_lines(lines)) == [(number, True, "") for number in range(1, len(lines) + 1)]
        assert state() == before
        assert not any(done for _, done, _ in import_lines(lines))
        assert state() == before


def _empty() -> None:
    """As another newsroom begins; versions cannot be deleted, so the guard is away in this transaction."""
    Fragment.objects.all().delete()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER articles_rule_frozen_delete")
        else:
            cursor.execute("DROP TRIGGER articles_rule_frozen ON articles_rule")
    Rule.objects.all().delete()


def test_each_line_taken_over_is_one_event_and_twice_changes_nothing():
    assert taken(FRAGMENT, RULE) == [(1, True, ""), (2, True, "")]
    assert list(Event.objects.order_by("number").values_list("action", "actor_name")) == [
        ("remember", "system"),
        ("switch_off", "system"),
    ]
    assert Fragment.objects.values_list("key", "decision", "standing").get() == (
        "上海云锦阁419",
        "removed",
        True,
    )
    before = everything()
    assert taken(FRAGMENT, RULE) == [(1, False, ""), (2, False, "")]
    assert everything() == before


def test_other_decision_of_a_list_counts():
    taken(FRAGMENT)
    assert taken(FRAGMENT | {"decision": "kept"}) == [(1, True, "")]
    assert Fragment.objects.get().decision == "kept"


def test_words_twice_in_a_list_are_decided_in_its_order():
    kept = FRAGMENT | {"decision": "kept"}
    assert taken(FRAGMENT, kept, FRAGMENT, FRAGMENT) == [
        (1, True, ""),
        (2, True, ""),
        (3, True, ""),
        (4, False, ""),
    ]
    assert list(Event.objects.order_by("number").values_list("before", "after")) == [
        ({}, {"decision": "removed"}),
        ({"decision": "removed"}, {"decision": "kept"}),
        ({"decision": "kept"}, {"decision": "removed"}),
    ]
    assert Fragment.objects.get().decision == "removed"


def test_lines_are_written_a_few_at_a_time(django_assert_max_num_queries, monkeypatch):
    lines = [FRAGMENT | {"text": f"bonus {'x' * number}"} for number in range(30)]
    with django_assert_max_num_queries(8):
        assert all(done for _, done, _ in taken(*lines))
    monkeypatch.setattr("articles.actions.lists.AT_ONCE", 4)
    assert taken(*lines, RULE) == [*((number, False, "") for number in range(1, 31)), (31, True, "")]


def test_times_of_the_list_are_kept():
    taken(FRAGMENT | {"first_seen": "2026-01-02T03:04:05+00:00", "last_seen": "2026-02-03T04:05:06+01:00"})
    fragment = Fragment.objects.get()
    assert fragment.first_seen == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert fragment.last_seen == datetime(2026, 2, 3, 3, 5, 6, tzinfo=UTC)


BAD = [
    (b"{", "no JSON"),
    (b"\xff\xfe", "no JSON"),
    (b"[" * 90_000, "no JSON"),
    (b"[]", "one JSON object"),
    (b"7", "one JSON object"),
    (b'"' + b"x" * LINE_BYTES + b'"', "more than 100,000 bytes"),
    ({}, "kind is fragment or rule"),
    ({"kind": []}, "kind is fragment or rule"),
    ({"kind": "page"}, "kind is fragment or rule"),
    ({"kind": "fragment"}, "text is missing"),
    (FRAGMENT | {"text": 7}, "text is not of the right kind"),
    (FRAGMENT | {"text": " - "}, "text has no letter or digit"),
    (FRAGMENT | {"text": "x" * 20_001}, "text has at most 20,000"),
    (FRAGMENT | {"text": "a\0b"}, "cannot be stored"),
    (FRAGMENT | {"text": "\ud800 words"}, "cannot be stored"),
    (FRAGMENT | {"category": "odd"}, "category is one of"),
    (FRAGMENT | {"decision": "open"}, "decision is removed or kept"),
    (FRAGMENT | {"first_seen": "yesterday"}, "are times such as"),
    (FRAGMENT | {"first_seen": 7}, "are times such as"),
    (FRAGMENT | {"last_seen": "2026-01-02T03:04:05"}, "name their time zone"),
    (FRAGMENT | {"last_seen": "0001-01-01T00:00:00+00:00"}, "a year since 1970"),
    (RULE | {"name": "nonsense"}, "no rule named 'nonsense'"),
    (RULE | {"version": True}, "version is not of the right kind"),
    (RULE | {"version": 0}, "version counts from 1"),
    (RULE | {"version": 10**40}, "version counts from 1"),
    (RULE | {"active": 1}, "active is not of the right kind"),
    (RULE | {"note": "x" * 501}, "note has at most 500"),
    (RULE | {"phrase": "x"}, "this one has 1"),
    (RULE | {"phrase": "rub the lamp"}, "the rule of this phrase is named phrase-rub-the-lamp"),
    (RULE | {"phrase": "rub the lamp", "name": name_of("rub the lamp")}, "category is one of"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), BAD, ids=[words for _, words in BAD])
def test_bad_line_is_told_with_its_number_and_the_rest_goes_on(line, words):
    if isinstance(line, dict) and "\ud800" in str(line.get("text")):
        line = json.dumps(line).encode()
    (one, two, three) = taken(FRAGMENT, line, RULE)
    assert (one, three) == ((1, True, ""), (3, True, ""))
    assert two[:2] == (2, False)
    assert words in two[2]


def test_blank_lines_are_passed_over_and_too_many_are_told(monkeypatch):
    assert taken(b"\n", FRAGMENT, b"  ") == [(2, True, "")]
    monkeypatch.setattr("articles.actions.lists.MOST_LINES", 1)
    assert taken(FRAGMENT, RULE, RULE)[1:] == [
        (2, False, "the file has more than 1 lines; the rest was not read")
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.binary(max_size=80), max_size=4))
def test_no_bytes_make_it_raise(db, lines):
    with transaction.atomic():
        list(import_lines(lines))
        transaction.set_rollback(True)
