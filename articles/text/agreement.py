"""How far reviewers agree: Krippendorff's alpha, with an interval.

The computation is that of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (University of Pennsylvania,
2011): coincidences within units against what chance alone would bring together, for any number of raters, with
missing values. The interval is the percentile interval of the bootstrap over units, which A. Zapf and others,
"Measuring inter-rater reliability for nominal data: which coefficients and confidence intervals are appropriate?"
(BMC Medical Research Methodology 16:93, 2016) found to hold what it promises, unlike the standard errors in use.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log2

DRAWS = 1000
LEVEL = 0.95
# Resampling a handful of units tells more about the handful than about the reviewers.
LEAST_FOR_INTERVAL = 10
EXACT = 20  # up to this mean a binomial number is drawn exactly
TOO_FEW = "No claim was judged by two people yet, so there is nothing to compare."
NO_VARIATION = "All verdicts are the same, so chance alone would agree as well: alpha says nothing here."
NO_INTERVAL = f"An interval takes at least {LEAST_FOR_INTERVAL} claims that two people judged."

Difference = Callable[[Mapping[float, float], Sequence[float]], Callable[[float, float], float]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """`alpha` is None where it cannot be computed, `low` and `high` where there is no interval; `why` says it.

    `units` were rated at least twice, by `ratings` ratings together; units with one rating compare nothing.
    """

    alpha: float | None
    low: float | None = None
    high: float | None = None
    units: int = 0
    ratings: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Units with the same ratings: how many of each value, and the coincidences of each two different values."""

    values: tuple[tuple[float, int], ...]
    pairs: tuple[tuple[float, float, float], ...]


def agreement(units: Iterable[Iterable[float]], *, metric: str = "nominal", seed: int = 1) -> Agreement:
    """Krippendorff's alpha of units, each given as the ratings that it got; missing ones are left out.

    Ratings are numbers: names of categories for "nominal", ranks for "ordinal", quantities for "interval".
    Returns numbers that do not change from call to call, or why there are none. KeyError for another metric.
    """
    difference = METRICS[metric]
    found = Counter(tuple(sorted(unit)) for unit in units)
    patterns = [(_pattern(unit), number) for unit, number in sorted(found.items()) if len(unit) > 1]
    weights = [number for _, number in patterns]
    size = sum(weights)
    ratings = sum(number * sum(many for _, many in one.values) for one, number in patterns)
    if not patterns:
        return Agreement(None, why=TOO_FEW)
    kinds = [pattern for pattern, _ in patterns]
    alpha = _alpha(kinds, weights, difference)
    if alpha is None:
        return Agreement(None, units=size, ratings=ratings, why=NO_VARIATION)
    if size < LEAST_FOR_INTERVAL:
        return Agreement(alpha, units=size, ratings=ratings, why=NO_INTERVAL)
    low, high = _interval(kinds, weights, difference, random.Random(seed))  # noqa: S311, no secret
    return Agreement(alpha, low, high, size, ratings)


def _pattern(unit: Sequence[float]) -> Pattern:
    values = tuple(sorted(Counter(unit).items()))
    pairs = tuple(
        (one, other, 2 * many * others / (len(unit) - 1))
        for place, (one, many) in enumerate(values)
        for other, others in values[place + 1 :]
    )
    return Pattern(values, pairs)


def _alpha(patterns: Sequence[Pattern], weights: Sequence[int], difference: Difference) -> float | None:
    """Alpha of so many units of each pattern; None where all ratings are the same."""
    totals: dict[float, float] = defaultdict(float)
    observed: dict[tuple[float, float], float] = defaultdict(float)
    for pattern, weight in zip(patterns, weights, strict=True):
        if weight:
            for value, many in pattern.values:
                totals[value] += weight * many
            for one, other, coincidences in pattern.pairs:
                observed[one, other] += weight * coincidences
    values = sorted(totals)
    apart = difference(totals, values)
    expected = sum(
        2 * totals[one] * totals[other] * apart(one, other)
        for place, one in enumerate(values)
        for other in values[place + 1 :]
    )
    if not expected:
        return None
    disagreement = sum(number * apart(*pair) for pair, number in observed.items())
    return 1 - (sum(totals.values()) - 1) * disagreement / expected


def _interval(
    patterns: Sequence[Pattern], weights: Sequence[int], difference: Difference, source: random.Random
) -> tuple[float, float]:
    """The middle 95% of alpha over samples of as many units; a sample without variation has none and is left out."""
    drawn = (_alpha(patterns, resample(weights, source), difference) for _ in range(DRAWS))
    alphas = sorted(alpha for alpha in drawn if alpha is not None)
    outside = (1 - LEVEL) / 2
    return alphas[int(outside * len(alphas))], alphas[ceil((1 - outside) * len(alphas)) - 1]


def resample(weights: Sequence[int], source: random.Random) -> list[int]:
    """How often each kind comes up when as many units are drawn again, with return: one multinomial number."""
    left, rest, found = sum(weights), sum(weights), []
    for weight in weights:
        number = left if weight == rest else _binomial(left, weight / rest, source)
        found.append(number)
        left, rest = left - number, rest - weight
    return found


def _binomial(tries: int, chance: float, source: random.Random) -> int:
    """Hits among so many tries.

    Few are counted exactly by the gaps between them (L. Devroye, "Non-Uniform Random Variate Generation", 1986, X.4);
    many are rounded from a normal number, which is off by less than the draws can show.
    """
    if not tries:
        return 0
    if chance > 0.5:
        return tries - _binomial(tries, 1 - chance, source)
    mean = tries * chance
    if mean > EXACT:
        return min(tries, max(0, round(source.gauss(mean, (mean * (1 - chance)) ** 0.5))))
    hits, place, scale = 0, 0, log2(1 - chance)
    if not scale:
        return 0
    while True:
        place += int(log2(1 - source.random()) / scale) + 1
        if place > tries:
            return hits
        hits += 1


def _nominal(totals: Mapping[float, float], values: Sequence[float]) -> Callable[[float, float], float]:
    return lambda one, other: float(one != other)


def _interval_difference(
    totals: Mapping[float, float], values: Sequence[float]
) -> Callable[[float, float], float]:
    return lambda one, other: (one - other) ** 2


def _ordinal(totals: Mapping[float, float], values: Sequence[float]) -> Callable[[float, float], float]:
    """Two ranks are as far apart as there are ratings between their middles."""
    middles, before = {}, 0.0
    for value in values:
        middles[value] = before + totals[value] / 2
        before += totals[value]
    return lambda one, other: (middles[one] - middles[other]) ** 2


METRICS: dict[str, Difference] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval_difference,
}
