"""Does a document say these words? White space, quotation marks and hyphens at line ends may differ, nothing else.

What was typed from a document and what was read out of its file differ in just these. Letters, figures and their
order are never bent: a look-alike is no quote.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 2000  # code points of a quote
_DOUBLE = '"“”„‟«»＂〝〞「」『』'
_SINGLE = "'‘’‚‛‹›`´ʼ＇"
_HYPHENS = "-‐‑"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]")
# Written without blanks between words: a line may end anywhere.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
_UNSPACED_RE = re.compile(f"[{_UNSPACED}]")
_LETTER = r"[^\W\d_]"
# What is written in more than one way, by the name of the way.
_WAYS = re.compile(
    rf"(?P<wrapped>(?<={_LETTER})[{_HYPHENS}][^\S\n]*\n\s*(?={_LETTER}))"  # a word divided at the end of a line
    rf"|(?P<unspaced>(?<=[{_UNSPACED}])\s+(?=[{_UNSPACED}]))"
    r"|(?P<blank>\s{2,}|[^\S ])"
    rf"|(?P<double>[{_DOUBLE}])|(?P<single>[{_SINGLE}])|(?P<hyphen>[{_HYPHENS}])"
)
_PLAIN = {"unspaced": "", "blank": " ", "double": '"', "single": "'", "hyphen": "-"}
_DIVIDED = re.compile(rf"(?<={_LETTER})-\s+(?={_LETTER})")  # in a quote whose line ends are gone


def readable(text: str) -> str:
    """The text in the form in which quotes are looked for: composed (NFC), without what nobody sees."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text written in one way, and where its pieces stand in the text as it is."""

    text: str
    at: list[int]  # where pieces begin, in the folded text
    raw: list[int]  # and in the text as it is

    def place(self, position: int) -> int:
        piece = bisect_right(self.at, position) - 1
        return self.raw[piece] + position - self.at[piece]


def _fold(text: str, *, wrapped: str) -> _Folded:
    """Folds in one pass; words divided at line ends are put together with `wrapped` in between."""
    pieces: list[str] = []
    at, raw, length, last = [0], [0], 0, 0
    for found in _WAYS.finditer(text):
        plain = wrapped if found.lastgroup == "wrapped" else _PLAIN[found.lastgroup or ""]
        pieces += [text[last : found.start()], plain]
        length += found.start() - last + len(plain)
        last = found.end()
        at.append(length)
        raw.append(last)
    pieces.append(text[last:])
    return _Folded("".join(pieces), at, raw)


def find_quotes(quotes: Iterable[str], text: str) -> list[tuple[int, int] | None]:
    """Where `text` (a `readable` one) says each quote: (start, end) in code points; None where it does not.

    Quotation marks around a whole quote are left off. A word or figure is found as a whole only: “200 panels”
    is not in “4,200 panels”, nor “5” in “−5” or “0.5”. The work is linear in the text. Writes, refuses nothing.
    """
    folded = [_fold(text, wrapped="")]
    if re.search(rf"{_LETTER}[{_HYPHENS}][^\S\n]*\n", text):
        folded.append(_fold(text, wrapped="-"))
    return [_find(quote, text, folded) for quote in quotes]


def _find(quote: str, text: str, folded: list[_Folded]) -> tuple[int, int] | None:
    words = readable(quote[: 2 * MOST]).strip().strip(_DOUBLE + _SINGLE).strip()
    if not words:
        return None
    plain = _fold(words, wrapped="").text
    for wanted in dict.fromkeys((plain, _DIVIDED.sub("", plain), _DIVIDED.sub("-", plain))):
        for one in folded:
            if found := _find_in(one, wanted, text):
                return found
    return None


def _find_in(folded: _Folded, wanted: str, text: str) -> tuple[int, int] | None:
    start = folded.text.find(wanted)
    while start >= 0:
        span = folded.place(start), folded.place(start + len(wanted) - 1) + 1
        if _whole(text, *span):
            return span
        start = folded.text.find(wanted, start + 1)
    return None


def _whole(text: str, start: int, end: int) -> bool:
    """Whether words and figures at both ends of a match end there."""
    first, last = text[start], text[end - 1]
    before, after = text[max(0, start - 5) : start], text[end : end + 5]
    if first.isdigit() and re.search(r"(?:\d[.,'’٫٬]?|(?:^|[\s(])[-−–+]|[.,])$", before):
        return False
    grouped = re.compile(r"\d{3}(?!\d)").match(text, start)
    if grouped and re.search(r"(?:^|[^\d.,])\d{1,3}\s$", before):
        return False  # 4 200: blanks between thousands
    if last.isdigit() and re.match(r"\d|[.,'’٫٬]\d", after):
        return False
    if (
        last.isdigit()
        and re.match(r"\s\d{3}(?!\d)", after)
        and re.search(r"(?:^|\D)\d{1,3}$", text[:end][-4:])
    ):
        return False
    return not (_joined(before[-1:], first) or _joined(last, after[:1]))


def _joined(left: str, right: str) -> bool:
    """Whether two signs are inside one word."""
    if not left or not right or _UNSPACED_RE.match(left) or _UNSPACED_RE.match(right):
        return False
    return _wordly(left) and _wordly(right)


def _wordly(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")
