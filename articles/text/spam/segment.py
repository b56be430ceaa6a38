"""One segment: a stretch of text as a reader sees it, and where each shown character stands in the raw text."""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# What a sentence names, unless all of it is so.
NAMING_TAGS = frozenset(["em", "i", "q", "cite", "dfn", "var"])
CODE_TAGS = frozenset(["pre", "code", "kbd", "samp", "tt"])
ENTITY_RE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
LINK_RE = re.compile(r"!?\[([^\[\]\n]{0,300})\]\(\s{0,3}([^()\s]{1,500})(?:\s[^()\n]{0,100})?\)")
HREF_RE = re.compile(r"""href\s*=\s*["']?([^"'\s>]{1,500})""", re.I)
MARKER_RE = re.compile(
    r"[ \t]{0,8}(?:>[ \t]?){0,4}"
    r"(?:(#{1,6})[ \t]+|([-*+•‣◦▪●✓✔»·–—][ \t]+(?:\[[ xX]\][ \t]+)?|・[ \t]*|\(?\d{1,3}[.)][ \t]+|[a-zA-Z][.)][ \t]+))?"
)
# A list marker or section number that should have stood at the start of its line.
LATE_MARKER_RE = re.compile(
    r"(?:[-*+•‣◦▪●✓✔»·][ \t]+|\d{1,3}[.)][ \t]+|[IVX]{1,5}\.[ \t]+|#{1,6}[ \t]+|(?:part|section|chapter) \d)",
    re.I,
)
TAG_LINE_RE = re.compile(
    r"(?:⏱.{0,60}🔖|🔖|🏷)|^\s{0,8}(?:#[\w]{2,40}(?:\s+|$)){2,}|^\s{0,8}[\w ]{2,24}\s?[:：]\s(?=[^.!?]{0,200}[,、，])"
)
TAG_LABELS = re.compile(
    r"(?:tags?|keywords|topics|schlagw\w{1,8}|mots[- ]cl\w{1,4}|etiquetas|palabras clave|etiketler|thẻ|kata kunci|теги|"
    r"метки|темы|рубрики?|мітки|кат[еи]гор\w{1,4}|temas|assuntos|argomenti|sujets?|themen|mehr zum thema|etichette|"
    r"tagi|tematy|kategor\w{1,4}|categor\w{1,5}|filed under|trefwoorden|onderwerpen|ämnen|taggar|štítky|címkék|konular|"
    r"ετικέτες|chủ đề|từ khóa|topik|"
    r"anahtar kelimeler|słowa kluczowe|trefwoord|avainsanat|λέξεις[- ]κλειδιά|ключов\w{2,4} слова|ключові слова|"
    r"برچسب\w{0,3}|الوسوم|وسوم|الكلمات (?:المفتاحية|الدلالية)|کلیدواژه‌?ها|תגיות|תגים|מילות מפתח|"
    r"ป้ายกำกับ|คำค้น|キーワード|키워드|टैग्स|कीवर्ड)\s{0,3}(?:[:：]|= ?\[)"
    r"|標籤|标签|标籤|关键词|關鍵詞|关键字[:：]|タグ|カテゴリー?[:：]|태그|แท็ก|टैग",
    re.I,
)
# The same at the end of a line of facts: who wrote it, when, about what.
LATE_LABELS = re.compile(rf"[|•·][ \t]+(?:{TAG_LABELS.pattern})", re.I)
FACTS = 200  # characters of such a line before its tags
HOST_RE = re.compile(r"(?:https?:)?//([^/?#]{1,200})")
LABEL = 24  # characters in which a label ends
MOST = 0.8  # of a link's text: more than that stands for the link
SENTENCE_END = '.!?。！？…؟”"»'


@dataclass(slots=True)
class Segment:
    """A stretch of shown text. Shown character `i` is `[at[i], ends[i])` of the raw text (an entity is longer)."""

    shown: str
    at: Sequence[int]
    ends: Sequence[int]
    start: int  # raw range of the content
    end: int
    line_start: int  # raw range of the lines it stands on, newline included
    line_end: int
    kind: str  # heading, bullet, body, tags, code, attribute
    links: list[tuple[int, int, str, int, int]]  # shown range, target, raw range of the whole link
    code: list[tuple[int, int]]  # shown ranges of inline code, and of what is named
    wrap: tuple[int, int]  # raw range with the block tags around it
    alone: bool = True  # nothing else shown on its line
    cited: bool = False  # in a block quotation
    veiled: bool = False  # in an element that no page shows
    index: int = 0
    quotes: list[tuple[int, int]] | None = None  # shown ranges of quotations, once looked for

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw range of the shown range `[start, end)`, with the whole of every link that it touches."""
        first, last = self.at[start], self.ends[end - 1] if end > start else self.at[start]
        for shown_start, shown_end, target, raw_start, raw_end in self.links_at(start, end):
            covered = min(end, shown_end) - max(start, shown_start)
            if covered >= (MOST if target else 1) * (shown_end - shown_start):
                first, last = min(first, raw_start), max(last, raw_end)
        return first, last

    def links_at(self, start: int, end: int) -> list[tuple[int, int, str, int, int]]:
        """The links that touch the shown range `[start, end)`."""
        found = []
        for i in range(bisect_left(self.links, (end,)) - 1, -1, -1):
            if self.links[i][1] <= start:
                break
            found.append(self.links[i])
        return found


def host_of(target: str) -> str:
    """The host of a link's target, "" for one within the site."""
    match = HOST_RE.match(target)
    return match[1].lower() if match else ""


def kind_of(text: str, start: int, begin: int, end: int, marker: re.Match[str] | None) -> str:
    """What a line is by its marker, its labels and its length: heading, bullet, tags or body."""
    if marker and marker[1]:
        return "heading"
    body = text[begin:end]
    head = body[:LABEL]
    if ((":" in head or "=" in head or not head.isascii()) and TAG_LABELS.match(body)) or (
        ("#" in body or "🔖" in body or "🏷" in body) and TAG_LINE_RE.search(text[start:end])
    ):
        return "tags"
    if any(mark in body for mark in "|•·") and LATE_LABELS.search(body[:FACTS]):
        return "tags"
    if marker and marker[2]:
        return "bullet"
    return "heading" if end - begin < 80 and text[end - 1 : end] not in SENTENCE_END else "body"


def build(
    text: str,
    start: int,
    end: int,
    line: tuple[int, int],
    kind: str,
    tags: list[re.Match[str]],
    wrap: tuple[int, int] | None = None,
) -> Segment:
    """A segment with inline tags, entities and link syntax taken out of what is shown."""
    raw, wrap = text[start:end], wrap or (start, end)
    if not tags and "](" not in raw and "&" not in raw:
        at, ends = range(start, end), range(start + 1, end + 1)
        return Segment(raw, at, ends, start, end, *line, kind, [], [], wrap)
    shown, begins, stops, links, code = _read(text, start, end, tags)
    return Segment(shown, begins, stops, start, end, *line, kind, links, code, wrap)


def _read(
    text: str, start: int, end: int, tags: list[re.Match[str]]
) -> tuple[str, list[int], list[int], list[tuple[int, int, str, int, int]], list[tuple[int, int]]]:
    """What a stretch shows, where each character of it begins and ends, its links, its code and what is named."""
    links: list[tuple[int, int, str, int, int]] = []
    code: list[tuple[int, int]] = []
    shown: list[str] = []
    at: list[int] = []
    ends: list[int] = []
    opened: list[tuple[str, int, int, str]] = []
    named: list[tuple[int, int]] = []
    pos = start
    for piece_start, piece_end, tag in _pieces(text, start, end, tags):
        _show(text, pos, piece_start, shown, at, ends)
        pos = piece_end
        if isinstance(tag, str):
            _show(text, piece_start, piece_end, shown, at, ends, tag)
        elif tag.re is LINK_RE:
            begin = len(at)
            _show(text, tag.start(1), tag.end(1), shown, at, ends)
            # What a picture is called is text; where it is stored says nothing.
            target = "" if text[tag.start()] == "!" else tag[2]
            links.append((begin, len(at), target, tag.start(), tag.end()))
        else:
            _inline_tag(tag, opened, links, code, named, len(at))
    _show(text, pos, end, shown, at, ends)
    code += [one for one in named if one != (0, len(at))]
    return "".join(shown), at, ends, links, code


def _show(
    text: str,
    start: int,
    end: int,
    shown: list[str],
    at: list[int],
    ends: list[int],
    plain: str | None = None,
) -> None:
    """Add raw text, or the plain form of an entity, to what is shown."""
    if plain is None:
        shown.append(text[start:end])
        at.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))
    else:
        shown.append(plain)
        at.extend([start] * len(plain))
        ends.extend([end] * len(plain))


def _inline_tag(
    tag: re.Match[str],
    opened: list[tuple[str, int, int, str]],
    links: list[tuple[int, int, str, int, int]],
    code: list[tuple[int, int]],
    named: list[tuple[int, int]],
    here: int,
) -> None:
    """Note where links, code and what is named with stress begin and end."""
    name = (tag[1] or "").lower()
    if not tag[0].startswith("</"):
        if name == "a" or name in CODE_TAGS or name in NAMING_TAGS:
            href = HREF_RE.search(tag[0])
            opened.append((name, here, tag.start(), href[1] if href else ""))
        return
    if opened and opened[-1][0] == name:
        _, begin, raw_start, target = opened.pop()
        if name == "a":
            links.append((begin, here, target, raw_start, tag.end()))
        else:
            (named if name in NAMING_TAGS else code).append((begin, here))


def _pieces(
    text: str, start: int, end: int, tags: list[re.Match[str]]
) -> Iterator[tuple[int, int, "str | re.Match[str]"]]:
    """Tags, entities and links of a stretch in order, without overlap."""
    found: list[tuple[int, int, str | re.Match[str]]] = [(tag.start(), tag.end(), tag) for tag in tags]
    for match in ENTITY_RE.finditer(text, start, end):
        plain = html.unescape(match[0])
        if plain != match[0]:
            found.append((*match.span(), plain))
    found.extend((*match.span(), match) for match in LINK_RE.finditer(text, start, end))
    found.sort(key=lambda piece: piece[:2])
    last = start
    for piece in found:
        if piece[0] >= last:
            yield piece
            last = piece[1]
