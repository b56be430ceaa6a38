"""Seams in scripts without blanks, where a blank is one: names piled up before, behind or between the sentences."""

import re

from articles.text.spam.candidate import Seam
from articles.text.spam.scripts import DRESSED, RANGES
from articles.text.spam.segment import LATE_MARKER_RE, Segment

BLANK_SEAM_RE = re.compile(r"[ \u3000](?:[-—–|_:~][ \u3000])?")
_HAN = RANGES["han"] + RANGES["kana"]
STARTS_RE = re.compile(f"[{_HAN}{DRESSED}]")
UNSPACED_RE = re.compile(f"[{_HAN}]")
_NAME = f"{_HAN}a-zA-Z0-9{DRESSED}"
_WORD = f"[a-z]{{0,2}}[{_HAN}{DRESSED}][{_NAME}]*"
PILED_RE = re.compile(f"(?=.{{5,36}}$)(?=.{{0,5}}[{_HAN}])(?=[^a-z]){_WORD}(?:[ \u3000]{_WORD}){{0,4}}")
HIRAGANA_RE = re.compile("[\u3040-\u309f]+")  # a word of the language, no name of goods
BETWEEN_RE = re.compile(f"(?<=[。！？])({_WORD}(?:[ \u3000]{_WORD}){{0,2}})[ \u3000](?=[{_HAN}])")
# Words that only sentences have, in the scripts without blanks.
PARTICLES_RE = re.compile("[的了是我你他她们这那在着被就还はがをにでもへ]|です|ます|した|する")


def find_piled(segment: Segment, cased: bool) -> list[Seam]:
    """In scripts without blanks a blank is a seam: a stretch without particles before or behind a longer line."""
    shown = segment.shown
    words = shown.replace("\u3000", " ").split(" ") if len(shown) <= 24 else []
    if (
        not cased
        and len(words) == 3
        and "の" not in words[-1]
        and is_piled(shown)
        and not any(map(HIRAGANA_RE.fullmatch, words))
    ):
        return [Seam(0, len(shown), True)]
    found: list[Seam] = []
    glued = None
    for cut in list(BLANK_SEAM_RE.finditer(shown[:60]))[:5]:
        marker = LATE_MARKER_RE.match(shown, cut.end())
        if segment.kind == "heading" and len(cut[0]) > 1 and not marker:
            break
        opens = marker or UNSPACED_RE.match(shown, cut.end())
        fewest = 3 if HIRAGANA_RE.match(shown, cut.end()) else 6
        if len(shown) - cut.end() >= fewest and is_piled(shown[: cut.start()]) and opens:
            glued = cut
    if glued:
        found.append(Seam(0, glued.start(), True))
    found += [Seam(*match.span(1), True) for match in BETWEEN_RE.finditer(shown) if is_piled(match[1])]
    cuts = (
        [cut for cut in BLANK_SEAM_RE.finditer(shown[:300]) if len(cut[0]) > 1]
        if segment.kind == "heading"
        else []
    )
    if len(cuts) == 1 and not found and is_piled(shown[cuts[-1].end() :]):
        found.append(Seam(cuts[-1].end(), len(shown), True))
    return found


def is_piled(fragment: str) -> bool:
    return PILED_RE.fullmatch(fragment) is not None and PARTICLES_RE.search(fragment) is None
