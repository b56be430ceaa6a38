"""What of a line is in the article's own scripts."""

import re

from articles.text.spam.article import CASED, Article, function_words, language_of
from articles.text.spam.folding import fold
from articles.text.spam.pieces import UNSPACED_NAMES
from articles.text.spam.scripts import count_scripts, tokens_of

NATIVE_END, NATIVE_SIGNS = 7, 3  # characters at an end of a line, and how many of its own script tell
HEAD_RE = re.compile(r"(\w{1,8})[ \u3000][-—–|][ \u3000]")  # a short word and a dash behind it
FEWEST_WORDS, MARKED = 5, 0.2  # words of a line, the share of them with letters that English has not
CHINESE = 2  # simplified signs that Japanese does not write
EDGES = ",.;:!?()[]\"'“”«»„"  # marks at a word


def native_end(text: str, article: Article) -> bool:
    """Does a text begin or end with signs of the article's script, where that script has no blanks?"""
    if article.main not in UNSPACED_NAMES:
        return False
    ends = text[:NATIVE_END], text[-NATIVE_END:]
    own = article.native & UNSPACED_NAMES
    head = HEAD_RE.match(text)
    if head and (counts := count_scripts(head[1])) and counts.keys() <= own:
        return True
    return any(sum(count_scripts(end).get(name, 0) for name in own) >= NATIVE_SIGNS for end in ends)


def native_words(shown: str, article: Article) -> bool:
    """Does a line begin or end with words of the article, from a capital or a number on?"""
    if article.main not in CASED:
        return False
    words = [word.strip(EDGES) for word in shown.split() if any(map(str.isalnum, word))]
    own = [not count_scripts(word).keys() - article.native for word in words]
    if False not in own:
        return False
    head, tail = words[: own.index(False)], words[len(own) - own[::-1].index(False) :]
    while tail and not (tail[0][0].isupper() or tail[0][0].isdigit()):
        tail.pop(0)
    if head and not (head[0][0].isupper() or head[0][0].isdigit()):
        head = []
    return any(
        word.isalpha() and len(word) >= NATIVE_SIGNS and not word[1:].isupper() for word in [*head, *tail]
    )


def foreign_share(text: str, article: Article) -> float:
    """The share of the letters of a text that are in scripts which its article does not use."""
    if "latin" in article.native and text.isascii():
        return 0.0
    counts = count_scripts(text)
    total = sum(counts.values())
    return (
        sum(count for name, count in counts.items() if name not in article.native) / total if total else 0.0
    )


def is_other_language(shown: str, language: str) -> bool:
    """Has a line several small words of another language, or marks on its letters in English, and none of its own?"""
    own, tokens = function_words(language), tokens_of(fold(shown).text)
    words = [token.decode("utf-8", "replace") for token in tokens]
    if not own or len(words) < FEWEST_WORDS or not own.isdisjoint(words):
        return False
    marked = sum(word.isalpha() and not word.isascii() for word in words)
    return (language == "en" and marked >= MARKED * len(words)) or language_of(tokens) not in ("", language)


def is_chinese(words: str) -> bool:
    """Has it signs that the encoding of Japanese has not and that of simplified Chinese has?"""
    if len(words) < CHINESE:
        return False
    other = [sign for sign in words if sign >= "\u3400" and not _encodes(sign, "cp932")]
    return len(other) >= CHINESE and all(_encodes(sign, "gb2312") for sign in other)


def _encodes(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
