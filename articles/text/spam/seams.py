"""Fragments of a segment told by their seams alone: where the line was cut open and something glued in.

Looks at case, blanks, separators and sentence ends, at no word list but the function words of the article's language.
Written words begin sentences, headings and list items with capitals and end sentences with a mark; a run of small
words that breaks this on both sides was put there by somebody else. Where most lines of an article begin small (poems,
lists), that says nothing, and nothing is offered.
"""

import re

from articles.text.spam.article import function_words
from articles.text.spam.candidate import Seam
from articles.text.spam.dates import DATE_START_RE, date_at_end
from articles.text.spam.habits import LONE_SHARE, LOWER_SHARE, Habits
from articles.text.spam.piled import STARTS_RE, find_piled, is_piled
from articles.text.spam.scripts import DECORATION
from articles.text.spam.segment import LATE_MARKER_RE, Segment

MAX_DATED = 200  # characters of a line with a date
BESIDE = 30  # characters beside a run
MIN_WORDS, MAX_WORDS = 3, 14
_WIDER = (*range(0x100, 0x250), *range(0x386, 0x390), *range(0x400, 0x410), *range(0x1E00, 0x2000))
UPPER = "A-ZÀ-ÖØ-ÞА-ЯΑ-Ω" + "".join(chr(code) for code in _WIDER if chr(code).isupper())
UNIT = r"[^\W_][\w’'$%+@.:/&-]{0,60}"
# Small words and numbers with single blanks between, as people type them into a search box.
SMALL_RE = re.compile(
    rf"(?=[^\W_])(?:(?![{UPPER}]){UNIT})(?:(?: [|,&] |, | \+ | (?:\+(?=\d))?)(?![{UPPER}]){UNIT}){{0,24}}"
)
SPEECH = function_words("en") | frozenset(
    ["i", "me", "my", "you", "your", "we", "us", "she", "them", "some", "any", "no", "take", "let"]
)
# In an article whose script has no capitals.
_LATIN = "a-zA-ZÀ-ÖØ-öø-\u024f\u1e00-\u1eff"
LATIN_RUN_RE = re.compile(
    rf"(?<![\w.:=/\\-])[a-zA-Z][{_LATIN}0-9_’'-]*(?: [a-zA-Z0-9][{_LATIN}0-9_’'$%+-]*){{2,13}}"
    r"(?![\w.:=/\\-]{0,60}\w)"
)
ITEM_RE = re.compile(r" \d{1,3}(?=[.)．）、])")  # the number of an item behind a run
LEAD_RE = re.compile(rf"[\[【»{DECORATION}\ufe0f]{{1,4}} ?")
# Of an item, a count, a minute of play.
NUMBER_RE = re.compile(r" \d{1,3}[.)]$|(?<!\d) \d{1,3}$| \d{1,3}(?:\+\d{1,2})?['’′]$")
CODE_RE = re.compile(rf"(?: [{UPPER}\d]{{2,8}}){{1,2}}")  # of an office, a form
CLOSE_RE = re.compile(rf" ?[\]】«{DECORATION}\ufe0f]{{1,4}}")
BAR_RE = re.compile(r"[|](?<=\s.)\s")
SUFFIX_RE = re.compile(r"\s{1,4}[-—–|_~]\s{1,4}")
MIN_TITLED, LONGEST_TITLE = 3, 300  # words with capitals before it, characters of a heading
BREAK_RE = re.compile(r"\s{1,4}[-—–|_~:]\s{1,4}|: | » ")
OPENS_RE = re.compile(rf"[\"“«„‘(\[]?(?:[{UPPER}](?:[^\W\d_]|[’'])|[AIYОЯВИКСУАÀÉOE] |\d)")
# All begin with one set of signs, so that looking for the first one is quick.
AFTER_END_RE = re.compile(
    rf"[.!?…。！？」](?:(?<=\w[\w)\]]{{2}}[.!?…])['\"”»)]? (?:[-—–|_~] )?(?=[^\W_{UPPER}])|(?<=[。！？」]) ?(?=[a-z]))"
)
TAG_LABEL_RE = re.compile(r"[^🔖]{0,60}🔖|[^:：,，、#]{1,24}[:：]")
TAG_RE = re.compile(r"#\S+|[^,，、;；|#📢]+")
TAG_EDGE = " \t\u3000🔖🏷\ufe0f[]"  # a list of tags in front matter stands in brackets


def may_be_sewn(segment: Segment) -> bool:
    """A quick look: could `find_seams` find anything in a segment of plain Latin letters?"""
    shown = segment.shown
    return (
        segment.kind == "tags"
        or shown[:1].islower()
        or shown[:1] == "["
        or (segment.veiled and bool(segment.links))
        or (segment.kind == "heading" and SUFFIX_RE.search(shown) is not None)
        or BAR_RE.search(shown) is not None
        or AFTER_END_RE.search(shown) is not None
        or (bool(segment.links) and bool(find_links(segment)))
    )


def find_seams(segment: Segment, habits: Habits) -> list[Seam]:
    """Fragments of one segment by their seams, in order, without overlap."""
    shown = segment.shown
    if segment.kind in ("code", "attribute") or len(shown) < 8:
        return []
    if segment.kind == "tags":
        return _in_tags(shown, habits)
    if STARTS_RE.match(shown):
        return ([] if habits.spaced else find_piled(segment, habits.cased)) or _latin(shown, habits)
    if not habits.cased:
        return _latin(shown, habits)
    found: list[Seam] = []
    dated = DATE_START_RE.match(shown)
    if dated:
        begin = len(shown) - len(shown[dated.end() :].lstrip(" -–—|,"))
        small = shown[begin : begin + 1].islower() and keyworded(shown[begin:], habits)
        return [Seam(begin, len(shown), True)] if small else []
    lead = LEAD_RE.match(shown)
    first = SMALL_RE.match(shown, lead.end() if lead else 0)
    if first and habits.small <= LOWER_SHARE and segment.index not in habits.continued:
        found += _at_start(shown, first, habits, habits.is_among(segment.index))
    if not found and not first and (segment.kind == "heading" or BAR_RE.search(shown)):
        found += _at_end(shown, habits, heading=segment.kind == "heading")
        found += [] if found or segment.kind != "heading" else _behind_titles(shown, habits)
    if not (found and found[0].end == len(shown)):
        found += _inside(shown, habits, found[-1].end if found else 0)
    return found


def _at_start(shown: str, first: re.Match[str], habits: Habits, among: bool) -> list[Seam]:
    start, end = first.start(), len(shown[: first.end()].rstrip(" :"))
    date = date_at_end(shown[:MAX_DATED])
    if date and start < date.start() <= end and keyworded(shown[start : date.start()], habits):
        return [Seam(start, date.start(), True)]
    number = NUMBER_RE.search(shown, start, first.end())
    if number and number.end() < len(shown):  # of the line itself
        end = number.start()
    elif number or CODE_RE.fullmatch(shown, first.end()):
        return _whole(shown, start, habits, among)
    close = CLOSE_RE.match(shown, first.end()) if start else None
    rest = shown[close.end() if close else number.start() if number else first.end() :]
    separator = BREAK_RE.match(shown, close.end() if close else end)
    if not rest.strip():
        return _whole(shown, start, habits, among)
    loose = not keyworded(shown[start:end], habits)
    if (loose and not _few_words(shown[start:end], habits)) or not shown[start:end].strip():
        return []
    if separator and len(shown) > separator.end():
        return [Seam(start, end, bool(OPENS_RE.match(shown, separator.end())), loose)]
    behind = rest.lstrip()
    marker = LATE_MARKER_RE.match(shown, end + 1)
    if (OPENS_RE.match(behind) or marker) and (rest[:1] == " " or close):
        return [Seam(start, end, True, loose)]
    return []


def _whole(shown: str, start: int, habits: Habits, among: bool) -> list[Seam]:
    """A line of small words from its first one on, if no lines like it stand beside."""
    end = len(shown.rstrip(" :"))
    alone = not among and "," not in shown and keyworded(shown[start:end], habits)
    return [Seam(start, end, habits.small <= LONE_SHARE)] if alone else []


def _few_words(fragment: str, habits: Habits) -> bool:
    words = fragment.lower().split()
    return 1 < len(words) <= MAX_WORDS and fragment[-1] not in ".!?,;" and words[-1] not in habits.function


def _at_end(shown: str, habits: Habits, *, heading: bool) -> list[Seam]:
    """Behind a bar or dash at the end of a heading, or behind a bar at the end of another line."""
    cuts = list(SUFFIX_RE.finditer(shown[:300]))
    if len(cuts) != 1 or not shown[: cuts[-1].start()].strip() or (not heading and "|" not in cuts[0][0]):
        return []
    start = cuts[-1].end()
    match = SMALL_RE.fullmatch(shown, start)
    if match and _few_words(match[0], habits):
        return [Seam(start, len(shown), True, not keyworded(match[0], habits))]
    return []


def _behind_titles(shown: str, habits: Habits) -> list[Seam]:
    """Small words at the end of a heading that writes all its words with capitals but for the function words."""
    words = shown.split(" ") if len(shown) <= LONGEST_TITLE else []
    first = len(words)
    while first and words[first - 1][:1].isalnum() and not words[first - 1][0].isupper():
        first -= 1
    before = [word for word in words[:first] if word.lower() not in habits.function and word[:1].isalpha()]
    fragment = " ".join(words[first:])
    small = sum(word[0].isalpha() for word in words[first:])
    if len(before) < MIN_TITLED or small < MIN_WORDS or not all(word[0].isupper() for word in before):
        return []
    return [Seam(len(shown) - len(fragment), len(shown), True)] if keyworded(fragment, habits) else []


def _inside(shown: str, habits: Habits, position: int) -> list[Seam]:
    """Between the end of a sentence and the capital of the next one."""
    found = []
    for end in AFTER_END_RE.finditer(shown, max(0, position)):
        match = SMALL_RE.match(shown, end.end())
        if match is None or match.start() < position:
            continue
        if _is_closed(match[0], shown[match.end() : match.end() + 3]):
            if _few_words(match[0], habits):
                found.append(Seam(*match.span(), True, not keyworded(match[0], habits)))
            position = match.end()
    return found


def may_be_inside(stream: str, place: int) -> bool:
    """A quick look: could a fragment begin at a place of a text, behind the end of a sentence?"""
    match = SMALL_RE.match(stream, place)
    if match is None:
        return False
    return _is_closed(match[0], stream[match.end() : match.end() + 3].partition("\n")[0])


def _is_closed(words: str, behind: str) -> bool:
    """Do small words stop before the capital of a new sentence or at the end of the line?"""
    return words.rstrip()[-1:] not in ".!?:," and (
        not behind.strip() or (behind[:1] == " " and OPENS_RE.match(behind.lstrip()) is not None)
    )


def keyworded(fragment: str, habits: Habits) -> bool:
    """Piled up like search words: enough words, few function words, none of them at an end."""
    words = [word.lower() for word in fragment.replace(" +", " ").split() if word[0].isalnum()]
    if not MIN_WORDS <= len(words) <= MAX_WORDS or fragment[-1:] in ".!?,;":
        return False
    count = sum(word.strip(",.") in habits.function for word in words)
    return (
        "," not in fragment
        and habits.function.isdisjoint((words[0], words[-1]))
        and any(map(str.isalpha, fragment))
        and 3 * count <= len(words)
        and all(word.lower() != word.upper() or word[0].isdigit() for word in words)
    )


def find_links(segment: Segment) -> list[Seam]:
    """Anchors of links to other sites that hang at the end of a heading, or begin small outside of a sentence."""
    shown = segment.shown
    found = []
    for start, end, target, _, _ in segment.links:
        anchor, before, behind = (
            shown[start:end],
            shown[max(0, start - 4) : start].rstrip(),
            shown[end : end + 3],
        )
        if "//" not in target or anchor.count(" ") < 1 or (start == 0 and end == len(shown)):
            continue
        glued = not behind.strip() and (segment.kind == "heading" or before[-1:] in '-—–|_~.!?…"”»')
        between = (not before or before[-1] in '.!?…"”»') and OPENS_RE.match(behind.lstrip())
        dashed = segment.kind == "heading" and before[-1:] in "-—–|_~"
        if (glued and (dashed or anchor[0].islower())) or (between and anchor[0].islower()):
            found.append(Seam(start, end, True))
    return found


def _in_latin(shown: str, start: int, end: int) -> bool:
    """Is a run of Latin words a part of Latin text?"""
    beside = shown[max(0, start - BESIDE) : start] + shown[end : end + BESIDE]
    letters = "".join(filter(str.isalpha, beside))
    return bool(letters) and letters.isascii()


def _latin(shown: str, habits: Habits) -> list[Seam]:
    """Small Latin words in an article whose script knows no capitals: no name is written so."""
    return [
        Seam(match.start(), _before_item(shown, *match.span()), True, _is_speech(match[0]))
        for match in LATIN_RUN_RE.finditer(shown)
        if (
            match[0][0].islower()
            or (match.start() == 0 and shown[match.end() : match.end() + 1] not in tuple(".!?"))
        )
        and not _in_latin(shown, *match.span())
        and not habits.cased
        and 5 * sum(word[0].isupper() for word in match[0].split()) <= 2 * match[0].count(" ") + 2
    ]


def _is_speech(run: str) -> bool:
    """Are many words of a Latin run small words of English: a line of a song, what a screen says?"""
    words = run.lower().split()
    return 3 * sum(map(SPEECH.__contains__, words)) >= len(words)


def _before_item(shown: str, start: int, end: int) -> int:
    """The end of a run without the number that opens the item behind it."""
    number = max(start, shown.rfind(" ", start, end))
    return number if ITEM_RE.fullmatch(shown, number, end + 1) or ITEM_RE.match(shown, number) else end


def _in_tags(shown: str, habits: Habits) -> list[Seam]:
    """Entries of a tag line that are longer than a tag; every other one is short."""
    label = TAG_LABEL_RE.match(shown)
    start = label.end() if label else 0
    entries = [match for match in TAG_RE.finditer(shown, start) if match[0].strip(TAG_EDGE)]
    found = []
    for match in entries:
        low = match.start() + len(match[0]) - len(match[0].lstrip(TAG_EDGE))
        entry = match[0].strip(TAG_EDGE)
        blanks = len(entry.split())
        if (
            (keyworded(entry, habits) and entry == entry.lower())
            or (blanks > 2 and is_piled(entry))
            or (entry[0] == "#" and len(entry) > 16)
        ):
            found.append(Seam(low, low + len(entry), False))
    return found if 2 * len(found) <= len(entries) or (len(entries) == 1 and "🔖" in shown) else []
