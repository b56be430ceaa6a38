"""What speaks against a candidate: quotation, explanation, code, the article's own subject and habits."""

import re

from articles.text.spam.article import sentence, small_words
from articles.text.spam.context import PLAIN_REACH, Context, Judged
from articles.text.spam.features import features_of
from articles.text.spam.listed import AROUND, FEWEST
from articles.text.spam.native import foreign_share
from articles.text.spam.scripts import UNSPACED
from articles.text.spam.tables import latin_names

CODE_RE = re.compile("[=%&?<>{}$^\\\\/;]")  # signs that code and addresses put directly beside a word
NAME_BEGINS_RE = re.compile(r"[\s:：·@]")  # what stands before the name by which somebody is reached
CUT_RE = re.compile(r" [-–—|/] ?")
REFERENCE_RE = re.compile(r"\((?:19|20)\d\d[a-z]?\)\. ")  # the year in a list of works
# How a paper says that a line is paid for.
DECLARED_RE = re.compile(
    r"\W{0,3}(?:sponsored(?: (?:post|content))?|advertisement|advertorial|anzeige|werbung|gesponsert|publicité|"
    r"publicidad|publicidade|patrocinado|pubblicità|advertentie|annons|reklam|mainos|реклама|إعلان|広告|廣告|广告|광고)"
    r"\s?(?:[:：|–—-]|by |$)",
    re.I,
)
# A name with its telephone; two of them are a directory.
DIRECTORY_RE = re.compile(r"[^\W\d_]{3} ?[:：] ?\+?\d(?:[ -]?\d){5}")
SUBJECT_RE = re.compile(r" [a-zà-ÿа-яα-ω]{2,20}(?: |$)")
GLUED = 2  # signs
OFFER = 4  # points of an offer, and no word in passing
LONERS = 3  # articles with more foreign words at line edges are bilingual
LABEL_RE = re.compile(r"[^\W\d_]{2,12}(?: [^\W\d_]{2,12})? ?[:：]")
LONG = 40  # characters before a fragment that are looked at


def doubt(judged: Judged, context: Context) -> None:
    """Fill in the doubts of one candidate whose signals are known."""
    _where_it_stands(judged, context)
    _what_it_says(judged, context)


def _where_it_stands(judged: Judged, context: Context) -> None:
    """Quoted, explained, among code, beside what it translates."""
    candidate, place = judged.candidate, judged.place
    shown = candidate.segment.shown
    if candidate.segment.kind == "code":
        judged.doubts["code"] = 9
    if place.quoted:
        judged.doubts["quoted"] = 6
    elif judged.folded in context.quoted:
        judged.doubts["quoted elsewhere"] = 3
    if DECLARED_RE.match(shown):
        judged.doubts["declared"] = 3
    if candidate.segment.cited:
        judged.doubts["quoted"] = 8 if place.name == "line" else 6
    behind = shown[place.end : place.end + 8]
    opening = ("(", "（", "[") if place.name == "inline" else ("(", "（")
    listed = place.name == "prefix" and behind[:1] in (",", "，", "、")
    if listed or behind.lstrip()[:1] in opening or _of_the_line(judged, shown):
        judged.doubts["explained"] = 3
    if CODE_RE.search(shown[max(0, place.start - 1) : place.start] + shown[place.end : place.end + 1]):
        judged.doubts["code"] = 4
    sewn = candidate.foreign or candidate.seam is not None or "language" in judged.signals
    if not sewn and _reaches_on(judged, context.article.language):
        judged.doubts["edge"] = 0  # it may reach further
    # How the headings of the article are made, or how it sets its links.
    if judged.sewn and context.styled[place.name] > (judged.trade == 0) + (judged.trade > 1):
        judged.doubts["style"] = 0
    if _is_subject(judged, shown):
        judged.doubts["subject"] = 3
    if place.name == "line" and context.introduced(candidate.segment.index):
        judged.doubts["introduced"] = 2
    if _names_city(judged, shown) or _one_of_three(judged, shown):
        judged.doubts["gloss"] = 3


def _reaches_on(judged: Judged, language: str) -> bool:
    """May it begin with the word before it, if that is no small word of the language, or the line go on into it?"""
    if judged.place.name == "line":
        return False
    first = min((judged.folded.find(hit.word.text) for hit in judged.candidate.hits), default=0)
    if UNSPACED.search(judged.folded[:1]) and first >= GLUED and judged.folded[:first].isalpha():
        return True  # in a script without blanks, signs of no table before its first word
    before = judged.candidate.segment.shown[max(0, judged.place.start - LONG) : judged.place.start]
    word = before.split(" ")[-2:][0] if before[-1:] == " " else ""
    return word.isalpha() and word.islower() and word not in small_words(language)


def _what_it_says(judged: Judged, context: Context) -> None:
    """A sentence, a title, the article's own subject and habits."""
    candidate, place = judged.candidate, judged.place
    contact = not judged.usual or any(way.kind not in PLAIN_REACH for way in candidate.reach)
    if (
        candidate.foreign
        and habitual(judged, context)
        and judged.trade < 4
        and not (candidate.reach and contact)
    ):
        judged.doubts["habit"] = 2
    if (
        "stranger" not in judged.signals
        and sentence(judged.folded)
        and len(candidate.reach) == 0
        and (judged.trade < 5 or not (candidate.foreign or place.spliced))
    ):
        judged.doubts["sentence"] = 2
    if judged.folded in context.titles:
        judged.doubts["title"] = 3
    sewn = candidate.seam is not None and (candidate.seam.strong or place.name == "tag")
    if (
        not candidate.foreign
        and not sewn
        and "language" not in judged.signals
        and judged.category != "other"
        and context.topic[judged.category] >= 2
    ):
        # Named and never spoken of: it may all be of one campaign, so it is asked about.
        judged.doubts["topic"] = 2 if context.spoken[judged.category] >= 2 else 0
    _by_kind(judged, context)
    strange = judged.signals.keys() & {
        "lone contact",
        "script",
        "language",
        "splice",
        "disguise",
        "before-marker",
    }
    if candidate.reach and context.contacts >= 2 and judged.trade < 2 and not strange:
        judged.doubts["contact lines"] = 2
    if len(DIRECTORY_RE.findall(candidate.segment.shown)) > 1:
        judged.doubts["directory"] = 6
    among = judged.category == "contact" and not judged.lone and not candidate.foreign
    if place.name == "line" and judged.trade < OFFER and (among or _is_labelled(judged)):
        judged.doubts["contact lines"] = 3
    if judged.listed and not (
        judged.signals.keys() & {"language", "disguise", "known"} or (candidate.foreign and judged.trade >= 2)
    ):
        judged.doubts["list"] = 5
    if place.name == "line" and _among_goods(judged, context):
        judged.doubts["list"] = 2
    if candidate.reach and judged.trade < 2 and _of_the_house(judged, context):
        judged.doubts["own name"] = 4


def _is_labelled(judged: Judged) -> bool:
    """Does a line begin with a label and say where to ring: `Contact: support desk 0120 000 419`?"""
    reach = judged.candidate.reach
    kinds = {one.kind for one in reach}
    return kinds == {"phone"} and LABEL_RE.match(judged.candidate.segment.shown) is not None


def _among_goods(judged: Judged, context: Context) -> bool:
    """Do lines of the same trade stand beside it, and does it call nobody: a list of its words, of what is sold?"""
    i = judged.candidate.segment.index
    near = (*range(i - AROUND, i), *range(i + 1, i + 1 + AROUND))
    beside = sum((judged.category, j) in context.lines for j in near)
    plain = judged.signals.keys() <= {"place", "trade", "off-topic", "repeat", "rhythm", "script", "family"}
    return (
        beside >= FEWEST
        and plain
        and not judged.calls
        and 2 * foreign_share(judged.folded, context.article) <= 1
    )


def _is_subject(judged: Judged, shown: str) -> bool:
    """Does the line go on with a small word behind one blank, as a sentence does behind its first word?"""
    place = judged.place
    return (
        place.name == "prefix"
        and judged.candidate.foreign
        and judged.trade < OFFER
        and SUBJECT_RE.match(shown, place.end) is not None
    )


def _of_the_house(judged: Judged, context: Context) -> bool:
    """Do the handles bear a name that the article bears elsewhere: that of the paper?"""
    names = [NAME_BEGINS_RE.split(way.target)[-1] for way in judged.candidate.reach]
    return all(any(one.isalpha() and context.stands(one) for one in features_of(name)) for name in names)


def _by_kind(judged: Judged, context: Context) -> None:
    """Doubts by what texts of a kind are full of: captions, lists of works, posts with dressed headings."""
    segment = judged.candidate.segment
    if segment.kind == "attribute" and judged.trade < 2:
        judged.doubts["label"] = 4  # names of languages, words in another script
    if judged.trade:
        return
    if judged.place.name == "line" and not judged.candidate.reach and REFERENCE_RE.search(segment.shown):
        judged.doubts["reference"] = 3
    if judged.dressed and context.dressed >= LONERS:
        judged.doubts["habit"] = 4


def _of_the_line(judged: Judged, shown: str) -> bool:
    """Is it a title among others in a list of books, or what a label names beside other labelled lines?"""
    place = judged.place
    left = shown[max(0, place.start - LONG) : place.start].rstrip()
    if place.name == "inline":
        return left[-1:] in (".", ")") and shown[place.end : place.end + 1] in (".", ",")
    if place.name != "suffix" or left[-1:] not in (":", "：") or judged.lone:
        return False
    return bool(judged.candidate.reach) or ("link" in judged.signals and judged.trade < OFFER)


def _one_of_three(judged: Judged, shown: str) -> bool:
    """Is it one of three parts of a line, the last or between two strokes: the same in three languages?"""
    place = judged.place
    if place.name == "inline":
        return judged.candidate.foreign and (
            shown[: place.start].rstrip()[-1:] == "/" == shown[place.end :].lstrip()[:1]
        )
    cut = CUT_RE.search(shown, 0, judged.place.start)
    return (
        judged.candidate.foreign
        and judged.place.name == "suffix"
        and shown.count(cut[0] if cut else "\n") > 1
    )


def _names_city(judged: Judged, shown: str) -> bool:
    """The rest of the line gives the same city in Latin letters, and the fragment is hardly more than the city."""
    rest = shown[judged.place.end : judged.place.end + 80].lower()
    weight = sum(hit.word.weight for hit in judged.candidate.hits if hit.word.kind in ("goods", "number"))
    return weight <= 1 and any(
        latin_names().get(hit.word.text, "\n") in rest for hit in judged.candidate.hits
    )


def habitual(judged: Judged, context: Context) -> bool:
    """Does the article have foreign words there anyway: headlines and their translations, a bilingual list?"""
    if (
        judged.place.marker
        or "brand" in judged.signals
        or (judged.place.name == "inline" and judged.place.spliced and not judged.usual)
    ):
        return False
    return judged.usual or (context.habit > LONERS and "family" not in judged.signals)
