"""What speaks against a candidate: quotation, explanation, code, the article's own subject and habits."""

import re
from collections.abc import Callable

from articles.text.spam.article import sentence, small_words
from articles.text.spam.candidate import PLAIN_REACH
from articles.text.spam.context import Context, Judged, sells_nothing
from articles.text.spam.features import features_of
from articles.text.spam.native import foreign_share
from articles.text.spam.neighbours import AROUND, FEWEST
from articles.text.spam.references import WORK_RE, label_defined
from articles.text.spam.scripts import UNSPACED
from articles.text.spam.tables import latin_names

CODE_RE = re.compile("[=%&?<>{}$^\\\\/;]")  # signs that code and addresses put directly beside a word
NAME_BEGINS_RE = re.compile(r"[\s:：·@]")  # what stands before the name by which somebody is reached
CUT_RE = re.compile(r" [-–—|/] ?")
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
OFFER, FULL = 4, 5  # points of an offer, and no word in passing; of a whole one
STRANGE = frozenset(("lone contact", "script", "language", "splice", "disguise", "before-marker"))
LONERS = 3  # articles with more foreign words at line edges are bilingual
LABEL_RE = re.compile(r"[^\W\d_]{2,12}(?: [^\W\d_]{2,12})? ?[:：]")
LONG = 40  # characters before a fragment that are looked at


def doubt(judged: Judged, context: Context) -> None:
    """Fill in the doubts of one candidate whose signals are known."""
    for name, points, speaks_against in DOUBTS:
        if speaks_against(judged, context):
            judged.doubts[name] = points


def _quoted_elsewhere(judged: Judged, context: Context) -> bool:
    return judged.folded in context.quoted and not judged.place.quoted


def _explained(judged: Judged, context: Context) -> bool:
    """Does a bracket or a comma follow, or is it named in a list or behind a label?"""
    place, shown = judged.place, judged.candidate.segment.shown
    behind = shown[place.end : place.end + 8]
    opening = ("(", "（", "[") if place.name == "inline" else ("(", "（")
    listed = place.name == "prefix" and behind[:1] in (",", "，", "、")
    return listed or behind.lstrip()[:1] in opening or _of_the_line(judged, shown)


def _beside_signs_of_code(judged: Judged, context: Context) -> bool:
    place, shown = judged.place, judged.candidate.segment.shown
    beside = shown[max(0, place.start - 1) : place.start] + shown[place.end : place.end + 1]
    labelled = shown[max(0, place.start - 1) : place.start + 1] == "]["  # of a reference
    return labelled or CODE_RE.search(beside) is not None


def _without_edge(judged: Judged, context: Context) -> bool:
    """May it reach further than it was told?"""
    candidate = judged.candidate
    sewn = candidate.foreign or candidate.seam is not None or "language" in judged.signals
    return not sewn and _reaches_on(judged, context.article.language)


def _in_style(judged: Judged, context: Context) -> bool:
    """Is it how the headings of the article are made, or how it sets its links?"""
    return judged.sewn and context.styled[judged.place.name] > (judged.trade == 0) + (judged.trade > 1)


def _introduced(judged: Judged, context: Context) -> bool:
    return judged.place.name == "line" and context.introduced(judged.candidate.segment.index)


def _glossed(judged: Judged, context: Context) -> bool:
    """Does the line say the same in other languages?"""
    shown = judged.candidate.segment.shown
    return _names_city(judged, shown) or _one_of_three(judged, shown)


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


def _in_habit(judged: Judged, context: Context) -> bool:
    """Is it foreign where the article has foreign words, with no offer and no unusual way to reach somebody?"""
    reach = judged.candidate.reach
    contact = not judged.usual or any(way.kind not in PLAIN_REACH for way in reach)
    return (
        judged.candidate.foreign
        and habitual(judged, context)
        and judged.trade < OFFER
        and not (reach and contact)
    )


def _is_sentence(judged: Judged, context: Context) -> bool:
    return (
        "stranger" not in judged.signals
        and sentence(judged.folded)
        and not judged.candidate.reach
        and (judged.trade < FULL or not (judged.candidate.foreign or judged.place.spliced))
    )


def _on_topic(judged: Judged, context: Context) -> bool:
    """Does the article name such goods elsewhere, and does nothing but the words tell of an offer?"""
    seam = judged.candidate.seam
    sewn = seam is not None and (seam.strong or judged.place.name == "tag")
    return (
        not judged.candidate.foreign
        and not sewn
        and "language" not in judged.signals
        and judged.category != "other"
        and context.topic[judged.category] >= 2
    )


def _of_the_subject(judged: Judged, context: Context) -> bool:
    """And does it speak of them? Named and never spoken of, it may all be of one campaign: it is asked about."""
    return context.spoken[judged.category] >= 2 and _on_topic(judged, context)


def _defines_reference(judged: Judged, context: Context) -> bool:
    """Is its line the definition of a reference that the text has: `[label]: https://…`?"""
    label = label_defined(judged.candidate.segment.shown)
    return bool(label) and context.refers(label)


def _names_a_picture(judged: Judged, context: Context) -> bool:
    """Do words of an attribute sell nothing: names of languages, words in another script?"""
    return judged.candidate.segment.kind == "attribute" and judged.trade < 2


def _is_reference(judged: Judged, context: Context) -> bool:
    """Is it a line of a list of works?"""
    if judged.trade or judged.candidate.reach or judged.place.name != "line":
        return False
    return WORK_RE.search(judged.candidate.segment.shown) is not None


def _among_dressed(judged: Judged, context: Context) -> bool:
    """Has the article many words in letters of a costume, as posts with such headings have?"""
    return not judged.trade and judged.dressed and context.dressed >= LONERS


def _among_contacts(judged: Judged, context: Context) -> bool:
    """Is it one of several ways to reach somebody, with nothing strange about it?"""
    reached = bool(judged.candidate.reach) and context.contacts >= 2 and judged.trade < 2
    return reached and not judged.signals.keys() & STRANGE


def _is_contact_line(judged: Judged, context: Context) -> bool:
    """Is it a labelled line, or one among such, that says how to reach somebody and sells little?"""
    among = judged.category == "contact" and not judged.lone and not judged.candidate.foreign
    return judged.place.name == "line" and judged.trade < OFFER and (among or _is_labelled(judged))


def _in_list(judged: Judged, context: Context) -> bool:
    """Is it a line of a list of its like, without disguise, foreign words or words that were removed before?"""
    strange = judged.signals.keys() & {"language", "disguise", "known"}
    return judged.listed and not (strange or (judged.candidate.foreign and judged.trade >= 2))


def _bears_own_name(judged: Judged, context: Context) -> bool:
    return bool(judged.candidate.reach) and judged.trade < 2 and _of_the_house(judged, context)


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


def _is_subject(judged: Judged, context: Context) -> bool:
    """Does the line go on with a small word behind one blank, as a sentence does behind its first word?"""
    place = judged.place
    return (
        place.name == "prefix"
        and judged.candidate.foreign
        and judged.trade < OFFER
        and SUBJECT_RE.match(judged.candidate.segment.shown, place.end) is not None
    )


def _of_the_house(judged: Judged, context: Context) -> bool:
    """Do the handles bear a name that the article bears elsewhere: that of the paper?"""
    names = [NAME_BEGINS_RE.split(way.target)[-1] for way in judged.candidate.reach]
    return all(any(one.isalpha() and context.stands(one) for one in features_of(name)) for name in names)


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


# What speaks against a candidate, with its points; of two rows with one name the later one counts. One without points
# only keeps a finding from being sure (`decide.DENYING`).
DOUBTS: tuple[tuple[str, int, Callable[[Judged, Context], bool]], ...] = (
    # Where it stands.
    ("code", 9, lambda one, _: one.candidate.segment.kind == "code"),
    ("quoted", 6, lambda one, _: one.place.quoted or one.candidate.segment.cited),
    ("quoted", 8, lambda one, _: one.candidate.segment.cited and one.place.name == "line"),
    ("quoted elsewhere", 3, _quoted_elsewhere),
    ("declared", 3, lambda one, _: DECLARED_RE.match(one.candidate.segment.shown) is not None),
    ("explained", 3, _explained),
    ("code", 4, _beside_signs_of_code),
    ("edge", 0, _without_edge),
    ("style", 0, _in_style),
    ("subject", 3, _is_subject),
    ("introduced", 2, _introduced),
    ("gloss", 3, _glossed),
    # What it says.
    ("habit", 2, _in_habit),
    ("sentence", 2, _is_sentence),
    ("languages", 3, lambda one, context: len(context.scripts) > 1 and sells_nothing(one)),
    ("title", 3, lambda one, context: one.folded in context.titles),
    ("topic", 0, _on_topic),
    ("topic", 2, _of_the_subject),
    # What texts of a kind are full of.
    ("label", 4, _names_a_picture),
    ("reference", 3, _is_reference),
    ("reference", 6, _defines_reference),
    ("habit", 4, _among_dressed),
    ("contact lines", 2, _among_contacts),
    ("directory", 6, lambda one, _: len(DIRECTORY_RE.findall(one.candidate.segment.shown)) > 1),
    ("contact lines", 3, _is_contact_line),
    ("list", 5, _in_list),
    ("list", 2, lambda one, context: one.place.name == "line" and _among_goods(one, context)),
    ("own name", 4, _bears_own_name),
)
