"""What an edit did to the words of a claim: nothing, something that its meaning turns on, or something else.

`same`: only spacing, punctuation, quotation marks, Unicode forms or the capital at the beginning of a sentence
differ. `touched`: a number, unit, date, name, negation or quantifier differs, or the direction of a change is turned
round. `changed`: other words differ, and a person has to say whether it is the same claim. Own tables
(`meaning.toml`) beside those of `claims/words`; where a table is in doubt the edit counts as touched, since a
decision that is made again costs less than one that stands on other words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.text.claims.words import words_for
from articles.text.meaning_words import KINDS, Fact, facts_of, places_in, prefixes
from articles.text.tokens import Token, fold, spaced, tokens_of

LONGEST = 3_000  # code points that are compared word by word
MOST_SHOWN = 4  # differences that are told, the others are counted
SHOWN_LENGTH = 60
_PREFIX_LEAST = 3  # letters of a word that a denying syllable can stand before
_TURKISH_NO = re.compile(r"m(?:[ae]|[ıiuü](?=yor))")
_POSSESSIVE = re.compile(r"'s?\Z")
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Touch:
    """One difference that the meaning turns on; `old` is empty where it was added, `new` where it went."""

    what: str  # number, unit, date, name, negation, quantifier, direction, length
    old: str
    new: str

    def __str__(self) -> str:
        if self.what == "length":
            return "a long passage was rewritten"
        if not self.old:
            return f"“{self.new}” was added"
        return f"“{self.old}” became “{self.new}”" if self.new else f"“{self.old}” went"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an edit did: `kind` is same, touched or changed; `touches` say what was touched."""

    kind: str
    touches: tuple[Touch, ...] = ()

    @property
    def words(self) -> str:
        """What was touched, in one phrase; "" when nothing was."""
        told = [str(one) for one in self.touches[:MOST_SHOWN]]
        if len(self.touches) > MOST_SHOWN:
            told.append(f"and {len(self.touches) - MOST_SHOWN} more")
        return ", ".join(told)


def compare_meaning(old: str, new: str, language: str = "") -> Meaning:
    """What became of the meaning of `old`, the visible words of a claim, when they were edited into `new`.

    `language` is the article's, "" for unknown: then the tables of all languages are used. Takes any two strings,
    writes and refuses nothing. Passages over 3,000 code points are the same or touched.
    """
    language = language.lower()[:2]
    one, two = fold(old), fold(new)
    if one == two:
        return Meaning("same")
    if max(len(one), len(two)) > LONGEST:
        alike = [t.text for t in tokens_of(one, language)] == [t.text for t in tokens_of(two, language)]
        return Meaning("same") if alike else Meaning("touched", (Touch("length", "", ""),))
    before, after = tokens_of(one, language), tokens_of(two, language)
    touches = tuple(dict.fromkeys(_touches(before, after, language)))
    if touches:
        return Meaning("touched", touches)
    return Meaning("same" if _same_tokens(before, after) else "changed")


def _same_tokens(before: Sequence[Token], after: Sequence[Token]) -> bool:
    return len(before) == len(after) and all(
        one.text == two.text
        or (
            (one.first or two.first) and one.text[1:] == two.text[1:] and one.text.lower() == two.text.lower()
        )
        for one, two in zip(before, after, strict=True)
    )


def _touches(before: list[Token], after: list[Token], language: str) -> Iterator[Touch]:
    old, new = facts_of(before, language), facts_of(after, language)
    old["name"], new["name"] = _names(before, after, language)
    for what in (*KINDS, "name"):
        yield from _differences(what, old[what], new[what])
    yield from _denied(before, after, language)
    for touch in _differences("direction", old["direction"], new["direction"]):
        if touch.old and touch.new:
            yield touch


def _differences(what: str, old: list[Fact], new: list[Fact]) -> Iterator[Touch]:
    matcher = SequenceMatcher(None, [one[0] for one in old], [one[0] for one in new], autojunk=False)
    for name, i1, i2, j1, j2 in matcher.get_opcodes():
        if name == "equal":
            continue
        for number in range(max(i2 - i1, j2 - j1)):
            gone = old[i1 + number][1] if i1 + number < i2 else ""
            come = new[j1 + number][1] if j1 + number < j2 else ""
            yield Touch(what, gone[:SHOWN_LENGTH], come[:SHOWN_LENGTH])


def _names(before: list[Token], after: list[Token], language: str) -> tuple[list[Fact], list[Fact]]:
    """The names on both sides: capitals inside a sentence, capitals that open one and were exchanged, places."""
    inside = {_bare(one) for side in (before, after) for one in side if _is_name(one) and not one.first}
    opened = _exchanged(before, after, language)
    sides = []
    for side in (before, after):
        names = [
            (_bare(one), one.shown)
            for one in side
            if _is_name(one) and (_bare(one) in inside or (one.first and one.text in opened))
        ]
        sides.append(names + places_in(spaced(side), language))
    return sides[0], sides[1]


def _is_name(token: Token) -> bool:
    return token.kind == "word" and token.text[0].isupper()


def _bare(token: Token) -> str:
    """A name without its possessive; German and Russian cases stay, a person may look at them."""
    return _POSSESSIVE.sub("", token.text)


def _exchanged(before: list[Token], after: list[Token], language: str) -> set[str]:
    """The words that open a sentence and were put in place of another one: they may be names.

    Not small words, and not those that stand on the other side as well, in any form.
    """
    small = words_for(language).sets
    common = small["pronoun"] | small["article"] | small["of"]
    gone, come = (
        {
            one.text
            for one in side
            if one.first
            and _is_name(one)
            and one.text.lower() not in common
            and not any(_akin(one.text.lower(), two.text.lower()) for two in other if two.kind == "word")
        }
        for side, other in ((before, after), (after, before))
    )
    return gone | come if gone and come else set()


def _akin(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _denied(before: list[Token], after: list[Token], language: str) -> Iterator[Touch]:
    """Words that were denied, or no longer are, by a syllable: "legal" and "illegal", "geldi" and "gelmedi"."""
    old, new = ([one.text.lower() for one in side if one.kind == "word"] for side in (before, after))
    for name, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if name != "replace":
            continue
        for one, other in ((one, other) for one in old[i1:i2] for other in new[j1:j2]):
            if _deny(one, other, language) or _deny(other, one, language):
                yield Touch("negation", one, other)


def _deny(plain: str, denied: str, language: str) -> bool:
    if len(denied) <= len(plain) or len(plain) < _PREFIX_LEAST:
        return False
    if any(denied == prefix + plain for prefix in prefixes(language)):
        return True
    if language not in ("tr", ""):
        return False
    return any(denied[: one.start()] + denied[one.end() :] == plain for one in _TURKISH_NO.finditer(denied))
