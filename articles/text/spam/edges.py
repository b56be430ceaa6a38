"""What stands at the edges of a fragment and is its line's, and what is the fragment's though it does not look it."""

import re

from articles.text.spam.article import CASED, Article
from articles.text.spam.scripts import count_scripts
from articles.text.spam.segment import Segment

NUMBER_RE = re.compile(r"[ \t\u3000]\d{1,3}$")  # of the line behind a fragment, before its dot
DOT_RE = re.compile(r"[.)][ \t\u3000]")
LAST_WORD_RE = re.compile(r"[ \t\u3000]+\S{1,30}$")
HEAD_RE = re.compile(r"([^\s\-–—|:»]{1,20}(?: [^\s\-–—|:»]{1,20})?) {1,2}(?:[-–—|»]|::) {1,2}(?=\S)")
# A name with a number before a capital; small letters or figures before a separator; among tags, figures at the end.
BRAND_RE = re.compile(r" [a-z]{2,12}\d{2,4}(?= [^\Wa-z_])")
PARTED_RE = re.compile(r" (?:[a-z]{2,12}|\d{2,6})(?= {1,2}(?:[-–—|»➤→]|::) )")
ENTRY_RE, ENTRY = re.compile('[,،、，;|:："\\[\\]🔖📢⏱]'), 60  # what parts the entries, characters of one
FIGURES_RE = re.compile(r" \d{2,6}(?= ?(?:[^\w\s]|$))")


def own_edges(segment: Segment, start: int, end: int, article: Article, *, foreign: bool) -> tuple[int, int]:
    """The range of a fragment `[start, end)` without the words of its line, with its own last name."""
    shown = segment.shown
    if not foreign:
        return start, end
    end = _without_native(shown, start, end, article)
    own = article.main in CASED and not shown[start:end].isascii()
    behind = FIGURES_RE if segment.kind == "tags" else BRAND_RE
    for pattern in (behind, PARTED_RE) if own else ():
        more = pattern.match(shown, end)
        end = more.end() if more else end
    return start, end


def without_number(shown: str, start: int, end: int) -> int:
    """The end of a fragment before the number of a list item, whose dot stands behind it."""
    number = (
        NUMBER_RE.search(shown, max(0, end - 5), end) if start == 0 and DOT_RE.match(shown, end) else None
    )
    return number.start() if number else end


def tag_around(shown: str, start: int, end: int) -> tuple[int, int]:
    """The whole entry of a list of tags of which `[start, end)` is most; the same range where it is less."""
    left = max((one.end() for one in ENTRY_RE.finditer(shown, max(0, start - ENTRY), start)), default=-1)
    right = ENTRY_RE.search(shown, end, end + ENTRY)
    if left < 0 or (right is None and len(shown) - end > ENTRY):
        return start, end
    high = right.start() if right else len(shown)
    entry = shown[left:high]
    low, high = left + len(entry) - len(entry.lstrip()), left + len(entry.rstrip())
    return (min(low, start), max(high, end)) if 2 * (end - start) >= high - low else (start, end)


def head_of(shown: str, article: Article) -> int:
    """Where a foreign fragment begins behind a word or two of the article's script and a separator; 0 for nowhere."""
    head = HEAD_RE.match(shown)
    return (
        head.end()
        if head and count_scripts(head[1]) and count_scripts(head[1]).keys() <= article.native
        else 0
    )


def _without_native(shown: str, start: int, end: int, article: Article) -> int:
    """Without a last word of a script that is written without capitals and is the article's: a date, a name."""
    own = article.native - {"latin"}
    if article.main in CASED or not own or not shown[start:end].strip():
        return end
    scripts = count_scripts(shown[start:end])
    if 2 * sum(scripts.get(name, 0) for name in own) > sum(scripts.values()):
        return end
    last = LAST_WORD_RE.search(shown, start, end)
    return last.start() if last and not own.isdisjoint(count_scripts(last[0])) else end
