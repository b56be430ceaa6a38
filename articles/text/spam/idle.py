"""Lines that fire and cannot be found for what they hold, told without a search for candidates.

Most lines of clean text that fire do so by chance: somebody asks a question and goes on, a heading has a dash. Where
their signs are plain, nothing is sewn in and no goods are offered, words of goods in them are what the article speaks
of: they count against a fragment elsewhere (so they are looked at when there is one), and are none by themselves.
"""

import re

from articles.text.spam.article import Article
from articles.text.spam.folding import CHAIN_RE, CHAINED_RE, DOTTED_RE
from articles.text.spam.masks import find_masks
from articles.text.spam.prefilter import offers
from articles.text.spam.reach import KINDS, find_reach
from articles.text.spam.seams import find_links, find_seams
from articles.text.spam.segment import Segment

# Signs that make a way to reach somebody, a tag, a word in disguise, or that folding changes.
UNUSUAL_RE = re.compile(r"[^\t !\"%&'()*+,\-./0-9:;=>?A-Z\[\]a-z|£€°À-ÖØ-öø-ÿ–—‘’“”]")


DIGIT_RE = re.compile("[0-9]")
LEET_RE = re.compile("[0-9][a-z]")
# Messengers by whatever letters `reach` knows them.
MESSENGERS_RE = re.compile(
    r"telegram|whatsapp|chat|weixin|(?<![a-z])(?:tg|wa|wx|vx|qq|line|zalo|viber|kakao|skype|v)(?![a-z])"
)


def is_idle(segment: Segment, article: Article) -> bool:
    """Has a segment no candidate but single goods in its sentences? (False says nothing.)"""
    shown = segment.shown
    if "latin" not in article.native or UNUSUAL_RE.search(shown):
        return False
    chained, lower = CHAINED_RE.search(shown), shown.lower()
    if chained and (CHAIN_RE.search(shown) or DOTTED_RE.search(shown)):
        return False
    return not (
        offers(shown)
        or find_seams(segment, article.habits)
        or find_links(segment)
        or ((chained or LEET_RE.search(lower)) and find_masks(segment, article_wide=False))
        or (_may_reach(lower) and find_reach(lower))
    )


def _may_reach(lower: str) -> bool:
    """Could there be a way to reach somebody, in letters, digits and usual marks?"""
    return any(needed.search(lower) for kind, _, needed in KINDS if kind != "contact") or (
        DIGIT_RE.search(lower) is not None and MESSENGERS_RE.search(lower) is not None
    )
