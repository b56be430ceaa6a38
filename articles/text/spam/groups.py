"""Fragments that may come from one campaign: the same words, or near variants of each other."""

from collections.abc import Iterable

from articles.text.spam.keys import kin_of


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
