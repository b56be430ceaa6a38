"""The font of the pictures, and which letters it has.

NotoSerif-Bold-card.ttf is Noto Serif 2.015 (OFL.txt), weight 700: Latin, Greek and Cyrillic alone, no hints.
"""

import struct


def letters_of(font: bytes) -> set[str]:
    """The letters of a TrueType font, by the part of its `cmap` for the Basic Multilingual Plane (format 4)."""
    tables = {}
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, start, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        tables[name] = start
    cmap = tables[b"cmap"]
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">HHL", font, cmap + 4 + 8 * number)[2]
        if struct.unpack_from(">H", font, start)[0] == 4:
            return set(_letters(font, start))
    return set()


def _letters(font: bytes, start: int):
    """Segments of format 4: last and first code, what to add for the glyph, or where the glyphs are listed."""
    double = struct.unpack_from(">H", font, start + 6)[0]
    places = [start + 14, start + 16 + double, start + 16 + 2 * double, start + 16 + 3 * double]
    for segment in range(0, double, 2):
        last, first, delta, offset = (struct.unpack_from(">H", font, place + segment)[0] for place in places)
        for code in range(first, last + 1):
            glyph = code + delta
            if offset:
                (listed,) = struct.unpack_from(">H", font, places[3] + segment + offset + 2 * (code - first))
                glyph = listed and listed + delta
            if glyph % 65536:
                yield chr(code)
