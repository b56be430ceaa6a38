"""Characters that hide what a text says: unseen ones, those that turn the direction, letters of another script.

Found so that a page can show them; nothing is taken out or replaced, so what is copied is what is there.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.claims.visible import Visible
from articles.text.marks import Mark, escaped
from articles.text.spam.folding import TO_LATIN, look_alike
from articles.text.spam.scripts import INVISIBLE
from articles.text.types import Document

# Unicode TR9 (directional formatting) and the annotation and tag characters, which no font shows.
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# A flag of letters that no font shows is passed over as a whole; everything else here is one character.
_FLAG = "\U0001f3f4[\U000e0020-\U000e007f]+"
_UNSEEN = re.compile(f"{_FLAG}|[{INVISIBLE}\ufff9-\ufffb\U000e0000-\U000e007f]")
_TURNS = re.compile(f"[{_TURNING}]")
_WORD = re.compile(r"[^\W\d_]+")
_TWO_SCRIPTS = re.compile(r"(?=.*[A-Za-z\u00c0-\u024f])(?=.*[\u0370-\u052f])", re.DOTALL)
# Characters that belong where they stand: joiners inside scripts and emoji that are written with them, the marks of
# right-to-left text beside such text, what chooses the form of an emoji or of a Han character, the letters of a flag.
_JOINED = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc]"
)
_EMOJI = re.compile("[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff*#0-9]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
SHORT = {
    "\u00ad": "SHY", "\u034f": "CGJ", "\u061c": "ALM", "\u180e": "MVS", "\u200b": "ZWSP", "\u200c": "ZWNJ",
    "\u200d": "ZWJ", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF",
    "\u202d": "LRO", "\u202e": "RLO", "\u2060": "WJ", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI",
    "\u2069": "PDI", "\ufeff": "BOM",
}  # fmt: skip
UNNAMED = {"\u00ad": "soft hyphen", "\ufeff": "zero width no-break space"}


@dataclass(frozen=True, slots=True)
class Hidden:
    """What stands at `[start, end)` (code points): its kind, a short label to show, and what it is in words.

    Kinds: "direction" (turns the order of what follows), "unseen", "mixed" (a word in the letters of two scripts).
    """

    start: int
    end: int
    kind: str
    label: str
    words: str


def find_hidden(text: str) -> list[Hidden]:
    """Everything in `text` that hides what it says, by place; a word of two scripts may hold unseen characters."""
    if text.isascii():
        return []
    found = [
        _unseen(match.start(), match[0])
        for match in _UNSEEN.finditer(text)
        if len(match[0]) == 1 and not _belongs(text, match.start())
    ]
    found += _mixed(text)
    return sorted(found, key=lambda one: (one.start, -one.end))


def _unseen(at: int, char: str) -> Hidden:
    name = UNNAMED.get(char) or unicodedata.name(char, "unseen character").lower()
    words = f"{name} (U+{ord(char):04X})"
    kind = "direction" if _TURNS.match(char) else "unseen"
    return Hidden(at, at + 1, kind, SHORT.get(char, f"U+{ord(char):04X}"), words)


def _belongs(text: str, at: int) -> bool:
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char in "\u200c\u200d":
        joined = _JOINED.match(before) and (not after or not after.isalnum() or _JOINED.match(after))
        return bool(joined or (char == "\u200d" and _EMOJI.match(before) and _EMOJI.match(after)))
    if "\ufe00" <= char <= "\ufe0f":
        return bool(_EMOJI.match(before) or _HAN.match(before))
    if char in "\u200e\u200f\u061c":
        near = text[max(at - 3, 0) : at + 4]
        return bool(_RIGHT_TO_LEFT.search(near))
    return char == "\ufeff" and at == 0


def _mixed(text: str) -> Iterator[Hidden]:
    """Words that mix Latin with Cyrillic or Greek letters which look like it: “pаypal” with a Cyrillic а."""
    for match in _WORD.finditer(text):
        if not match[0].isascii() and _TWO_SCRIPTS.match(match[0]) and _deceives(match[0]):
            scripts = {unicodedata.name(char, "").split(" ")[0].title() for char in match[0]}
            odd = _fewest(match[0])
            words = f"mixes {' and '.join(sorted(scripts))} letters: {odd}"
            yield Hidden(match.start(), match.end(), "mixed", f"{'/'.join(sorted(scripts))}", words)


def _deceives(word: str) -> bool:
    """Whether it passes for a word of one script; a Greek sign of a unit (“μm”) looks like no Latin letter."""
    greek = [char for char in word if "\u0370" <= char <= "\u03ff"]
    return all(char in TO_LATIN for char in greek) if greek else look_alike(word)


def _fewest(word: str) -> str:
    """The letters of the script that has fewer in the word, each with its script."""
    of = {char: unicodedata.name(char, "").split(" ")[0].title() for char in word}
    scripts = [of[char] for char in word]
    fewer = min(set(scripts), key=lambda script: (scripts.count(script), script))
    return ", ".join(f"{char} is {fewer}" for char in dict.fromkeys(word) if of[char] == fewer)


def opening_of(hidden: Hidden) -> str:
    """The tag around what is hidden. An unseen character is isolated, so it turns nothing but itself.

    The label is made by the style sheet out of `data-hidden`, so it is read and not copied.
    """
    title = escaped(hidden.words)
    tag = "span" if hidden.kind == "mixed" else "bdi"
    return f'<{tag} class="hid {hidden.kind}" data-hidden="{escaped(hidden.label)}" title="{title}">'


def closing_of(hidden: Hidden) -> str:
    return "</span>" if hidden.kind == "mixed" else "</bdi>"


def reveal(text: str) -> str:
    """`text` as safe HTML in which all that hides is shown; its text content is `text` as it is."""
    pieces: list[str] = []
    at = 0
    open_until: list[tuple[int, str]] = []
    for one in find_hidden(text):
        while open_until and open_until[-1][0] <= one.start:
            end, closing = open_until.pop()
            pieces += [escaped(text[at:end]), closing]
            at = end
        pieces += [escaped(text[at : one.start]), opening_of(one)]
        open_until.append((one.end, closing_of(one)))
        at = one.start
    while open_until:
        end, closing = open_until.pop()
        pieces += [escaped(text[at:end]), closing]
        at = end
    return "".join([*pieces, escaped(text[at:])])


def hidden_marks(document: Document) -> list[Mark]:
    """The same for what a reader sees of a parsed text, as marks for the renderer (raw code points)."""
    marks = []
    for block in document.blocks:
        if block.text.isascii():
            continue
        words = Visible(block)
        for one in find_hidden(words.text):
            start, end = words.raw(one.start, one.end)
            marks.append(Mark(start, end, opening_of(one), closing_of(one)))
    return marks


def raw_hidden_marks(text: str) -> list[Mark]:
    """The same for a raw text, as marks for `render_raw`."""
    return [Mark(one.start, one.end, opening_of(one), closing_of(one)) for one in find_hidden(text)]


def summary(text: str) -> str:
    """What hides in `text`, in a few words: "2 turn the direction of writing, 1 word mixes scripts"; "" for nothing."""
    kinds = [one.kind for one in find_hidden(text)]
    counts = {kind: kinds.count(kind) for kind in ("direction", "unseen", "mixed")}
    told = [
        (
            counts["direction"],
            "character that turns the direction of writing",
            "characters that turn the direction of writing",
        ),
        (counts["unseen"], "character that cannot be seen", "characters that cannot be seen"),
        (
            counts["mixed"],
            "word that mixes the letters of two scripts",
            "words that mix the letters of two scripts",
        ),
    ]
    return ", ".join(f"{number} {one if number == 1 else more}" for number, one, more in told if number)
