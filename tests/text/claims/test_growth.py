"""Twice the text, about twice the work, and none behind LOOKED_AT: steps are counted, so that no clock is asked."""

import sys

import pytest

from articles.text.claims import find
from articles.text.claims.find import find_claims

PUMPS = (
    "The port has 4,200 panels. ",
    "The port has 4,200 panels.\n\n",
    '"We cut 38 percent," says Petra Lind. ',
    '"We cut 38 percent ',
    "„",
    "It has 4,200 panels; ",
    "4,200 ",
    "Petra Lind ",
    "according to Petra Lind, ",
    "Dr. ",
    "港口安装了4200块太阳能板。",
    "a\nb\n",
)


def steps(text):
    """How many functions are called to look for the claims of a text."""
    number = 0

    def count(frame, event, arg):
        nonlocal number
        number += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        find_claims(text, format="text")
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.parametrize("pump", PUMPS)
def test_twice_the_text_is_twice_the_work(pump):
    find_claims(pump * 30, format="text")  # tables are read once
    small, large = steps(pump * 200), steps(pump * 400)
    assert large < 2.5 * small + 2_000


@pytest.mark.parametrize("pump", ["The port has 4,200 panels. ", "The port has 4,200 panels.\n\n"])
def test_behind_the_limit_nothing_is_looked_at(pump, monkeypatch):
    monkeypatch.setattr(find, "LOOKED_AT", len(pump) * 50 + 10)
    seen = []
    score = find.score_sentence
    monkeypatch.setattr(
        find, "score_sentence", lambda *args, **more: seen.append(args) or score(*args, **more)
    )
    found = find_claims(pump * 200, format="text")
    # The sentence that the limit cuts is no claim.
    assert len(found) == len(seen) == 50
    assert {claim.text for claim in found} == {"The port has 4,200 panels."}
    assert found[-1].end <= find.LOOKED_AT


def test_a_text_below_the_limit_is_looked_at_to_its_end(monkeypatch):
    text = "The port has 4,200 panels. " * 3
    monkeypatch.setattr(find, "LOOKED_AT", len(text))
    assert len(find_claims(text, format="text")) == 3
