"""What speaks for and against a candidate: each signal with its points."""

import re

from articles.text.spam.article import sentence, small_words
from articles.text.spam.candidate import PLAIN_REACH, Candidate
from articles.text.spam.candidates import leads_out
from articles.text.spam.context import Context, Judged
from articles.text.spam.doubts import doubt, habitual
from articles.text.spam.folding import disguised
from articles.text.spam.habits import LOWER_SHARE
from articles.text.spam.native import is_chinese
from articles.text.spam.scripts import UNSPACED, count_scripts
from articles.text.spam.segment import host_of

# A name in a script without blanks with a number or messenger glued behind it.
BRAND_RE = re.compile(
    f"(?:{UNSPACED.pattern})(?:[a-z]{{0,3}}\\d{{3,5}}|vx|wx|qq)(?:$|(?={UNSPACED.pattern}))"
)
MANY_VEILED = 2  # links that no page shows; one may be a button that is not shown yet
MANY_HOSTS = 6  # outside sites that an article links to, from which a link says nothing
OFFER = 3  # points of trade words that are more than a word in passing
LONG = 40  # characters of a paragraph of its own
CHUNK_RE = re.compile(r"[|,，、_]| - |-")
WIDE_RE = re.compile("[\uff01-\uff5e]")  # full width marks, at home in Chinese and Japanese only
NAME_WORDS = 6  # blanks from which Latin words are a sentence
OFFER_WORDS = 3  # blanks between the words of goods that are more than a name
BARS, ROW = ("|", "➤", "→"), 2  # separators that no sentence has; as many make a row
REACH_POINTS = {"slang": 4, "contact": 3, "invite": 2, "handle": 2, "domain": 2, "phone": 2}


def weigh(judged: Judged, context: Context) -> None:
    """Fill in the signals and doubts of one candidate."""
    scripts = count_scripts(judged.folded)
    _words(judged, context, scripts)
    _make(judged, context)
    _position(judged, context)
    _reach(judged, context)
    _veiled(judged, context)
    _look(judged, context)
    _stranger(judged, context, scripts)
    _sewn(judged, context)
    if _repeated(judged, context):
        judged.signals["repeat"] = 1
    doubt(judged, context)
    judged.hole = _leaves_hole(judged, context.article.habits.function)


def _stranger(judged: Judged, context: Context, scripts: dict[str, int]) -> None:
    """A lone foreign fragment in an article that has no others, with nothing that explains it."""
    place = judged.place
    if (
        "script" not in judged.signals
        or place.quoted
        or habitual(judged, context)
        or sum(scripts.values()) < 3
        or 2 * scripts.get("latin", 0) > sum(scripts.values())
    ):
        return
    short = len(judged.folded) <= LONG and not sentence(judged.folded)
    if place.name == "line" and len(judged.folded) > LONG:
        judged.signals["stranger"] = 2
    elif short and (place.spliced or place.name in ("line", "tag")):
        judged.signals["stranger"] = 1 if place.name == "prefix" else 2
    elif short and "family" in judged.signals and (place.name == "prefix" or _parted(judged)):
        judged.signals["stranger"] = 1


def _leaves_hole(judged: Judged, function: frozenset[str]) -> bool:
    """Does the sentence need a word there: behind a small word that wants another, or directly before a comma?"""
    place, shown = judged.place, judged.candidate.segment.shown
    if place.name not in ("inline", "suffix") or place.spliced:
        return False
    before = shown[max(0, place.start - LONG) : place.start].rstrip().lower()
    wants = before.rpartition(" ")[2] in function
    return wants or (
        place.name == "inline" and shown[place.end : place.end + 1] in (",", ";", ".", "，", "。")
    )


def _parted(judged: Judged) -> bool:
    """Does a separator stand before a fragment at the end of a line, or does it bring brackets along?"""
    shown, start = judged.candidate.segment.shown, judged.place.start
    marks = shown[:start].rstrip()[-1:], shown[start : start + 1]
    return judged.place.name == "suffix" and (marks[0] in tuple("-—–|_,，、") or marks[1] in tuple("[【»"))


def _sewn(judged: Judged, context: Context) -> None:
    """A fragment told by its seams: how it is glued, what it is made of."""
    seam = judged.candidate.seam
    if seam is None or judged.place.quoted:
        return
    if len(context.hosts) > MANY_HOSTS and judged.candidate.segment.links_at(seam.start, seam.end):
        return  # how such an article sets its links
    barred = (
        judged.place.name == "suffix" and judged.candidate.segment.shown[: seam.start].rstrip()[-1:] == "|"
    )
    strong = 1 + seam.strong + (judged.place.name == "inline" or barred)
    judged.signals["splice"] = max(judged.signals.get("splice", 0), strong)
    judged.signals["search words"] = 1
    strange = sum(map(context.strange, judged.features))
    if strange >= 2 and 4 * (len(judged.features) - strange) <= len(judged.features):
        judged.signals["other words"] = 1


def _family(judged: Judged, context: Context) -> int:
    """In how many other segments stands a fragment that shares words with this one, and the rest has none of them?"""
    most = 1
    for feature in judged.features:
        if context.family[feature] > most and context.strange(feature):
            most = context.family[feature]
    return most - context.same[judged.folded]


def _repeated(judged: Judged, context: Context) -> bool:
    """Is the same fragment, or another of the same trade in the same kind of script, elsewhere in the article?"""
    if context.same[judged.folded] > 1:
        return True
    candidate = judged.candidate
    if candidate.told:
        return False
    if judged.trade >= 2:
        told = judged.place.name != "inline" or not judged.reads_on or judged.category in context.cut_in
        return told and context.kin[judged.category, candidate.foreign] > 1
    if candidate.foreign and judged.calls:
        return any(foreign for _, foreign in context.kin)
    return bool(candidate.reach) and candidate.segment.kind != "bullet" and context.kin["contact", False] > 1


def _words(judged: Judged, context: Context, scripts: dict[str, int]) -> None:
    candidate = judged.candidate
    if judged.trade:
        judged.signals["trade"] = judged.trade
    foreign_marks = (
        candidate.reach
        and not context.article.native & {"han", "kana"}
        and WIDE_RE.search(candidate.segment.shown)
    )
    # Latin words are at home everywhere, as names; only as an offer, or where they call, are they strange.
    numbers = sum(way.target.count(" ") for way in candidate.reach)
    few = judged.folded.count(" ") - numbers < NAME_WORDS
    named = (
        not (_offers(judged) or (judged.trade >= 2 and judged.folded.count(" ") >= OFFER_WORDS))
        and not scripts.keys() - context.article.native - {"latin"}
        and (few if candidate.reach else not _calls(candidate))
    )
    letters = sum(count * (2 if name in ("han", "kana", "hangul") else 1) for name, count in scripts.items())
    if ((candidate.foreign and not named) or foreign_marks) and (letters > 2 or candidate.reach):
        judged.signals["script"] = 2
    elif context.article.main in scripts and _other_language(candidate, context.article.language):
        judged.signals["language"] = 2
    if judged.trade >= 2 and not candidate.foreign and context.topic[judged.category] <= judged.ordinary:
        judged.signals["off-topic"] = 1


def _offers(judged: Judged) -> bool:
    """More than the name of something that is also sold: names of goods, or one with a word that calls."""
    goods = {hit.word.text for hit in judged.candidate.hits if hit.word.kind == "goods"}
    return judged.trade >= 2 and (judged.calls > 0 or len(goods) != 1)


def _calls(candidate: Candidate) -> bool:
    """Does it call to buy in Latin letters: by two words, or by one beside a price or typed like a search?"""
    words = {hit.word.text for hit in candidate.hits if hit.word.kind == "call"}
    words = {word for word in words if count_scripts(word).keys() == {"latin"}}
    measured = any(hit.word.kind == "number" and hit.word.weight for hit in candidate.hits)
    return len(words) > 1 or (len(words) == 1 and (measured or candidate.seam is not None))


def _make(judged: Judged, context: Context) -> None:
    """Name and number in one word, and fragments made of the same words elsewhere."""
    if judged.place.quoted:
        return
    if judged.candidate.foreign and BRAND_RE.search(judged.folded):
        judged.signals["brand"] = 2
    if "script" not in judged.signals and not judged.candidate.seam:
        return
    if judged.trade < 2 and judged.calls:
        judged.signals["call"] = min(2, judged.calls)
    # One shared word in a script with blanks may be chance.
    others = _family(judged, context) - (UNSPACED.search(judged.folded) is None)
    if others > 0:
        judged.signals["family"] = min(2, others)


def _other_language(candidate: Candidate, language: str) -> bool:
    """Can all of it be read in one language that is not the article's, and not all of it in the article's?"""
    if language == "ja" and is_chinese(candidate.segment.shown[candidate.start : candidate.end]):
        return True
    told = [hit.word.langs for hit in candidate.hits if hit.word.langs]
    goods = any(hit.word.kind == "goods" for hit in candidate.hits)
    words = {hit.word.text for hit in candidate.hits if hit.word.langs}
    if len(words) < 2 and not any(" " in word for word in words):
        return False  # one word may be borrowed
    if not language or not goods or all(language in langs for langs in told):
        return False
    shared = frozenset.intersection(*told) - {language}
    return bool(shared)


def _unspoken(judged: Judged, context: Context) -> bool:
    """Goods among the tags, or in what a picture is called, of which the article says nothing?"""
    said = judged.place.name == "tag" or (judged.candidate.segment.kind == "attribute" and judged.trade >= 2)
    return (
        said
        and any(hit.word.kind == "goods" for hit in judged.candidate.hits)
        and context.topic[judged.category] <= judged.ordinary
        and all(map(context.strange, judged.features))
    )


def _position(judged: Judged, context: Context) -> None:
    place, segment = judged.place, judged.candidate.segment
    if place.marker:
        judged.signals["before-marker"] = 3
    elif place.name in ("line", "prefix", "suffix", "tag"):
        judged.signals["place"] = 1
    if _is_parted(judged, context.article.language):
        judged.signals["parted"] = 1
    if _unspoken(judged, context):
        judged.signals["unspoken"] = 3
    if place.name == "tag" and len(judged.folded.split()) >= 3:
        judged.signals["long tag"] = 1
    if (
        place.spliced
        and judged.candidate.reach
        and judged.candidate.reach[0].kind in ("contact", "slang", "invite", "phone")
    ):
        judged.signals["splice"] = 2
    elif place.spliced or (place.name == "line" and _small(segment.shown, context)):
        judged.signals["splice"] = 1


def _is_parted(judged: Judged, language: str) -> bool:
    """Is it goods before a bar, or piled up before another separator, that the line needs nothing of?"""
    shown, place = judged.candidate.segment.shown, judged.place
    if place.name != "prefix" or judged.trade < 2 or judged.candidate.foreign:
        return False
    mark = shown[place.end : place.end + 3].strip()[:1]
    barred = mark in BARS and mark != "" and shown.count(mark) < ROW
    piled = mark in ("-", "–", "—", ":") and judged.calls > 0
    # Headings of a paper name their subject before a dash, paragraphs do not.
    words = judged.folded.split()
    paragraph = judged.candidate.segment.kind == "body" and "off-topic" in judged.signals
    piled &= judged.candidate.stretched or (paragraph and small_words(language).isdisjoint(words))
    return barred or piled


def _small(shown: str, context: Context) -> bool:
    """Does a line begin small and end with no mark, where few lines do?"""
    letter = next((char for char in shown if char.isalpha()), "")
    few = context.article.habits.small <= LOWER_SHARE
    return letter.islower() and shown[-1:] not in ".!?,;:" and few


def _reach(judged: Judged, context: Context) -> None:
    strange = judged.trade >= 2 or judged.candidate.seam or judged.signals.keys() & {"script", "language"}
    linked = (
        len(context.hosts) > MANY_HOSTS and judged.trade < OFFER
    )  # it sends its readers elsewhere all the time
    points = sum(
        REACH_POINTS[one.kind]
        for one in judged.candidate.reach
        if (strange or one.kind not in PLAIN_REACH) and not (linked and one.kind == "domain")
    )
    if points >= 3 and judged.lone and judged.place.name == "line":
        judged.signals["lone contact"] = 1
    if points:
        judged.signals["reach"] = min(4, points)
        if judged.category == "other":
            judged.category = "contact"
    stranger = judged.trade or judged.signals.keys() & {"script", "language"}
    for _, _, target, _, _ in judged.candidate.segment.links_at(judged.place.start, judged.place.end):
        if host_of(target) and not linked and not judged.listed and (stranger or judged.candidate.seam):
            judged.signals["link"] = 2 if context.hosts[host_of(target)] <= 3 else 1
            if judged.category == "other":
                judged.category = "link"


def _veiled(judged: Judged, context: Context) -> None:
    """Links to one outside site that no page shows: with an offer, or several and none that is shown."""
    segment = judged.candidate.segment
    host = leads_out(segment) if segment.veiled and judged.place.name == "line" else ""
    many = context.hosts[host] == context.veiled[host] >= MANY_VEILED
    if host and (judged.trade >= 2 or many):
        judged.signals["veiled"] = 3


def _look(judged: Judged, context: Context) -> None:
    segment = judged.candidate.segment
    meant = judged.trade or judged.candidate.seam or judged.candidate.reach or "script" in judged.signals
    if meant and disguised(segment.shown[judged.place.start : judged.place.end]):
        judged.signals["disguise"] = 2
    if judged.trade >= 2:
        chunks = [chunk for chunk in CHUNK_RE.split(judged.folded) if chunk.strip()]
        if len(chunks) >= 3 and max(map(len, chunks)) < 30:
            judged.signals["rhythm"] = 1
    if judged.folded in context.known:
        judged.signals["known"] = 4
