"""Quotations inside one paragraph."""

import re
from dataclasses import dataclass

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "＂": "＂", "‘": "’"}
_MARK = re.compile(r"[“”„«»「」『』\"＂‘’]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `[start, end)` without its marks, `[left, right)` with them."""

    start: int
    end: int
    left: int
    right: int
    closed: bool = True


def find_quotes(text: str) -> list[Quote]:
    """Quotations in order, without overlap; the last may lack its closing mark and go to the end."""
    quotes: list[Quote] = []
    opened, closers = -1, ""
    for found in _MARK.finditer(text):
        mark, place = found[0], found.start()
        if opened >= 0 and mark in closers and not _inside_word(text, place, mark):
            quotes.append(Quote(opened + 1, place, opened, place + 1))
            opened = -1
        elif mark in _CLOSERS and (opened < 0 or mark == text[opened]) and _opens(text, place, mark):
            opened, closers = place, _CLOSERS[mark]
    # A straight mark may be anything unless it opens the paragraph; others say which side they are.
    if opened >= 0 and text[opened] != "‘" and (text[opened] not in '"＂' or not text[:opened].strip()):
        quotes.append(Quote(opened + 1, len(text), opened, len(text), closed=False))
    return quotes


def _inside_word(text: str, place: int, mark: str) -> bool:
    """An apostrophe, not the end of a quotation."""
    return mark == "’" and text[place + 1 : place + 2].isalnum()


def _opens(text: str, place: int, mark: str) -> bool:
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    if mark == '"':
        return not (before.isdigit() and not after.isalnum())  # inches
    if mark in "»‘":
        return not before.isalnum() and (after.isalnum() or after in "¿¡")
    return True
