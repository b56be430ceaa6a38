"""How the picture of an article is drawn, 1200 by 630, when it is published.

It shows the name of the site, the headline, and the verdicts as a meter with their counts. A headline with a
letter that the font lacks is left out; the rest stands on its own. The same record gives the same bytes.
"""

import math
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from zlib_ng import zlib_ng

from articles.public.card import HEIGHT, WIDTH
from articles.public.fonts import letters_of

# Pillow gives the memory of each picture back at once, and the kernel clears each page of it anew: three blocks of a
# megabyte stay (the picture, what covers it, and that in its colours).
Image.core.set_blocks_max(3)

EDGE = 80  # left and right
FONT = Path(__file__).with_name("fonts") / "NotoSerif-Bold-card.ttf"

# The light colours of tokens.css, which a test compares.
PAPER, INK, QUIET, RULE = "#fbfaf7", "#1b1d21", "#565b64", "#e2dfd7"
COLOURS = {
    "supported": "#166f43",
    "refuted": "#b3261e",
    "mixed": "#8a5a00",
    "unproven": "#5b6270",
    "not_checkable": "#5b6270",
}
# How many steps lead from the paper to each ink, for smooth edges: with the paper sixteen colours, half a byte each.
SHADES = {INK: 4, QUIET: 2, RULE: 1} | dict.fromkeys(COLOURS.values(), 2)

NAME_SIZE, COUNT_SIZE, SMALLEST_COUNT = 34, 32, 18
NAME_TOP, HEAD_TOP, HEAD_BOTTOM, METER_TOP, METER, COUNT_TOP = 58, 148, 432, 462, 26, 518
# Sizes of the headline, and how many lines of each have room.
SIZES = ((80, 3), (70, 3), (62, 4), (54, 4), (46, 5))
LEADING = 1.16
MEASURED = 100  # at which words are measured
BAND, PACKED = 90, 3  # lines that are packed at once, and at which level
LONGEST = 400  # letters of a headline that are looked at


def drawn(name: str, headline: str, counts: tuple[tuple[str, str, int], ...]) -> bytes:
    """The picture as a PNG with a palette."""
    page = Image.new("P", (WIDTH, HEIGHT), 0)
    page.putpalette(palette())
    pen = ImageDraw.Draw(page)
    if readable(name):
        write(page, (EDGE, NAME_TOP), [name], NAME_SIZE, QUIET)
    pen.rectangle((EDGE, NAME_TOP + 58, WIDTH - EDGE - 1, NAME_TOP + 59), fill=solid(RULE))
    size, lines = set_lines(heading(headline, sum(number for _, _, number in counts)))
    write(page, (EDGE, HEAD_TOP), lines, size, INK)
    draw_meter(pen, [verdict for verdict, _, number in counts for _ in range(number)])
    draw_counts(page, counts)
    return png(page)


def png(page: Image.Image) -> bytes:
    """The picture as a PNG of half a byte a pixel. Pillow tries filters on each line, which are of little use for flat
    colours: that takes three times as long and makes it a third larger.
    """
    packing = zlib_ng.compressobj(PACKED, zlib_ng.DEFLATED, 15, 9)
    packed = [packing.compress(band(page, top)) for top in range(0, page.height, BAND)]
    shape = struct.pack(
        ">IIBBBBB", page.width, page.height, 4, 3, 0, 0, 0
    )  # half a byte is an index of the palette
    parts = (
        (b"IHDR", shape),
        (b"PLTE", palette()),
        (b"IDAT", b"".join(packed) + packing.flush()),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib_ng.crc32(name + data))
        for name, data in parts
    )


def band(page: Image.Image, top: int) -> bytes:
    """Some lines of the picture, each behind the sign that it is not filtered."""
    lines = page.crop((0, top, page.width, min(top + BAND, page.height))).tobytes("raw", "P;4")
    wide = (page.width + 1) // 2
    return b"".join(b"\0" + lines[at : at + wide] for at in range(0, len(lines), wide))


def heading(headline: str, claims: int) -> str:
    """The headline; one that the font cannot write gives way to how many claims were reviewed."""
    words = unicodedata.normalize("NFC", " ".join(headline[:LONGEST].split()))
    if readable(words):
        return words
    return f"{claims} claim{'' if claims == 1 else 's'} reviewed" if claims else ""


# -- colours: index 0 is the paper, then come the steps to each ink


@lru_cache(maxsize=1)
def palette() -> bytes:
    paper = rgb(PAPER)
    steps = [
        round(p + (i - p) * step / most)
        for ink, most in SHADES.items()
        for step in range(1, most + 1)
        for p, i in zip(paper, rgb(ink), strict=True)
    ]
    return bytes((*paper, *steps))


def rgb(colour: str) -> bytes:
    return bytes.fromhex(colour[1:])


@lru_cache(maxsize=len(SHADES))
def shades_of(ink: str) -> tuple[int, ...]:
    """From how much of a pixel is covered (0 to 255) to the index of its colour."""
    most = SHADES[ink]
    before = sum(SHADES[other] for other in list(SHADES)[: list(SHADES).index(ink)])
    return tuple(before + step if (step := round(cover * most / 255)) else 0 for cover in range(256))


def solid(ink: str) -> int:
    """The index of an ink itself."""
    return shades_of(ink)[255]


# -- words


@lru_cache(maxsize=16)
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=1)
def letters() -> frozenset[str]:
    """The letters that the font has. Marks that stand above another letter are not among them: it is not shaped."""
    return frozenset(sign for sign in letters_of(FONT.read_bytes()) if not unicodedata.combining(sign))


def readable(text: str) -> bool:
    """Whether the font has every letter of the text, and the text is more than blanks."""
    return bool(text.strip()) and letters().issuperset(text)


def write(page: Image.Image, at: tuple[int, int], lines: list[str], size: int, ink: str) -> None:
    """Write lines under each other, the top left of the first at `at`."""
    places = [(0, round(number * size * LEADING), line) for number, line in enumerate(lines)]
    put(page, at, places, size, ink)


def put(
    page: Image.Image, at: tuple[int, int], places: list[tuple[int, int, str]], size: int, ink: str
) -> None:
    """Write texts onto bare paper, each so far right of and below `at`."""
    high = max((down for _, down, _ in places), default=0) + math.ceil(size * 1.45)
    wide = max((right + wide_at(text, size) for right, _, text in places), default=0) + 4
    cover = Image.new("L", (min(wide, WIDTH - at[0]), high), 0)
    pen = ImageDraw.Draw(cover)
    for right, down, text in places:
        pen.text((right, down), text, fill=255, font=font(size))
    page.paste(cover.point(shades_of(ink)), at)


def wide_at(text: str, size: int) -> int:
    return math.ceil(width(text) * size / MEASURED)


def set_lines(text: str) -> tuple[int, list[str]]:
    """The largest size at which the words have room, and the lines; at the smallest what is over is cut off."""
    room = WIDTH - 2 * EDGE
    for size, most in SIZES:
        lines = wrapped(text, room * MEASURED / size)
        if len(lines) <= most:
            return size, lines
    last, fits = lines[most - 1], room * MEASURED / size
    while width(last + "…") > fits:
        last = last.rpartition(" ")[0] or last[:-1]
    return size, [*lines[: most - 1], last.rstrip(" .,;:") + "…"]


def wrapped(text: str, room: float) -> list[str]:
    """Lines that are at most so wide at the measured size; a word that is wider than a line is divided."""
    lines, line, used = [], "", 0.0
    for word in text.split():
        for piece in pieces(word, room):
            wide = width(piece)
            if line and used + width(" ") + wide <= room:
                line, used = f"{line} {piece}", used + width(" ") + wide
            else:
                lines += [line] if line else []
                line, used = piece, wide
    return [*lines, line]


def pieces(word: str, room: float) -> list[str]:
    if width(word) <= room:
        return [word]
    found, piece = [], ""
    for letter in word:
        if width(piece + letter) > room:
            found.append(piece)
            piece = ""
        piece += letter
    return [*found, piece]


@lru_cache(maxsize=2000)
def width(text: str) -> float:
    return font(MEASURED).getlength(text)


# -- verdicts


def draw_meter(pen: ImageDraw.ImageDraw, verdicts: list[str]) -> None:
    """A piece for each claim, as on the page: full, framed, or two lines."""
    whole, number = WIDTH - 2 * EDGE, len(verdicts)
    gap = 4 if number <= 100 else 0
    for place, verdict in enumerate(verdicts):
        left = EDGE + place * (whole + gap) // number
        right = max(left, EDGE + (place + 1) * (whole + gap) // number - gap - 1)
        ink, box = solid(COLOURS[verdict]), (left, METER_TOP, right, METER_TOP + METER - 1)
        if verdict == "unproven" and right - left > 8:
            pen.rectangle(box, outline=ink, width=4)
        elif verdict == "not_checkable":
            pen.rectangle((left, METER_TOP, right, METER_TOP + 3), fill=ink)
            pen.rectangle((left, METER_TOP + METER - 4, right, METER_TOP + METER - 1), fill=ink)
        else:
            pen.rectangle(box, fill=ink)


def draw_counts(page: Image.Image, counts: tuple[tuple[str, str, int], ...]) -> None:
    """Each verdict's shape, number and label, in a line; smaller where there is little room."""
    told = [
        (verdict, f"{number} {label}" if readable(label) else str(number))
        for verdict, label, number in counts
    ]
    size = COUNT_SIZE
    while size > SMALLEST_COUNT and sum(wide_count(text, size) for _, text in told) > WIDTH - 2 * EDGE + size:
        size -= 2
    left, places = 0, []
    for _, text in told:
        places.append((left + size, 0, text))
        left += wide_count(text, size)
    put(page, (EDGE, COUNT_TOP), places, size, INK)
    for (verdict, _), (right, _, _) in zip(told, places, strict=True):
        shape_at = (EDGE + right - size, COUNT_TOP + round(size * 0.42))
        page.paste(shape(verdict, round(size * 0.68)), shape_at)


def wide_count(text: str, size: int) -> int:
    """What a count takes in the line, with its shape before and the gap behind."""
    return wide_at(text, size) + round(size * 2.1)


@lru_cache(maxsize=64)
def shape(verdict: str, side: int) -> Image.Image:
    """The shape of a verdict, as in tokens.css: disc, cross, diamond, ring, dash."""
    big = side * 4
    cover = Image.new("L", (big, big), 0)
    pen = ImageDraw.Draw(cover)
    thick = big // 5
    if verdict == "supported":
        pen.ellipse((0, 0, big - 1, big - 1), fill=255)
    elif verdict == "refuted":
        edge = thick // 2
        pen.line((edge, edge, big - edge, big - edge), fill=255, width=round(thick * 1.4))
        pen.line((edge, big - edge, big - edge, edge), fill=255, width=round(thick * 1.4))
    elif verdict == "mixed":
        pen.polygon(((big // 2, 0), (big - 1, big // 2), (big // 2, big - 1), (0, big // 2)), fill=255)
    elif verdict == "unproven":
        pen.ellipse((0, 0, big - 1, big - 1), outline=255, width=thick)
    else:
        pen.rectangle((0, (big - thick) // 2, big - 1, (big + thick) // 2), fill=255)
    return cover.resize((side, side), Image.Resampling.BOX).point(shades_of(COLOURS[verdict]))
