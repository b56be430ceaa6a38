"""The key under which a fragment is remembered, and which fragments are near variants of each other: one campaign."""

import hashlib
import re
from collections.abc import Iterable

from articles.text.spam.find import folded
from articles.text.spam.reach import find_reach
from articles.text.spam.scripts import UNSPACED

KEY_LENGTH = 400
_DIGEST = 64
_NOT_SHAPE = re.compile(r"[\d\s_.,:;|/+-]+")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/\s]{1,160})(/[^/?#\s]{1,60})?")
# On these many people share one host: what follows it tells them apart.
_SHARED = """t.me telegram.me wa.me line.me discord.gg bit.ly tinyurl.com goo.gl youtube.com youtu.be facebook.com
 instagram.com tiktok.com twitter.com x.com medium.com github.com sites.google.com docs.google.com"""
SHARED_HOSTS = frozenset(_SHARED.split())


def key_of(text: str) -> str:
    """The folded words, at most 400 characters: longer ones are cut and end in their SHA-256. "" where none is left."""
    words = folded(text)
    if len(words) <= KEY_LENGTH:
        return words
    return words[: KEY_LENGTH - _DIGEST] + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def kin_of(key: str) -> set[str]:
    """What a fragment shares with its variants: its words without digits and marks, and its outside hosts and handles.

    Takes a key. Two fragments with one of these in common are near variants. Words that say too little are no kin.
    """
    shape = _NOT_SHAPE.sub("", key)
    found = {f"words {shape}"} if len(shape) + 2 * len(UNSPACED.findall(shape)) >= 6 else set()
    for way in find_reach(key):
        if way.kind in ("contact", "handle"):
            found.add(f"{way.kind} {way.target}")
        elif way.kind == "phone":
            found.add("phone " + "".join(filter(str.isdigit, way.target)))
        elif match := _HOST.match(way.target):
            found.add(f"site {match[1]}{match[2] or ''}" if match[1] in SHARED_HOSTS else f"site {match[1]}")
    return found


def groups_of(keys: Iterable[str]) -> list[tuple[str, ...]]:
    """The keys in groups that have a word shape, an outside site or a handle in common, through others too.

    Takes keys (`key_of`); returns each once, groups and keys in the order given. Near linear.
    """
    parent: dict[str, str] = {}
    first: dict[str, str] = {}
    for key in keys:
        parent.setdefault(key, key)
        for trait in kin_of(key):
            _join(parent, first.setdefault(trait, key), key)
    found: dict[str, list[str]] = {}
    for key in parent:
        found.setdefault(_root(parent, key), []).append(key)
    return [tuple(group) for group in found.values()]


def _root(parent: dict[str, str], key: str) -> str:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def _join(parent: dict[str, str], one: str, other: str) -> None:
    parent[_root(parent, other)] = _root(parent, one)
