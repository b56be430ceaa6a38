"""The checks of what is sent, by the tables that stand in the document."""

import pytest

from articles.api import schema as s

THING = s.thing(
    {"name": s.words(5, least=1), "kind": s.one_of(("a", "b")), "ids": s.many(s.ID, 2), "day": s.maybe(s.DATE),
     "on": s.BOOLEAN, "part": s.thing({"n": s.INTEGER | {"maximum": 9}}, required=("n",)), "at": s.TIME},
    required=("name",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ({"name": "x"}, ""),
        ({"name": "x", "kind": "b", "ids": [1, 2], "day": None, "on": False, "part": {"n": 9}}, ""),
        ({"name": "x", "day": "2026-11-28", "at": "2026-11-28T06:40:00+00:00"}, ""),
        ([], "The body must be an object."),
        ({}, "The body lacks name."),
        ({"name": "x", "nane": 1}, "The body has “nane”, which is not known here; it takes name, kind, ids, day, on, part, at."),
        ({"name": 1}, "“name” must be a string."),
        ({"name": True}, "“name” must be a string."),
        ({"name": None}, "“name” must be a string."),
        ({"name": " "}, "“name” must not be empty."),
        ({"name": "xxxxxx"}, "“name” has 6 characters; 5 are the most."),
        ({"name": "x", "kind": "c"}, "“kind” must be one of a, b."),
        ({"name": "x", "ids": [1, 2, 3]}, "“ids” has 3 entries; 2 are the most."),
        ({"name": "x", "ids": [0]}, "“ids[0]” must be 1 or more."),
        ({"name": "x", "ids": [True]}, "“ids[0]” must be a whole number."),
        ({"name": "x", "ids": {"0": 1}}, "“ids” must be a list."),
        ({"name": "x", "day": "28.11.2026"}, "“day” must be a date such as 2026-11-28."),
        ({"name": "x", "day": "20261128"}, "“day” must be a date such as 2026-11-28."),
        ({"name": "x", "day": 5}, "“day” must be a string or null."),
        ({"name": "x", "at": "noon"}, "“at” must be a time such as 2026-11-28T06:40:00Z."),
        ({"name": "x", "on": 1}, "“on” must be true or false."),
        ({"name": "x", "part": {"n": 10}}, "“part.n” must be 9 or less."),
        ({"name": "x", "part": {}}, "“part” lacks n."),
    ],
)  # fmt: skip
def test_problem_is_named_with_its_place(value, wrong):
    assert s.problem_of(value, THING) == wrong
