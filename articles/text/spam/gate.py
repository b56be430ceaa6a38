"""One quick look at a whole text: which of its lines could hold anything that the finder finds?

Everything here runs at the speed of the regular expression engine and of `bytes.split`: patterns begin with a rare
character or a literal, words are looked up all at once. A line may be named in vain, but none that the finder needs
is left out.
"""

import re
from collections.abc import Iterator
from itertools import repeat

from articles.text.spam.article import KNOWN_WELL, function_words, language_of
from articles.text.spam.prefilter import STRANGE_RE, named_words, worthy
from articles.text.spam.reach import ZONES
from articles.text.spam.scripts import tokens_of

_SMALL = r"[^\W_A-ZÀ-ÖØ-Þ][^\s]{0,60}"
THREE = rf"(?=(?:{_SMALL} +(?:[|&+] )?){{2}}{_SMALL})"  # the fewest words of a seam
# In order: a line that begins small (behind markers and brackets); a small beginning behind the end of a sentence, a
# dash, a bar or a tag; digits among letters; a brand with a number; a telephone; a hashtag.
GATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\n[ \t]*(?:[^\w\n<]{{0,8}}|\(?[0-9]{{1,3}}[.)] |[a-zA-Z][.)] ){THREE}",
        rf"[.!?…]['\"”»)]? (?:[-—–|_~] )?{THREE}",
        rf"[-—–|_~] {THREE}",
        rf">[^\w<\n]{{0,4}}{THREE}",
        r"[013457@$](?<=[a-zA-Z].)[a-zA-Z]|[013457][a-z]{2}(?<![\w-]...)",
        r"[0-9](?<=[a-z]{3}[0-9])[0-9]{1,3}(?!\w)",
        r"[0-9]{3}[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}",
        r"#\w{12}",
        rf"\.(?:{ZONES})(?!\w)",
    )
)
LITERALS = ("@", "://", "www.", "](", "&#", "<a ", "🔖", "+")
# A tag line with an entry of three words, or without blanks behind its commas.
TAGS_RE = re.compile(r"\n[^\n:]{3,24}:(?:[^\n]{0,200},)? ?[^\s,]+ [^\s,]+ [^\s,]+ ?[^\n,]*(?:,|\n|$)")
MANY_STRANGE = 0.05  # share of strange signs from which every line is looked at
# Letters kept apart; as words they are of one letter each.
APART_RE = re.compile(r"[ .·*_~-](?<=[^\W_].)[^\W_][ .·*_~-][^\W_][ .·*_~-][^\W_]")
FOUR_SINGLE = b"\1\1\1\1"
BESIDE = 60  # characters in which the other words of an offer stand
FIRST = 200  # characters of the first line
LONG_LINE = 60
MANY = 9  # words
USUAL = {
    "en": (" the ", " of ", " and ", " to "),
    "de": (" der ", " die ", " und ", " in "),
    "fr": (" de ", " la ", " le ", " les "),
    "es": (" de ", " la ", " el ", " que "),
    "pt": (" de ", " o ", " a ", " que "),
    "it": (" di ", " il ", " la ", " che "),
    "nl": (" de ", " het ", " een ", " van "),
}


def places_worth_a_look(text: str) -> list[int] | None:
    """Places in the lines that could hold a finding, in order; None where every line could."""
    start = "\n" + text[:FIRST]
    found = [0] if text[:1].islower() or any(gate.search(start) for gate in (GATES[0], TAGS_RE)) else []
    if not text.isascii():
        strange = [match.start() for match in STRANGE_RE.finditer(text)]
        if len(strange) > MANY_STRANGE * len(text):
            return None
        found += strange
    for gate in GATES:
        found += [match.end() for match in gate.finditer(text)]
    for literal in LITERALS:
        if literal in text:
            found += [match.start() for match in re.finditer(re.escape(literal), text)]
    if "," in text:
        found += [match.start() for match in TAGS_RE.finditer(text)]
    words = tokens_of(text)
    if FOUR_SINGLE in bytes(map(min, map(len, words), repeat(255))):
        found += [match.end() for match in APART_RE.finditer(text)]
    found += _named(text, words)
    found += _strange_lines(text, words)
    return sorted(found)


def _named(text: str, words: list[bytes]) -> Iterator[int]:
    """Where words of the trades stand in lines that have enough of them."""
    named = named_words(words)
    if not named:
        return
    lower = text.lower()
    if len(lower) != len(text):
        yield from range(0, len(text), 200)  # letters that change their length: look everywhere
        return
    for word in named:
        plain = word.decode("utf-8", "surrogatepass")
        here = lower.find(plain)
        while here >= 0:
            start, end = max(0, here - BESIDE), here + len(plain) + BESIDE
            if worthy(text[start:end]):
                yield here
            here = lower.find(plain, here + len(plain))


def _strange_lines(text: str, words: list[bytes]) -> Iterator[int]:
    """Long lines without any small word of the article's language."""
    language = language_of(words)
    if language not in KNOWN_WELL:
        return
    one, two, three, four = USUAL[language]
    function, position = function_words(language), 0
    for line in text.split("\n"):
        if len(line) >= LONG_LINE and not (one in line or two in line or three in line or four in line):
            found = line.lower().split()
            if len(found) >= MANY and function.isdisjoint(word.strip('.,;:!?"“”()') for word in found):
                yield position
        position += len(line) + 1
