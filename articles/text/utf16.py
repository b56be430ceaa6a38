"""Offsets as browsers count them, in UTF-16 units, and as everything here does, in code points."""


def utf16_to_code_points(text: str, offset: int) -> int:
    """The code point offset of a browser's offset in UTF-16 units; inside a pair, its beginning.

    Refuses an offset outside the text with ValueError.
    """
    units = 0
    for place, mark in enumerate(text):
        if units >= offset >= 0:
            return place if units == offset else place - 1
        units += 2 if mark > "\uffff" else 1
    if units < offset or offset < 0:
        raise ValueError(f"offset {offset} is outside a text of {units} UTF-16 units")
    return len(text) if units == offset else len(text) - 1


def code_points_to_utf16(text: str, offset: int) -> int:
    """A browser's offset in UTF-16 units of a code point offset. Refuses one outside the text (ValueError)."""
    if not 0 <= offset <= len(text):
        raise ValueError(f"offset {offset} is outside a text of {len(text)} code points")
    return offset + sum(mark > "\uffff" for mark in text[:offset])
