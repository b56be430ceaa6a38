"""From evidence to two grades: sure, or worth a look."""

import re

from articles.text.spam.article import sentence
from articles.text.spam.candidate import PLAIN_REACH
from articles.text.spam.context import Judged
from articles.text.spam.scripts import UNSPACED

SURE, ASK = 6, 5
LISTED_RE = re.compile("[,،、]")  # what a sentence names one after the other
SHORT = 40  # characters; paragraphs about one thing share words
SEVERAL = 2  # words of a kind
ALL = 0.8  # of the characters of a fragment
FULL = 5  # points of a whole offer
BESIDES = frozenset(
    (
        "repeat",
        "language",
        "reach",
        "link",
        "disguise",
        "known",
        "rhythm",
        "family",
        "long tag",
        "unspoken",
        "parted",
    )
)
# Kinds that are one piece of evidence seen twice.
KIN = {
    "splice": "place",
    "parted": "place",
    "before-marker": "place",
    "off-topic": "trade",
    "link": "reach",
    "long tag": "place",
    "search words": "place",
    "call": "trade",
    "unspoken": "off-topic",
    "other words": "off-topic",
    "promises": "trade",
    "lone contact": "reach",
    "stranger": "script",
}


# Doubts with which nothing is sure, whatever its points.
DENYING = frozenset(
    (
        "code",
        "topic",
        "explained",
        "declared",
        "directory",
        "edge",
        "list",
        "subject",
        "introduced",
        "style",
        "reference",
    )
)

# What every line of an article may have that names a trade and says whom to ask: a notice, a price list.
USUAL = frozenset(
    (
        "place",
        "trade",
        "off-topic",
        "reach",
        "lone contact",
        "call",
        "other words",
        "promises",
        "rhythm",
        "long tag",
        "unspoken",
    )
)

# The same in another script: what is written on a sign, how somebody abroad is reached.
FOREIGN = USUAL - {"long tag", "unspoken"} | {"script", "stranger", "language"}

# What tells a fragment from the line that it begins or ends.
SEWN = frozenset(("script", "splice", "reach", "link", "disguise", "known", "before-marker", "rhythm"))


# What tells a fragment from the sentence around it.
CUT_IN = frozenset(("script", "splice", "reach", "disguise", "known"))


def is_sure(judged: Judged) -> bool:
    """Enough points from at least two independent kinds of evidence, and nothing that speaks for a quotation."""
    points = judged.total - judged.signals.get("unspoken", 0)
    if points < SURE or judged.place.quoted or judged.candidate.told or judged.doubts.keys() & DENYING:
        return False
    kinds = {KIN.get(name, name) for name in judged.signals}
    return len(kinds) >= 2 and not _reads_on(judged) and not _may_be_told(judged) and _is_strong(judged)


def _reads_on(judged: Judged) -> bool:
    """May the line, or a part of the fragment, be the article's: nothing tells where it was cut open?"""
    name, signals, stretched = judged.place.name, judged.signals.keys(), judged.candidate.stretched
    if name in ("prefix", "suffix"):  # the line begins or ends with it and reads on
        open_ = not judged.place.spliced and not signals & SEWN and not _full_offer(judged)
    elif name == "inline":
        open_ = not _full_offer(judged) and not signals & CUT_IN
    else:  # some of its words may be the article's
        open_ = name == "line" and stretched and not signals & SEWN - {"rhythm"}
    # A link with a word of a trade among others may lead to another article.
    return open_ or (stretched and signals & SEWN == {"link"} and judged.trade < FULL - 1)


def _may_be_told(judged: Judged) -> bool:
    """Could an article say all of it: a paragraph, a notice with a telephone, a sign, one word of a trade?"""
    signals = judged.signals.keys()
    pitch = signals & {"other words", "promises"} and judged.candidate.seam is None
    if pitch and (judged.trade < 4 or "language" not in signals):
        return True  # a paragraph of the article's own language
    if signals <= USUAL and not _sells(judged):
        return True  # words of a trade and a telephone, in the article's own language
    if signals <= FOREIGN and not (_names_goods(judged) or _is_all_reach(judged)):
        return True  # words of another script that call or tell whom to ask, and sell nothing
    return _one_word(judged) and not signals & {"reach", "link", "disguise", "known"}


def _is_strong(judged: Judged) -> bool:
    """Is there one of the kinds of evidence without which all others are chance?"""
    signals, candidate = judged.signals, judged.candidate
    spoken, calls = sentence(judged.folded), signals.get("call", 0)
    return bool(
        judged.trade >= 2
        or (judged.trade and candidate.seam and candidate.seam.masked)
        or (signals.get("reach", 0) >= 2 and _beckons(judged))
        or signals.keys() & {"known", "brand"}
        or ("before-marker" in signals and (candidate.foreign or judged.trade))
        or (not spoken and _of_a_family(judged))
        or (calls and not spoken and signals.keys() & {"stranger", "link", "disguise"})
        or (calls > 1 and "script" in signals and candidate.seam)
    )


def _of_a_family(judged: Judged) -> bool:
    """Are there several fragments of the same words, and is it glued to its line or calls?"""
    glued = judged.place.name == "prefix" and judged.place.spliced
    return (
        judged.signals.get("family", 0) > 1
        and len(judged.folded) <= SHORT
        and bool(glued or judged.calls or judged.trade)
    )


def _beckons(judged: Judged) -> bool:
    """Is there more than an address, a handle or a telephone, which genuine text is full of?"""
    told = judged.trade or judged.signals.keys() & {"script", "language", "disguise", "lone contact"}
    return bool(told) or any(one.kind not in PLAIN_REACH for one in judged.candidate.reach)


def _sells(judged: Judged) -> bool:
    """Is it, by its words alone, an offer with a way to get it: several goods of one trade, several calls?"""
    goods = {
        hit.word.text
        for hit in judged.candidate.hits
        if hit.word.kind == "goods" and hit.word.category == judged.category
    }
    return bool(judged.candidate.reach) and len(goods) >= SEVERAL and judged.calls >= SEVERAL


def _names_goods(judged: Judged) -> bool:
    """Does it name goods by more than one word?"""
    hits = judged.candidate.hits
    return len({hit.word.text for hit in hits if hit.word.kind in ("goods", "city")}) >= SEVERAL


def _is_all_reach(judged: Judged) -> bool:
    """Is it nothing but several ways to reach somebody, or one by a name that hides the messenger?"""
    reach = judged.candidate.reach
    length = sum(way.end - way.start for way in reach)
    hidden = any(way.kind == "slang" for way in reach)
    return hidden or (len(reach) >= SEVERAL and length >= ALL * len(judged.folded))


def _full_offer(judged: Judged) -> bool:
    """Goods with what makes an offer of them, in words that the article has nowhere but in such fragments."""
    return judged.trade >= 4 and judged.calls > 0 and "repeat" in judged.signals and not judged.doubts


def _one_word(judged: Judged) -> bool:
    """Is the fragment one word of a trade and no more? A word alone is a word, not an offer."""
    words = {
        hit.word.text: hit.word for hit in judged.candidate.hits if hit.word.kind not in ("glue", "number")
    }
    count = sum(
        2 if word.weight > 2 or " " in word.text or (word.kind == "city" and word.weight > 1) else 1
        for word in words.values()
    )
    long = UNSPACED.search(judged.folded) is not None and len(judged.folded) > 4
    more = "script" in judged.signals and len(judged.folded.split()) > 1
    return count < 2 and not more and not long


def is_ask(judged: Judged) -> bool:
    """Worth a look."""
    inline = judged.place.name == "inline"
    full = judged.trade >= FULL - (judged.calls > 0 and not (inline and judged.spoken))
    besides = judged.signals.keys() & BESIDES
    if inline and LISTED_RE.search(judged.folded):
        full, besides = False, besides - {"rhythm", "repeat"}
    figures = sum(hit.word.kind == "number" for hit in judged.candidate.hits)
    if figures > 1 and not judged.candidate.reach and _one_word(judged):
        return False  # one word of a trade among figures: a score, a price list
    if judged.reads_on and not (full and (judged.calls or not inline)) and not besides:
        return False  # words of a trade in a sentence, and nothing else
    return judged.total >= ASK and len(judged.signals) >= 2 and "code" not in judged.doubts
