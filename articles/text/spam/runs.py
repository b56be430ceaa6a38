"""The runs of pieces of a segment that can be one fragment."""

import re
from bisect import bisect_left

from articles.text.spam.pieces import Piece
from articles.text.spam.scripts import LETTERS

# Between two pieces of one fragment: blanks, commas, bars, dashes, underscores; no sentence end, quote or bracket.
SOFT_RE = re.compile(r"[\s%,，、|｜_:：+~#&·•–—\-]{0,12}")
DASHED_RE = re.compile(r"\s[-—–|:]\s|: ")
ENDED_RE = re.compile(r"[。！？!?…] ?|[.!?] ")  # between two sentences of another script
OPENED_RE = re.compile(r"[.!?]\W*$|\s[-–—|]\s$")
YEAR_RE, HOUR_RE = re.compile(r"20[12]\d|\d{4,5}"), re.compile(r"\d{1,2}[.:]\d\d")
NUMBER_ENDS = (".", ")", "'", "’", "′")  # of an item, a minute of play
MANY = 3  # words of an offer
GOES_ON_RE = re.compile(",|^ [-–—] ")
MAX_STRANGE = 2  # words of no table that a fragment may take in at one side


def runs_of(text: str, pieces: list[Piece]) -> list[list[Piece]]:
    """The runs of a folded text that may be fragments, each as far as it reaches."""
    return [_reach_out(text, run, pieces) for run in _split(text, pieces)]


def _split(text: str, pieces: list[Piece]) -> list[list[Piece]]:
    """Neighbouring pieces that can be one fragment: soft gaps only, a strange word in the middle allowed."""
    runs: list[list[Piece]] = []
    run: list[Piece] = []
    for i, piece in enumerate(pieces):
        joined = not run or (_joined(text, run[-1], piece) and not _barred(text, run, piece))
        if run and not joined:
            runs.append(run)
            run = []
        bridge = (
            piece.role == "plain"
            and run
            and run[-1].role in ("spam", "call")
            and i + 1 < len(pieces)
            and pieces[i + 1].role in ("spam", "call")
            and text[run[-1].end : piece.start] == " " == text[piece.end : pieces[i + 1].start]
            and (pieces[i + 1].role == "spam" or any(one.role == "spam" for one in run))
            and text[piece.start : piece.end].isalnum()
            and not run[-1].foreign
            and (
                run[-1].capital
                or not piece.capital
                or pieces[i + 1].contact
                or _between(run[-1], pieces[i + 1])
            )
        )
        if piece.role != "plain" or bridge:
            run.append(piece)
        elif run:
            runs.append(run)
            run = []
    runs.append(run)
    trimmed = (_trim(text, one) for one in runs if _offers(one))
    return [one for one in trimmed if _offers(one)]


def _between(one: Piece, two: Piece) -> bool:
    """Does a name stand between two things that are sold in one language: a city?"""
    languages = [frozenset().union(*(hit.word.langs for hit in piece.hits)) for piece in (one, two)]
    return one.role == "spam" == two.role and not two.capital and not languages[0].isdisjoint(languages[1])


def _offers(run: list[Piece]) -> bool:
    return any(piece.role in ("spam", "foreign") for piece in run)


def _barred(text: str, run: list[Piece], piece: Piece) -> bool:
    """Does a bar stand between the words of a title, of which nothing is sold, and what follows?"""
    return "|" in text[run[-1].end : piece.start] and not _offers(run)


def _joined(text: str, one: Piece, two: Piece) -> bool:
    """Can two neighbours belong to one fragment? A foreign one takes in a native one only across one blank."""
    if (
        two.capital
        and not one.capital
        and (one.foreign > two.foreign or two.role == "glue" or (two.role == "call" and one.role != "glue"))
    ):
        return False  # a sentence or heading begins
    if text[one.end : two.start] == "/":
        return text[one.start : one.end].isdigit() and text[two.start : two.end].isdigit()
    if one.foreign and two.foreign and ENDED_RE.fullmatch(text, one.end, two.start):
        return True
    if one.foreign != two.foreign:
        return text[one.end : two.start] in ("", " ", "  ", ": ", ":", " | ", "|", ", ")
    return SOFT_RE.fullmatch(text, one.end, two.start) is not None


def _reach_out(text: str, run: list[Piece], pieces: list[Piece]) -> list[Piece]:
    """Take in one or two strange words that lie between a run and an edge, where the other side is an edge too."""
    if any(piece.foreign for piece in run) or not any(piece.role == "spam" for piece in run):
        return run
    first, last = (
        bisect_left(pieces, run[0].start, key=_start),
        bisect_left(pieces, run[-1].start, key=_start),
    )
    low, high = _over_strange(text, run, pieces, first, last)
    at_end = high + 1 == len(pieces)
    opens = _opens(text, pieces, low, at_end=at_end)
    if not opens:
        low = first
    left_edge = opens or not _bound(text, pieces[low - 1], pieces[low])
    right_edge = at_end or not _bound(text, pieces[high], pieces[high + 1])
    rest = pieces[last + 1 :]
    whole = sum(map(_tells, run)) >= MANY and len(rest) <= MAX_STRANGE and at_end
    if whole and not left_edge and all(piece.role != "glue" for piece in rest):
        return pieces[first:]  # the last words of the line behind a whole offer
    before = text[pieces[low - 1].end : pieces[low].start] if low else ""
    if low == first > 0 and not at_end and GOES_ON_RE.search(before):
        return run  # behind a comma or a dash the sentence goes on
    wider = pieces[low : high + 1]
    both = (low < first and last < high) or len(wider) == len(pieces)
    caseless = text[wider[0].start : wider[-1].end].upper() == text[wider[0].start : wider[-1].end]
    if caseless and high > last and at_end:
        return run  # where a heading begins behind it cannot be seen
    return wider if left_edge and right_edge and (not both or _most(wider)) else run


def _over_strange(text: str, run: list[Piece], pieces: list[Piece], first: int, last: int) -> tuple[int, int]:
    """The first and the last piece of a run with the strange words beside it, by number, as far as they read on."""
    low, high = first, last
    while (
        low > 0
        and first - low < MAX_STRANGE
        and _takes(pieces[low - 1], run)
        and _bound(text, pieces[low - 1], pieces[low])
    ):
        low -= 1
    while (
        high + 1 < len(pieces)
        and high - last < MAX_STRANGE
        and _takes(pieces[high + 1], run)
        and _bound(text, pieces[high], pieces[high + 1])
    ):
        high += 1
    return low, high


def _opens(text: str, pieces: list[Piece], low: int, *, at_end: bool) -> bool:
    """Can a fragment begin with a piece? `at_end`: it goes to the end of the line."""
    begin = pieces[low].start
    return (
        low == 0
        or OPENED_RE.search(text[max(0, begin - 4) : begin]) is not None
        or (at_end and _behind_name(pieces, low))
        or (at_end and pieces[low].role != "glue" and text[max(0, begin - 2) : begin] == ", ")
    )


def _behind_name(pieces: list[Piece], i: int) -> bool:
    """Does a piece stand behind two words with capitals: `Photo: Ida Marsh`?"""
    return i > 1 and pieces[i - 2].capital and pieces[i - 1].capital and not pieces[i].capital


def _tells(piece: Piece) -> bool:
    return piece.role in ("spam", "call")


def _most(wider: list[Piece]) -> bool:
    """Is more than half of the wider stretch made of what the tables know, and does it begin small?"""
    strange = len(wider) - sum(bool(piece.hits) or piece.contact for piece in wider)
    return not wider[0].capital and 2 * strange < len(wider)


def _takes(piece: Piece, run: list[Piece]) -> bool:
    """Can a strange word belong to a run? It is written like the words of the run."""
    return (
        piece.role in ("plain", "glue", "call")
        and piece.spaced
        and run[0].spaced
        and (not piece.capital or run[0].capital)
    )


def _start(piece: Piece) -> int:
    return piece.start


def _bound(text: str, one: Piece, two: Piece) -> bool:
    """Do two words read on: one blank between them and no new beginning?"""
    return text[one.end : two.start] == " " and not (two.capital and not one.capital and one.role != "glue")


def _trim(text: str, run: list[Piece]) -> list[Piece]:
    """Drop what cannot begin or end a fragment: glue, and a number that belongs to the line."""
    first, last = 0, len(run)
    while first < last and run[first].role in ("glue", "number", "plain"):
        first += 1
    while last > first and (
        run[last - 1].role in ("glue", "plain") or _loose_number(text, run, last - 1, first)
    ):
        last -= 1
    foreign = any(piece.foreign for piece in run[first:last])
    if (
        foreign
    ):  # words of the article's own script at the edges belong to the line, unless they are trade words
        while (
            last > first
            and not run[last - 1].foreign
            and run[last - 1].role != "spam"
            and not _year(text, run[last - 1])
            and not _branded(text, run, last - 1)
        ):
            last -= 1
        while last > first and not run[first].foreign and run[first].role not in ("spam",):
            first += 1
    return run[first:last]


def _year(text: str, piece: Piece) -> bool:
    return piece.role == "number" and YEAR_RE.fullmatch(text, piece.start, piece.end) is not None


def _branded(text: str, run: list[Piece], i: int) -> bool:
    """Does a name with a number stand one blank behind a foreign word, as sites of betting are called?"""
    named = i > 0 and run[i - 1].foreign and text[run[i - 1].end : run[i].start] == " "
    return named and any(hit.word.kind == "brand" for hit in run[i].hits)


def _loose_number(text: str, run: list[Piece], i: int, first: int) -> bool:
    """A number at the end of a run that is more likely a marker or part of the line."""
    piece = run[i]
    if piece.role != "number" or i == first:
        return piece.role == "number"
    number, behind = text[piece.start : piece.end], text[piece.end : piece.end + 3]
    if DASHED_RE.search(text, run[i - 1].end, piece.start) or HOUR_RE.fullmatch(number):
        return True  # behind a dash, or an hour
    if behind[:1] in NUMBER_ENDS and behind[1:2] == " ":
        return True
    if not number.isdigit() or run[i - 1].role == "number":
        return False
    return LETTERS["latin"].search(behind[1:]) is not None and len(number) < 3
