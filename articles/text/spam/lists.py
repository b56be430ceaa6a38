"""The desk's own knowledge beside the finder's: fragments known or kept, rules switched off, editors' phrases."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from articles.text.spam.find import find_spam, folded
from articles.text.spam.phrases import Index, Phrase, find_phrases, index_of, present
from articles.text.spam.rules import KNOWN_RULE
from articles.text.spam.scripts import UNSPACED
from articles.text.types import Finding

HEAVY = 12  # a known fragment of less weight is evidence beside other evidence, nothing to look for by itself
LINK_RE = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)|<[^<>\n]{0,500}>")


@dataclass(frozen=True)
class Lists:
    """`known` and `kept` are folded words, `versions` those of rules that are not in their first one.

    Plain values, so they can be sent to other processes. Read once for many texts.
    """

    known: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    phrases: tuple[Phrase, ...] = ()
    versions: dict[str, int] = field(default_factory=dict)

    @cached_property
    def known_index(self) -> Index:
        """All known fragments: which of them a text holds is told to the finder."""
        return index_of(Phrase(words, KNOWN_RULE, "other") for words in self.known)

    @cached_property
    def sought_index(self) -> Index:
        """What is looked for by its words alone."""
        known = () if KNOWN_RULE in self.off else (words for words in self.known if weight(words) >= HEAVY)
        return index_of([*self.phrases, *(Phrase(words, KNOWN_RULE, "other") for words in known)])


NOTHING = Lists()


def weight(words: str) -> int:
    """How much a fragment's words say: its length, a sign of a script without blanks counted three times."""
    return len(words) + 2 * sum(UNSPACED.match(char) is not None for char in words)


def forms(text: str) -> set[str]:
    """The folded forms in which a fragment can be met again: as it stands, and without its links and tags."""
    plain = LINK_RE.sub(lambda match: match[1] or "", text)
    return {words for words in (folded(text), folded(plain)) if words}


def screen(text: str, *, format: str | None = None, lists: Lists = NOTHING) -> tuple[Finding, ...]:
    """What `find_spam` finds with the desk's lists beside it: findings sorted by place, without overlap.

    A fragment kept for the site is never proposed, nor what a rule that is switched off found. Phrases are found
    where the finder found nothing. Offsets are code points of `text`; no text makes it raise.
    """
    known = present(text, lists.known_index)
    found = [one for one in find_spam(text, format=format, known=known) if one.rule not in lists.off]
    found = _beside(found, find_phrases(text, lists.sought_index))
    if lists.kept:
        found = [one for one in found if not forms(text[one.start : one.end]) & lists.kept]
    return tuple(_versioned(one, lists) for one in found)


def _beside(found: list[Finding], more: Iterable[Finding]) -> list[Finding]:
    """Both in order; of `more` only what touches none of the `found`."""
    kept, i = list(found), 0
    for one in more:
        while i < len(found) and found[i].end <= one.start:
            i += 1
        if i == len(found) or one.end <= found[i].start:
            kept.append(one)
    return sorted(kept, key=lambda finding: finding.start)


def _versioned(finding: Finding, lists: Lists) -> Finding:
    version = lists.versions.get(finding.rule, finding.version)
    return finding if version == finding.version else replace(finding, version=version)
