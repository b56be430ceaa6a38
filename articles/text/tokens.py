"""The words and figures of a passage, in one form however it is spaced, punctuated and encoded.

What is compared when a claim's words were edited: white space, punctuation, quotation marks, invisible marks and
the forms that Unicode has for one letter make no difference; whatever belongs to a figure does.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# How a language writes figures: what stands before the decimals, what between the thousands.
_COMMA_DECIMALS = frozenset(
    ("de", "fr", "es", "pt", "ru", "id", "vi", "tr", "it", "nl", "pl", "cs", "ro", "sv", "uk", "bg")
)
_POINT_DECIMALS = frozenset(("en", "zh", "ja", "ko", "th", "hi"))
_POINT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")

# Compatibility forms that mean the same. Superscripts and fractions do not: 10² is not 102.
_SAME_FORMS = (
    "<wide>",
    "<narrow>",
    "<compat>",
    "<noBreak>",
    "<initial>",
    "<medial>",
    "<final>",
    "<isolated>",
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʹ′`´"), "'")
_ARABIC_FIGURES = {0x066B: ".", 0x066C: ",", 0x066A: "%"}
_DROPPED = re.compile(
    "[\u00ad\u0640\u064b-\u0652\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u0653-\u065f\u0670\u06d6-\u06ed\u0900-\u0903"
    "\u093a-\u094f\u0951-\u0957\u0962\u0963\u0980-\u0983\u09bc-\u09d7"
)
# Thai, Lao, Burmese, Khmer, kana and Chinese characters.
UNSPACED = (
    "\u0e01-\u0e4f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_CURRENCIES = "$€£¥₹₽₩₺฿₫₪"
_DIGIT = r"[\d⁰¹²³⁴-⁹₀-₉¼-¾⅐-⅞]"
_TOKEN = re.compile(
    rf"(?P<sign>(?<![^\s(\[{{\"'«“„{_CURRENCIES}])[-+±](?=[{_CURRENCIES}]?\d))"
    r"|(?P<number>\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?"
    rf"|{_DIGIT}+(?:[.,:/'-]{_DIGIT}+)*)"
    rf"|(?P<letter>[{UNSPACED}])"
    rf"|(?P<word>(?:(?![{UNSPACED}])[^\W\d_]|[{_MARKS}])+(?:'(?![\uac00-\ud7af])(?:(?![{UNSPACED}])[^\W\d_]|[{_MARKS}])+)*)"
    r"|(?P<mark>[%‰‱°&@#/?؟？]|[^\w\s])",
)
_RANGE = re.compile(r"(?<=\d) ?- ?(?=\d)")
_ENDS = frozenset(".!?…:;。！？；：؟।\n")
_SPACED_OUT = re.compile(rf"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, figure, letter of a script without blanks, or sign that means something."""

    text: str  # in the one form; a figure as its value
    shown: str
    kind: str  # number, word, letter, mark
    first: bool  # opens the passage or stands behind the end of a sentence


def fold(text: str) -> str:
    """The passage in one form: Unicode forms, dashes, apostrophes and digits unified, white space as one blank."""
    plain = unicodedata.normalize("NFC", text)
    plain = plain if plain.isascii() else "".join(map(_one_form, plain))
    plain = _DROPPED.sub("", unicodedata.normalize("NFC", plain))
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return _RANGE.sub("-", "\n".join(lines).strip())


@lru_cache(maxsize=20_000)
def _one_form(letter: str) -> str:
    if letter.isascii():
        return letter
    number = ord(letter)
    for table in (_DASHES, _APOSTROPHES, _ARABIC_FIGURES):
        if number in table:
            return table[number]
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.decimal(letter))
    if unicodedata.category(letter) == "Zs":
        return " "
    if unicodedata.decomposition(letter).startswith(_SAME_FORMS):
        return unicodedata.normalize("NFKC", letter)
    return letter


def tokens_of(text: str, language: str = "") -> list[Token]:
    """What the passage says, token by token; `language` tells how its figures are to be read ("" for unknown)."""
    plain = fold(text)
    found: list[Token] = []
    sign, first, behind = "", True, 0
    for one in _TOKEN.finditer(plain):
        first = first or any(letter in _ENDS for letter in plain[behind : one.start()])
        behind = one.end()
        shown, kind = one[0], one.lastgroup or ""
        if kind == "sign":
            sign = shown
        elif kind == "number":
            found.append(Token(sign + value_of(shown, language), sign + shown, "number", first))
            sign, first = "", False
        elif kind == "word":
            found.append(Token(shown, shown, "word", first))
            first = False
        elif kind == "letter":
            found.append(Token(shown, shown, "letter", False))
            first = False
        elif _means(shown):
            found.append(Token("?" if shown in "?؟？" else shown, shown, "mark", False))
            first = first or shown in "?؟？"
        else:
            first = first or shown in _ENDS
    return found


def _means(mark: str) -> bool:
    """Whether a sign is more than punctuation."""
    return mark in "%‰‱°&@#/?؟？" or unicodedata.category(mark) in ("Sm", "Sc", "So", "No")


def value_of(figure: str, language: str) -> str:
    """A figure without what stands between its thousands, its decimals behind a point; as it is where unsure.

    "2.000" is two thousand in German and two in English; "2,000" the other way round.
    """
    bare = figure.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:'\d{3})+(?:[.,]\d+)?", bare):
        bare = bare.replace("'", "")
    if language in _COMMA_DECIMALS:
        if _POINT_GROUPS.fullmatch(bare):
            bare = bare.replace(".", "")
        return bare.replace(",", ".") if re.fullmatch(r"\d+,\d+", bare) else bare
    if language in _POINT_DECIMALS and _COMMA_GROUPS.fullmatch(bare):
        return bare.replace(",", "")
    return bare


def spaced(tokens: list[Token]) -> str:
    """The tokens in small letters with one blank between them; none inside scripts that write without blanks."""
    words = " ".join(token.text.lower().replace("'", "' ").rstrip() for token in tokens)
    return _SPACED_OUT.sub("", words)
