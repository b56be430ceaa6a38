"""What a single line of an article looks like: list marker, date, tags, byline, sentence or headline.

The rules are the same for plain text, Markdown and HTML. All patterns are linear: no nested repetition.
"""

import re
import unicodedata
from typing import NamedTuple

MAX_FURNITURE = 160  # longer lines are prose, never a date, tag or byline

_NUMBER = r"(?:\d{1,3}|[①-⑳])"
MARKER = re.compile(
    rf"(?:(?P<bullet>[-*+•‣▪◦●○■□→➜►▶✓✔✗☑–·»])(?=[ \t\u3000\xa0])"
    rf"|(?P<number>\d{{1,3}}[.)](?=[ \t\u3000\xa0])|\d{{1,3}}、|[(（]{_NUMBER}[)）]|[①-⑳]))[ \t\u3000\xa0]*"
)
NUMBERED = re.compile(r"(?:\d{1,3}[.):、]|[IVX]{1,5}\.|[(（]\d{1,3}[)）]|§ ?\d{1,3}|\S{3,12} \d{1,3}:)[ \t]")
# A foreign fragment of one or a few words in front of a list marker: `xxxx419 - Price per unit`.
GLUED = re.compile(rf"(?P<prefix>\S[^\n]{{0,59}}?[ \t]){MARKER.pattern}")
TABLE_LINE = re.compile(r"\+(?=[-=+]*\+$)[-=+]+|\|.*\|")  # `| a | b |` and the rule `+---+---+`
CELL_GAP = re.compile(r"\t+| {2,}")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

_MONTHS = re.findall(
    r"\S+",
    """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
januar februar märz mai juni juli oktober dezember jänner
janvier février mars avril juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
januari februari maart mei augustus
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
maret agustus desember
يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر
فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند
जनवरी फ़रवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
""",
)
_MONTH = "(?:" + "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)) + r")\b\.?"
_TIME = r"(?:,?[ T]{0,2}(?:\d{1,2}[:.h]\d{2}(?::\d{2})?)(?: ?[ap]\.?m\.?)?(?: ?(?:Uhr|Z|UTC|GMT))?)?"
DATE = re.compile(
    r"(?:"
    rf"(?<!\d)\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d){_TIME}"
    rf"|(?<!\d)\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{4}}(?!\d){_TIME}"
    rf"|(?<!\d)\d{{4}} ?[年년] ?\d{{1,2}} ?[月월] ?\d{{1,2}} ?[日일号號]{_TIME}"
    rf"|(?:令和|平成|昭和)\d{{1,2}}年\d{{1,2}}月\d{{1,2}}日"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?,?(?: de)? {_MONTH},?(?: de| del)? \d{{4}}(?: г\.| р\.)?{_TIME}"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}{_TIME}"
    rf"|(?:ngày )?\d{{1,2}} tháng \d{{1,2}},? (?:năm )?\d{{4}}{_TIME}"
    r")",
    re.IGNORECASE,
)
_EMOJI_TAGS = re.compile(r"[🔖🏷]\ufe0f?[ \t]*([^⏱🕒📅📢👁🔖🏷\n]*)")
_EMOJI_LINE = re.compile(r"[⏱🔖🏷📢]")
_TAG_WORD = re.compile(
    r"[ \t]*(?:tags?|keywords?|topics?|labels?|filed under|schlagw(?:ö|oe)rter|stichw(?:ö|oe)rter"
    r"|mots[- ]clés|étiquettes|etiquetas|palabras clave|palavras-chave|parole chiave|trefwoorden|tagi|теги|метки"
    r"|ключевые слова|etiketler"
    r"|标签|標籤|关键词|關鍵詞|タグ|キーワード|태그|키워드|từ khóa|thẻ|แท็ก|وسوم|الوسوم|टैग)[ \t]*[:：][ \t]*",
    re.IGNORECASE,
)
_HASHTAGS = re.compile(r"#\w{1,60}(?:[ ,]{1,2}#\w{1,60}){0,40}")
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|oleh|bởi|автор|текст|text|author|words|story|autor|yazan"
    r"|作者|文|记者|記者"
    r"|本报记者|執筆|글|기자|بقلم|โดย)"
    r"(?:[ \t]*[:：／/][ \t]*|[ \t]+)(?=(?-i:[^\W\d_a-zа-я]))",
    re.IGNORECASE,
)
# What a scraper leaves behind above the text: `[Article Content - 229 words]`.
SCRAPED = re.compile(r"[\[(](?:article|content|text|body)\b[^\[\]()]{0,40}[\])]", re.IGNORECASE)
_STOPS = set(".。．।؟!?！？…")
_HALTS = set(",;:，；：、،؛")
_CLOSERS = "\"'”’»」』）)】]*_~` \t\u200b\u200c\u200d\u2060\ufeff"


class DateLine(NamedTuple):
    """Where the date stands in a line, and what else the line says."""

    date: str
    rest: str


def width(line: str) -> int:
    """Columns that a line takes: East Asian wide characters count two."""
    wide = () if line.isascii() else (char for char in line if unicodedata.east_asian_width(char) in "WF")
    return len(line) + sum(1 for _ in wide)


def last_mark(line: str) -> str:
    """The last character of a line before closing quotes, brackets and emphasis."""
    bare = line.rstrip(_CLOSERS)
    return bare[-1] if bare else ""


def ends_sentence(line: str) -> bool:
    """Whether the line ends as prose does: full stop, question or exclamation mark."""
    return last_mark(line) in _STOPS


def ends_open(line: str) -> bool:
    """Whether the line ends in a comma, colon or semicolon, so that more must follow."""
    return last_mark(line) in _HALTS


def is_headline(line: str, *, limit: int = 160) -> bool:
    """Whether a line could be a title or heading: short, and not closed as a statement is."""
    if not line or width(line) > limit or SCRAPED.fullmatch(line):
        return False
    mark = last_mark(line)
    if mark == ".":
        return bool(re.search(r"\.\.\.$|\b[A-Z]\.[A-Z]\.$", line))
    return mark not in set("。．।") | (_HALTS - {":", "："})


def has_columns(line: str) -> bool:
    """Whether a line is cut into columns by tabs or blanks; two blanks behind a full stop are only old custom."""
    if width(line) > MAX_FURNITURE:
        return False
    gaps = [gap for gap in CELL_GAP.finditer(line) if gap.start() and line[gap.start() - 1] not in ".!?:;"]
    return len(gaps) > 1 or any("\t" in gap.group() or len(gap.group()) > 2 for gap in gaps)


def read_date(line: str) -> DateLine | None:
    """The date of a line that is little else than a date, or None."""
    if len(line) > MAX_FURNITURE:
        return None
    found = DATE.search(line)
    if not found:
        return None
    rest = (line[: found.start()] + " " + line[found.end() :]).strip(" \t|·•-–—/,.()*_:：，。")
    return DateLine(found.group().strip(), rest)


def is_date_line(line: str, *, near_top: bool) -> bool:
    """Whether a line gives the date of the text; further down only a line that holds nothing but a date."""
    found = read_date(line)
    if not found or (ends_sentence(line) and found.rest):
        return False
    words = len(found.rest.split())
    spaced = 4 if near_top else 1
    return words <= spaced and width(found.rest) <= (40 if near_top else 12) and "/" not in found.rest


def read_tags(line: str) -> tuple[str, ...] | None:
    """The tags that a tag line names, or None where the line is no tag line."""
    if len(line) > 1_000:
        return None
    if _EMOJI_LINE.search(line) and len(line) <= MAX_FURNITURE and ("🔖" in line or "🏷" in line):
        return _split_tags(",".join(_EMOJI_TAGS.findall(line)))
    word = _TAG_WORD.match(line)
    if word and not ends_sentence(line):
        return _split_tags(line[word.end() :])
    if _HASHTAGS.fullmatch(line.strip()):
        return _split_tags(line.replace("#", ","))
    return None


def is_byline(line: str) -> bool:
    """Whether a line near the top names the author and nothing else."""
    return (
        len(line) <= 80 and bool(_BYLINE.match(line)) and not ends_sentence(line) and len(line.split()) <= 10
    )


def _split_tags(words: str) -> tuple[str, ...]:
    found = (word.strip(" \t#*_.") for word in re.split(r"[,，、;；|]", words))
    return tuple(dict.fromkeys(word for word in found if word))
