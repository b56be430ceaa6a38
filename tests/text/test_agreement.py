"""Krippendorff's alpha against published values, and what holds for any ratings."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.agreement import (
    NO_INTERVAL,
    NO_VARIATION,
    TOO_FEW,
    Agreement,
    agreement,
    resample,
)

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), examples A, B and C; "." is missing. They
# are printed with three digits (.095, .692, .743, .815, .849); the digits after those are by the package named below.
BINARY = ["0100000010", "1110010000"]
LETTERS = ["aabbdcccedda", "babbbccceddd"]
FOUR = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
# Made up; their values are by the Python package "krippendorff" 0.9.0, which shares no line with ours.
THREE = ["0210.2110220", "02101211.220", "1210020102.1"]
FIVE = ["43.01024", "4330.124", "33101.24", "4.401014", "24300123"]


def units(raters: list[str]) -> list[list[int]]:
    return [[ord(one) - ord("0") for one in unit if one != "."] for unit in zip(*raters, strict=True)]


@pytest.mark.parametrize(
    ("raters", "metric", "alpha"),
    [
        (BINARY, "nominal", 0.0952380952),
        (LETTERS, "nominal", 0.6919642857),
        (FOUR, "nominal", 0.7434210526),
        (FOUR, "ordinal", 0.8153875038),
        (FOUR, "interval", 0.8491071429),
        (THREE, "nominal", 0.6473829201),
        (THREE, "ordinal", 0.8236914601),
        (FIVE, "nominal", 0.4041828794),
        (FIVE, "ordinal", 0.7982710818),
        (FIVE, "interval", 0.8139981909),
    ],
)
def test_alpha_equals_the_published_value(raters, metric, alpha):
    assert agreement(units(raters), metric=metric).alpha == pytest.approx(alpha, abs=1e-6)


def test_what_was_counted_leaves_out_units_with_one_rating():
    found = agreement(units(FOUR))
    assert (found.units, found.ratings, found.why) == (11, 40, "")


def test_interval_holds_alpha_and_is_the_same_each_time():
    found = agreement(units(FOUR), metric="ordinal")
    assert -1 < found.low < found.alpha < found.high <= 1
    assert agreement(units(FOUR), metric="ordinal") == found
    assert agreement(reversed(units(FOUR)), metric="ordinal") == found


def test_interval_of_many_units_is_narrow_and_that_of_few_is_wide():
    few, many = agreement(units(FOUR)), agreement(units(FOUR) * 400)
    assert many.alpha == pytest.approx(few.alpha, abs=0.01)
    assert many.high - many.low < 0.05 < few.high - few.low


@pytest.mark.parametrize(
    ("rated", "expected"),
    [
        ([], Agreement(None, why=TOO_FEW)),
        ([[1], [2], []], Agreement(None, why=TOO_FEW)),
        ([[1, 1], [1, 1, 1], [2]], Agreement(None, units=2, ratings=5, why=NO_VARIATION)),
        ([[1, 1], [2, 2]], Agreement(1.0, units=2, ratings=4, why=NO_INTERVAL)),
    ],
)
def test_what_cannot_be_computed_is_said(rated, expected):
    assert agreement(rated) == expected


def test_unknown_metric_is_an_error():
    with pytest.raises(KeyError):
        agreement([[1, 2]], metric="ratio")


RATED = st.lists(st.lists(st.integers(0, 4), max_size=5), max_size=9)


@given(RATED, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_is_at_most_one_and_depends_on_no_order(rated, metric):
    found = agreement(rated, metric=metric)
    assert found.alpha is None or found.alpha <= 1
    assert agreement([unit[::-1] for unit in rated[::-1]], metric=metric).alpha == found.alpha
    assert (found.alpha is None) <= bool(found.why)


@given(RATED)
def test_renaming_categories_changes_nothing_nominal(rated):
    renamed = [[7 - one for one in unit] for unit in rated]
    alpha, other = agreement(rated).alpha, agreement(renamed).alpha
    assert (alpha is None) == (other is None)
    assert alpha is None or alpha == pytest.approx(other)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=6), st.integers(0, 99))
def test_resample_draws_as_many_and_none_of_an_empty_kind(weights, seed):
    drawn = resample(weights, random.Random(seed))
    assert sum(drawn) == sum(weights)
    assert all(number >= 0 for number in drawn)
    assert not any(number for number, weight in zip(drawn, weights, strict=True) if not weight)


@pytest.mark.parametrize("weights", [[3, 40, 1000, 7000, 5], [10, 10, 10], [1, 999]])
def test_resample_has_the_mean_and_the_variance_of_a_multinomial(weights):
    source, size, draws = random.Random(1), sum(weights), 2000
    drawn = [resample(weights, source) for _ in range(draws)]
    for place, weight in enumerate(weights):
        variance = weight * (1 - weight / size)
        numbers = [one[place] for one in drawn]
        assert sum(numbers) / draws == pytest.approx(weight, abs=4 * (variance / draws) ** 0.5)
        spread = sum((number - weight) ** 2 for number in numbers) / draws
        assert spread == pytest.approx(variance, rel=0.2)
