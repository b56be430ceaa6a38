"""Where a candidate stands in its segment, and what glues it there."""

import re
from bisect import bisect_left
from typing import NamedTuple

from articles.text.spam.article import KNOWN_WELL, function_words
from articles.text.spam.candidate import Candidate
from articles.text.spam.scripts import ARROWS, BLANKLESS, DECORATION
from articles.text.spam.segment import LATE_MARKER_RE, SENTENCE_END, Segment

FIELD_RE = re.compile(r"[a-z_]{2,20}: ?")  # title: "..."
PAIRS = {
    "【": "】",
    "[": "]",
    "»": "«",
    "〔": "〕",
    "［": "］",
    "『": "』",
    "«": "»",
    "《": "》",
    "(": ")",
    "（": "）",
}
WRAPPERS = {"【": "】", "[": "]", "»": "«", "〔": "〕", "［": "］"}
# Each kind begins with its own sign, so that looking for the first one is quick.
QUOTE_RE = re.compile(
    r"“[^“”]{1,400}”|\"[^\"]{1,400}\"|„[^„“”]{1,400}[“”]|«[^«»]{1,400}»|「[^「」]{1,400}」|『[^『』]{1,400}』|《[^《》]{1,400}》|"
    r"〈[^〈〉]{1,400}〉|‘[^‘’]{1,400}’|'(?<!\w.)[^'\n]{2,200}'(?!\w)|`[^`]{1,400}`|\([^()]{1,300}\)|（[^（）]{1,300}）|"
    r"\*(?<![\w*].)[^*\s][^*]{0,200}\*(?![\w*])|\[[^\[\]]{1,200}\](?!\()"
)
WINDOW = 200  # characters beside a fragment that are looked at
OPENING = '"“«'
HIRAGANA_RE = re.compile("[\u3040-\u309f]")  # a particle: the sentence goes on
MENTION_LENGTH = 60  # longer quotations are speech, not the naming of a word
QUOTES = '“„«"'  # that open what somebody says
WORD_RE = re.compile(r"[^\W\d_]{2,}")
# Those that begin a sentence, in the languages that are told best.
SMALL_WORDS = frozenset().union(*map(function_words, KNOWN_WELL))
APART = " \t-—–|｜_:：~/>•·+»›" + ARROWS  # blanks and what parts a fragment from its line
LOOSE = " \t\u3000\ufe0f｜" + "".join(map(chr, [*range(0x2600, 0x27C0), 0x2B50, *range(0x1F300, 0x1FB00)]))
DECOR_BEFORE_RE = re.compile(f"[{DECORATION}]\ufe0f?[ ]?$")
DECOR_BEHIND_RE = re.compile(f"[ ]?[{DECORATION}]\ufe0f?")


class Place(NamedTuple):
    """How a candidate stands in its segment."""

    name: str  # line, prefix, suffix, inline, tag
    start: int  # shown range with the marks and emoji around it
    end: int
    marker: bool = False  # before a list marker or number that should open the line
    quoted: bool = False
    spliced: bool = False  # a sentence or heading begins or ends beside it without a mark


def place_of(candidate: Candidate) -> Place:
    """Where a candidate stands in its segment."""
    segment = candidate.segment
    shown = segment.shown
    start, end = _wrap(shown, candidate.start, candidate.end, tags=segment.kind == "tags")
    before, behind = _beside(shown, start, end)
    if start <= WINDOW and _is_loose(before):
        start = 0
    if end + WINDOW >= len(shown) and _is_loose(behind):
        end = len(shown)
    left, right = start > 0, end < len(shown)
    quoted = segment.kind == "code" or _is_quoted(segment, candidate, start, end)
    if segment.kind == "tags" and (left or right):
        return Place("tag", start, end, quoted=quoted and not _is_entry(shown, start, end))
    if not left and not right:
        return Place(
            "line",
            start,
            end,
            quoted=(quoted and not candidate.foreign) or segment.kind == "code" or _all_quoted(shown),
        )
    closed = shown[end:] == '"' and FIELD_RE.match(shown) is not None
    name = "prefix" if not left else "suffix" if not right or closed else "inline"
    marker = name == "prefix" and not candidate.stretched and _before_marker(segment, end)
    return Place(
        name,
        start,
        end,
        marker,
        quoted,
        _spliced(shown, start, end, name, bool(candidate.reach), candidate.foreign),
    )


def _is_loose(text: str) -> bool:
    """Are there only blanks, stars and emoji? Most text begins with a letter, which is told quickly."""
    first = text[:1]
    return not (first.isascii() and first.isalnum()) and not text.strip(LOOSE)


def _beside(shown: str, start: int, end: int) -> tuple[str, str]:
    """The text just before and just behind a range; looking no further keeps long lines linear."""
    return shown[max(0, start - WINDOW) : start], shown[end : end + WINDOW]


def _wrap(shown: str, start: int, end: int, *, tags: bool) -> tuple[int, int]:
    """Take in emoji, stars, brackets and the sign of a hashtag that stand directly around a fragment."""
    for _ in range(8):
        old = (start, end)
        if start and shown[start - 1] == "#":
            start -= 1
        behind = DECOR_BEHIND_RE.match(shown, end)
        before = DECOR_BEFORE_RE.search(shown, max(0, start - 3), start)
        if behind and before and not tags:
            start, end = before.start(), behind.end()
        if start and end < len(shown) and WRAPPERS.get(shown[start - 1]) == shown[end]:
            start, end = start - 1, end + 1
        if (start, end) == old:
            break
    return start, end


def _all_quoted(shown: str) -> bool:
    match = QUOTE_RE.match(shown)
    return match is not None and len(shown) - len(match[0]) <= 1 and shown[:1] not in WRAPPERS


def _is_quoted(segment: Segment, candidate: Candidate, start: int, end: int) -> bool:
    """Inside quotation marks, brackets, emphasis or code that the fragment does not bring along itself."""
    if any(low <= candidate.start and candidate.end <= high for low, high in segment.code):
        return True
    if candidate.whole:
        return False
    low, high = _quote_around(segment, candidate)
    if high == len(segment.shown) and FIELD_RE.fullmatch(segment.shown, 0, low):
        return False  # how a file of settings writes its values
    length = high - low - 2
    if length <= 0 or (length > MENTION_LENGTH and 2 * (candidate.end - candidate.start) < length):
        return False  # none, or somebody speaks and the fragment stands in the speech
    return not ((low, high) == (start, end) and segment.shown[start] in WRAPPERS)


def _quote_around(segment: Segment, candidate: Candidate) -> tuple[int, int]:
    """The quotation or bracket of a segment that holds a candidate, (0, 0) for none."""
    if segment.quotes is None:
        segment.quotes = [match.span() for match in QUOTE_RE.finditer(segment.shown)]
    i = bisect_left(segment.quotes, (candidate.start, 0)) - 1
    if i >= 0 and candidate.end < segment.quotes[i][1]:
        return segment.quotes[i]
    return 0, 0


def _before_marker(segment: Segment, end: int) -> bool:
    """Is the rest of the line a list item or numbered heading whose marker should have come first?"""
    rest = segment.shown[end : end + WINDOW].lstrip(" \t:：|｜—–_~")
    return LATE_MARKER_RE.match(rest) is not None and _raw_lead(segment) == 0


def _raw_lead(segment: Segment) -> int:
    """How many characters of marker stand before what is shown."""
    return (
        max(0, segment.start - max(segment.line_start, segment.wrap[0]))
        if segment.kind in ("bullet", "heading") and segment.alone
        else 0
    )


def _spliced(shown: str, start: int, end: int, name: str, contact: bool, foreign: bool) -> bool:
    """Does a sentence end before it while it begins small, or begin behind it without a full stop between?"""
    left, right = _beside(shown, start, end)
    left, right = left.rstrip(), right.lstrip(APART)
    fragment = shown[start:end]
    letter = next((char for char in fragment if char.isalpha()), "")
    small_start = letter.islower() and (not left or left[-1] in '.!?。！？…"”»')
    begins = (
        next((char for char in right[:3] if char.isalnum()), "") if right[:1] not in tuple(",;，、") else ""
    )
    if right and right[0] in SENTENCE_END and right[0] not in OPENING:
        return name == "suffix" and small_start
    opens = not left or left[-1] in SENTENCE_END
    anew = opens and name == "inline" and _begins_sentence(fragment, right)
    big_behind = (
        begins.isupper()
        and (not letter.isupper() or anew or ((contact or (foreign and name == "inline")) and opens))
        and fragment[-1:] not in ".!?"
    )
    if begins and BLANKLESS.match(begins):  # scripts without blanks: a blank is a seam
        big_behind = (
            shown[end : end + 1] in (" ", "-", "—", ":")
            and not (contact and HIRAGANA_RE.match(begins))
            and not (name == "inline" and fragment.isascii() and BLANKLESS.match(left[-1:]))
            and len(right) > 5
        )
    elif begins.isalpha() and begins.lower() == begins.upper() and (name == "prefix" or opens):
        big_behind = foreign or contact  # no capitals to tell by
    if foreign and (_small_words(fragment) or _touched(shown, start, end)):
        return True
    if name == "suffix":
        return bool(left) and (small_start or ((contact or foreign) and left[-1] in "-–—|_"))
    return big_behind or (name == "inline" and small_start)


def _begins_sentence(fragment: str, right: str) -> bool:
    """Does a quotation stand behind a fragment, or a small word with a capital where it ends small, as in no name?"""
    last, first = fragment.split()[-1:], WORD_RE.match(right)
    if right[:1] in tuple(QUOTES):
        return True
    if not last or first is None or last[0][:1].isupper():
        return False
    return first[0].lower() in SMALL_WORDS


def _small_words(fragment: str) -> bool:
    """Several words without a capital, in a script that has capitals: no name and no title."""
    letters = list(filter(str.isalpha, fragment))
    fewest = 2 if fragment.isascii() else 1  # names of goods are written small in Latin letters
    return fragment.strip().count(" ") >= fewest and all(
        char.islower() and char.upper() != char for char in letters
    )


def _touched(shown: str, start: int, end: int) -> bool:
    """Is a letter of a script that parts words with blanks glued to it?"""
    beside = shown[max(0, start - 1) : start] + shown[end : end + 1]
    return any(char.isalpha() and char.lower() != char.upper() for char in beside)


def _is_entry(shown: str, start: int, end: int) -> bool:
    """Is it all that stands between two quotation marks, as in a list in the head of a file?"""
    return start > 0 and shown[start - 1] == shown[end : end + 1] == '"'
