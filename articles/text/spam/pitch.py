"""Whole paragraphs that advertise in the article's own language and script.

Nothing in them is foreign, so they are only asked about: a way to reach somebody, words that call, and hardly a word
that the rest of the article has.
"""

import re
from collections import Counter

from articles.text.spam.article import KNOWN_WELL, Article, language_of, small_words
from articles.text.spam.candidate import Candidate, trade_points
from articles.text.spam.candidates import view
from articles.text.spam.context import Context, Judged
from articles.text.spam.dates import DATE_RE
from articles.text.spam.edges import end_of_offer
from articles.text.spam.features import features_of
from articles.text.spam.folding import fold
from articles.text.spam.gate import MANY
from articles.text.spam.places import place_of
from articles.text.spam.reach import LABEL_RE as MESSENGER_RE
from articles.text.spam.reach import Reach, find_reach
from articles.text.spam.scripts import UNSPACED, count_words
from articles.text.spam.seams import UPPER
from articles.text.spam.segment import Segment
from articles.text.spam.segments import Segments
from articles.text.spam.spans import span_of
from articles.text.spam.trade import Hit, find_hits

SHORTEST, PARAGRAPH = 40, 70
SHORTEST_UNSPACED, PARAGRAPH_UNSPACED = 25, 35
LABEL_RE = re.compile(r"\W{0,3}[^\W\d_]+(?: \w+){0,2} ?[:：]|[^.!?\s]{1,12}：")
SPOKEN_RE = re.compile(
    "[\"“«„「『][^\"“”«»„「」『』]{25,}[\"”»“」』]|(?<!\\w)['‘][^'’]{3,80}['’](?!\\w)"
)  # somebody is quoted
CHAIN_RE = re.compile("[,，、،]")
SENTENCE_RE = re.compile("[.!?。！？؟।]")
SUM_RE = re.compile(
    r"\d ?[%％٪$€£₽₺₫฿₹]|[$€£₹]\d|(?<!\d)24(?!\d)|\d{3}(?!\d)|(?<=\d)[.,]\d{3}(?!\d)|[۰-۹٠-٩]{3}|[万萬만]"
)
OTHER_WORDS, OTHER_PAIRS = (
    0.67,
    0.5,
)  # share of its words, or pairs of signs, that the article has nowhere else
MOST_CONTACTS = 4  # an article with more ways to reach somebody is a list of them
BLOCK = 4  # lines without a blank line between that make a list
PARTED = 0.3  # share of the lines with a blank line behind
FEWEST_NOTICES, FEWEST_TRADE = 3, 2
HEADED_RE = re.compile(
    rf"[{UPPER}]{{4,}}(?: [{UPPER}]+){{0,2}}[.:?!]|[{UPPER}]{{2,}} [{UPPER}]+[.:?!]"
)  # WANTED.
# Who is liable for a site, as laws want it told.
LEGAL_RE = re.compile(
    r"imprint|impressum|legal notice|mentions légales|aviso legal|note legali|colofon|all rights reserved|©|"
    r"\b(?:HRB|HRA|ISSN|VAT|SIRET|SIREN|RCS|KvK|REGON|CNPJ|ОГРН|ИНН)\b|USt-?Id|P\. ?IVA|ICP[备備]|사업자등록번호",
    re.I,
)
PAID_RE = re.compile(r"""\brel\s?=\s?["'][^"'<>]{0,40}\bsponsored\b""", re.I)
# Words by which anybody is asked to get in touch, a comma and a blank between.
_IN_TOUCH = (
    "contact, call, visit, tel, telefon, telephone, whatsapp, telegram, zalo, viber, wa, hotline, contactez, llama, "
    "rufen sie, anrufen, volejte, zadzwoń, sună, hívjon, hubungi, liên hệ, gọi ngay, звоните, пишите, телеграм, "
    "ватсап, вотсап, телефон, дзвоніть, телефонуйте, καλέστε, τηλ, اتصل, للتواصل, واتساب, واتس, تماس بگیرید, واتساپ, "
    "تلگرام, תתקשרו, וואטסאפ, טלגרם, संपर्क करें, व्हाट्सएप, ติดต่อ, ไลน์, 联系, 联系电话, 热线, 电话, 微信, 聯絡, "
    "電話, 문의, 연락, 카톡, お問い合わせ"
)
IN_TOUCH = frozenset(_IN_TOUCH.split(", "))
MANY_TOLD, MOST_TOLD = 6, 8  # words of an offer that names nobody, and their points
TOLD_SHARE = 0.25  # points for each word
QUOTE_RE = re.compile('["“”„«»「」『』]')
FEWEST_SEGMENTS = 5  # in a shorter text there is nothing to compare with


def find_pitches(
    parts: Segments,
    strange: list[int],
    judged: list[Judged],
    asked: set[int],
    paragraphs: dict[int, Segment],
    context: Context,
) -> list[Judged]:
    """The paragraphs of an article that advertise.

    `strange`: the segments of another language, see `may_be_pitch`. `asked`: those in which something is found already.
    `paragraphs`: those of several lines, for each of their lines.
    """
    if len(parts) < FEWEST_SEGMENTS:
        return []
    asked = asked | {
        one.candidate.segment.index for one in judged if one.candidate.foreign and not one.candidate.reach
    }
    held = {paragraphs[i].index for i in asked if i in paragraphs}
    asked |= {i for i, part in paragraphs.items() if part.index in held}
    told = {one.candidate.segment.index for one in judged if _tells(one, paragraphs)}
    near = sorted(({i for i in told if _may_be(paragraphs.get(i, parts[i]))} - asked) | set(strange))
    if not near:
        return []
    apart = [parts.line(i)[1] < parts.line(i + 1)[0] for i in range(len(parts) - 1)]
    parted = sum(apart) >= PARTED * len(apart)
    headed = sum(HEADED_RE.match(parts.shown(i)) is not None for i in range(len(parts)))
    segments = [parts[i] for i in near if i not in paragraphs and not (parted and _in_a_list(apart, i))]
    segments += {part.index: part for i in near if (part := paragraphs.get(i))}.values()
    if not segments:
        return []
    texts = (
        paragraphs[i].shown if i in paragraphs else parts.shown(i)
        for i in range(len(parts))
        if i not in paragraphs or paragraphs[i].index == i
    )
    words = Counter(feature for one in texts for feature in features_of(one.lower()))
    found = [one for part in segments if (one := _pitch(parts.text, part, words, context)) is not None]
    for one in found:
        one.doubts |= _of_a_desk(parts.text, one, headed)
    return found


def _of_a_desk(text: str, judged: Judged, headed: int) -> dict[str, int]:
    """Doubts about a paragraph of a kind that papers and sites have: one of many notices, who is liable, a review
    whose links say that they are paid for.
    """
    segment = judged.candidate.segment
    doubts: dict[str, int] = {}
    if judged.trade >= FEWEST_TRADE:
        return doubts
    if headed >= FEWEST_NOTICES and HEADED_RE.match(segment.shown):
        doubts["notices"] = 3
    if LEGAL_RE.search(segment.shown):
        doubts["imprint"] = 3
    if PAID_RE.search(text, segment.start, segment.end):
        doubts["declared"] = 3
    return doubts


def _in_a_list(apart: list[bool], i: int) -> bool:
    """Is a line one of a block of lines? `apart`: has a line a blank one behind it?"""
    low = high = i
    while low and not apart[low - 1] and i - low < BLOCK:
        low -= 1
    while high < len(apart) and not apart[high] and high - i < BLOCK:
        high += 1
    return high - low + 1 >= BLOCK


def _tells(judged: Judged, paragraphs: dict[int, Segment]) -> bool:
    """Does a candidate tell that its paragraph may advertise: a way to reach somebody in it?"""
    if (judged.candidate.whole and judged.trade) or judged.place.quoted:
        return False
    segment = judged.candidate.segment
    shown = paragraphs.get(segment.index, segment).shown
    long = len(shown) >= (PARAGRAPH_UNSPACED if UNSPACED.search(shown) else PARAGRAPH)
    if judged.candidate.reach:
        return judged.lone or long
    return long and judged.trade >= FEWEST_TRADE and not judged.place.spliced


def may_be_pitch(segment: Segment, article: Article) -> bool:
    """Is a segment a paragraph of another language than the article's?"""
    return _may_be(segment) and _strange(segment.shown, article)


def _may_be(segment: Segment) -> bool:
    return (
        segment.kind in ("body", "heading")
        and segment.alone
        and not segment.cited
        and not LABEL_RE.match(segment.shown)
        and len(segment.shown) >= (SHORTEST_UNSPACED if UNSPACED.search(segment.shown) else SHORTEST)
    )


def _strange(shown: str, article: Article) -> bool:
    """Many words, none of them a small word of the article's language, some of another: a sentence of that one."""
    if article.language not in KNOWN_WELL:
        return False
    words = [word for word in shown.lower().split() if word.strip("|-–—·/")]
    function = article.habits.function
    plain = [word.strip('.,;:!?"“”()') for word in words]
    return (
        len(words) >= MANY
        and function.isdisjoint(plain)
        and bool(language_of([word.encode("utf-8", "surrogatepass") for word in plain]))
    )


def _pitch(text: str, segment: Segment, words: Counter[str], context: Context) -> Judged | None:
    folded = view(segment)
    hits, reach = find_hits(folded.text), find_reach(folded.text)
    end = end_of_offer(segment.shown, folded, hits, reach, in_sentences=True)
    shown = segment.shown[:end]
    if end < len(segment.shown):
        folded = fold(shown)
        hits = find_hits(folded.text)
    candidate = Candidate(segment, 0, end, hits, reach, False, end == len(segment.shown))
    place = place_of(candidate)
    own = features_of(shown.lower())
    other = sum(words[feature] == 1 for feature in own)
    spoken = place.quoted or SPOKEN_RE.search(shown)
    share = OTHER_PAIRS if UNSPACED.search(shown) else OTHER_WORDS
    if spoken or other < share * len(own) or context.contacts > MOST_CONTACTS:
        return None
    kinds = Counter(kind for _, kind in {(hit.word.text, hit.word.kind) for hit in hits})
    offers, promises = kinds["call"] + kinds["goods"], _promises(folded.text, reach)
    told = _offered(hits, context.article.language)
    messenger = bool(reach) and MESSENGER_RE.search(folded.text) is not None
    signals = {
        "place": 1,
        "other words": 1,
        "call": min(2, offers),
        "reach": (2 + (len(reach) > 1 or messenger)) * bool(reach),
        "language": 2 * _strange(shown, context.article),
        "promises": promises,
    }
    signals = {name: points for name, points in signals.items() if points}
    if not reach and not (promises and _speaks_of_nothing_else(shown, told)):
        return None
    if "language" not in signals and not _is_offer(told, promises, messenger):
        return None
    doubts = {"dates": 2} if DATE_RE.search(shown) else {}
    start, end = span_of(candidate, place, text, False)
    trade, category = trade_points(candidate)
    return Judged(
        candidate, place, start, end, folded.text,
        signals=signals, doubts=doubts | _own_site(reach, own, words, context), category=category, trade=trade,
    )  # fmt: skip


def _offered(hits: list[Hit], language: str) -> dict[str, int]:
    """The words of an offer with their points, but for those by which anybody is asked to call or write."""
    small = small_words(language)
    return {
        hit.word.text: hit.word.weight
        for hit in hits
        if hit.word.kind in ("goods", "call") and hit.word.text not in IN_TOUCH and hit.word.text not in small
    }


def _is_offer(told: dict[str, int], promises: int, messenger: bool) -> bool:
    """Is a paragraph with a way to reach somebody more than a line of contact: notices and papers have those too."""
    points = sum(told.values())
    return (
        points > 2
        or (points == 2 and (messenger or (promises and len(told) > 1) or any(" " in word for word in told)))
        or (messenger and promises > 0)
    )


def _speaks_of_nothing_else(shown: str, told: dict[str, int]) -> bool:
    """Is a paragraph that names no way to reach anybody full of the words of an offer, and quotes none?"""
    points = sum(told.values())
    words = count_words(shown)
    return (
        len(told) >= MANY_TOLD
        and points >= MOST_TOLD
        and points >= TOLD_SHARE * words
        and not QUOTE_RE.search(shown)
    )


def _own_site(
    reach: list[Reach], own: frozenset[str], words: Counter[str], context: Context
) -> dict[str, int]:
    """A doubt where the name of a site is spoken of elsewhere in the article: a choir sells its tickets."""
    names = (name for one in reach if one.kind == "domain" for name in features_of(one.target))
    spoken = any(words[name] > (name in own) and not context.strange(name) for name in names)
    return {"own site": 3} if spoken else {}


def _promises(folded: str, reach: list[Reach]) -> int:
    """One point for a chain of short promises, one for a sum, a share or "24" outside of the ways to reach."""
    rest = list(folded)
    for one in reach:
        rest[one.start : one.end] = " " * (one.end - one.start)
    plain = "".join(rest)
    chain = max(map(len, map(CHAIN_RE.findall, SENTENCE_RE.split(plain))))
    return int(chain > 1 or "!" in plain) + (SUM_RE.search(plain) is not None)
