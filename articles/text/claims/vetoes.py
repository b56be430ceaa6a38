"""What keeps two claims with the same words from being the same claim: each question a function of both's facts."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.claims.facts import Facts
from articles.text.claims.figures import COUNTED
from articles.text.claims.words import words_for

WORDS = {
    "number": "Other figures",
    "date": "Other dates",
    "unit": "Other units",
    "polarity": "One of them denies it",
    "direction": "The opposite direction",
    "quantity": "Another quantity",
    "place": "Other names or places",
    "plan": "One of them is a plan",
    "speaker": "Said by others",
    "order": "The sides are exchanged",
    "language": "No table for this language, and not the same words",
}


@dataclass(frozen=True, slots=True)
class Veto:
    """What differs: `kind` of WORDS, and what the one and the other claim say of it, "" for nothing."""

    kind: str
    one: str
    other: str

    def __str__(self) -> str:
        said = [f"“{side}”" if side else "nothing" for side in (self.one, self.other)]
        return WORDS[self.kind] + (f": {said[0]} and {said[1]}" if self.one or self.other else "")


def vetoes_between(facts: Facts, others: Facts) -> tuple[Veto, ...]:
    """What two claims say that may not differ and does. Symmetric but for the sides of each veto."""
    found: list[Veto] = []
    for differs in (
        figures_differ,
        units_differ,
        polarity_differs,
        directions_differ,
        quantities_differ,
        names_differ,
    ):
        found += differs(facts, others)
    if bool(facts.plan) != bool(others.plan):
        found.append(Veto("plan", facts.plan, others.plan))
    return tuple(found)


def figures_differ(facts: Facts, others: Facts) -> Iterator[Veto]:
    """Figures and dates must be the same on both sides; a figure that could be a year may be written as either."""
    mine, theirs = {one.number for one in facts.values}, {one.number for one in others.values}
    if mine | facts.dates == theirs | others.dates:
        return
    if mine != theirs:
        bare = {one.bare for one in facts.values} == {one.bare for one in others.values}
        yield Veto("unit" if bare else "number", _beyond(facts, theirs), _beyond(others, mine))
    if facts.dates != others.dates:
        yield Veto("date", _listed(facts.dates - others.dates), _listed(others.dates - facts.dates))


def _beyond(facts: Facts, numbers: set[str]) -> str:
    """The figures that are not among these, as they are written."""
    return ", ".join(dict.fromkeys(one.shown for one in facts.values if one.number not in numbers))


def _listed(words: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(words)[:5])


def units_differ(facts: Facts, others: Facts) -> Iterator[Veto]:
    """One figure with another unit; what is only counted (people, pieces) may go without saying."""
    theirs: dict[str, set[str]] = {}
    for one in others.values:
        theirs.setdefault(one.number, set()).add(_measure(one.unit))
    mine: dict[str, set[str]] = {}
    for one in facts.values:
        mine.setdefault(one.number, set()).add(_measure(one.unit))
    for number in sorted(mine.keys() & theirs.keys()):
        if mine[number] != theirs[number]:
            yield Veto("unit", _said(number, mine[number]), _said(number, theirs[number]))


def _measure(unit: str) -> str:
    return "" if unit in COUNTED else unit


def _said(number: str, units: set[str]) -> str:
    return ", ".join(f"{number} {unit}".strip() for unit in sorted(units))


def polarity_differs(facts: Facts, others: Facts) -> Iterator[Veto]:
    """One says that it is so and the other that it is not."""
    if bool(facts.negation) != bool(others.negation):
        yield Veto("polarity", facts.negation, others.negation)


def directions_differ(facts: Facts, others: Facts) -> Iterator[Veto]:
    """The one says rose and the other fell, or another pair of opposites; who says both says neither."""
    for mine, theirs in zip(facts.sides, others.sides, strict=True):
        one = [word for word in mine if word]
        other = [word for word in theirs if word]
        apart = not any(left and right for left, right in zip(mine, theirs, strict=True))
        if one and other and apart:
            yield Veto("direction", one[0], other[0])


def quantities_differ(facts: Facts, others: Facts) -> Iterator[Veto]:
    """All, most, some, few, only, half: each said by both or by neither."""
    for mine, theirs in zip(facts.quantities, others.quantities, strict=True):
        if bool(mine) != bool(theirs):
            yield Veto("quantity", mine, theirs)
            return


def names_differ(facts: Facts, others: Facts) -> Iterator[Veto]:
    """Each names something that the other does not: a person, a body, a place. A fuller name of one side may be."""
    mine = [name for name in facts.names if name not in others.words]
    theirs = [name for name in others.names if name not in facts.words]
    if mine and theirs:
        yield Veto("place", ", ".join(mine[:4]), ", ".join(theirs[:4]))


def speakers_differ(one: str, other: str) -> tuple[Veto, ...]:
    """Both name who says it, and the names have no word in common: “we” is somebody else then."""
    if not one.strip() or not other.strip():
        return ()
    mine, theirs = _name_parts(one), _name_parts(other)
    return () if mine & theirs else (Veto("speaker", one[:60], other[:60]),)


def _name_parts(name: str) -> set[str]:
    words = name.casefold().replace("·", " ").split()
    return {word.strip(".,'’\"") for word in words if len(word) > 2 or not word.isascii()} or {
        name.casefold().strip()
    }


@dataclass(frozen=True, slots=True)
class Side:
    """One of two claims: its plain words, its stems in their order, its facts."""

    text: str
    stems: tuple[str, ...]
    facts: Facts


def order_vetoes(one: Side, other: Side, language: str) -> tuple[Veto, ...]:
    """The same words with their sides exchanged: names, figures, what they count, both sides of a comparison."""
    found = []
    alike = set(one.stems) == set(other.stems) or _overlap(one.stems, other.stems) >= 0.8
    if alike and (turned := _turned(_names_in_order(one, other), _names_in_order(other, one))):
        found.append(Veto("order", *turned))
    numbers = [[value.number for value in side.facts.values] for side in (one, other)]
    if alike and not found and (turned := _turned(*numbers)):
        found.append(Veto("order", *turned))
    if not found and _counted_otherwise(one.facts, other.facts):
        found.append(Veto("order", "", ""))
    if not found and _compared_otherwise(one, other, language):
        found.append(Veto("order", "", ""))
    return tuple(found)


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    mine, theirs = set(one), set(other)
    return len(mine & theirs) / max(1, len(mine | theirs))


def _names_in_order(side: Side, other: Side) -> list[str]:
    return [name for name in side.facts.names if name in other.facts.names]


def _turned(one: list[str], other: list[str]) -> tuple[str, str] | None:
    if len(one) > 1 and one != other and sorted(one) == sorted(other):
        return ", ".join(one[:4]), ", ".join(other[:4])
    return None


def _counted_otherwise(facts: Facts, others: Facts) -> bool:
    """Whether a figure counts here what another figure counts there: 5 men and 7 women, 7 men and 5 women."""
    theirs = {one.noun: one.number for one in others.values if one.noun}
    numbers = {one.number for one in others.values}
    return any(
        one.noun in theirs
        and theirs[one.noun] != one.number
        and one.number in numbers
        and [two.noun for two in facts.values].count(one.noun) == 1
        and [two.noun for two in others.values].count(one.noun) == 1
        for one in facts.values
        if one.noun
    )


def _compared_otherwise(one: Side, other: Side, language: str) -> bool:
    """Whether what stands before a comparison here stands behind it there, on both sides of it."""
    pattern = words_for(language).patterns["comparison"]
    first, second = pattern.search(one.text), pattern.search(other.text)
    if not first or not second:
        return False
    before, behind = _around(one, first.start(), first.end())
    before_too, behind_too = _around(other, second.start(), second.end())
    return bool(before & behind_too) and bool(behind & before_too)


def _around(side: Side, start: int, end: int) -> tuple[set[str], set[str]]:
    left, right = side.text[:start].lower(), side.text[end:].lower()
    return {stem for stem in side.stems if stem in left}, {stem for stem in side.stems if stem in right}
