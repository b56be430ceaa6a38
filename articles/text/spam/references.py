"""What an article refers to: the works of a list, the definitions of Markdown (`[words][label]`, `[label]: https://…`)."""

import re
from collections.abc import Callable
from functools import cache

WORK_RE = re.compile(r"\((?:19|20)\d\d[a-z]?\)\. ")  # the year in a list of works
LABEL = r"\[(\^?[^\[\]]{1,60})\]"
REFERRED_RE = re.compile(rf"{LABEL}(?!:)")  # a label that is not defined there
DEFINITION_RE = re.compile(rf"{LABEL}: {{0,4}}\S{{1,300}}(?: {{1,4}}[\"'(][^\"'()]{{0,200}}[\"')])?\s*")


def references_of(text: str) -> Callable[[str], bool]:
    """What tells whether a text has a reference by a label, in brackets; told when it is asked for."""
    labels = cache(lambda: frozenset(map(str.lower, REFERRED_RE.findall(text))))
    return lambda label: label.lower() in labels()


def label_defined(line: str) -> str:
    """The label that a line defines, "" where it is no definition."""
    definition = DEFINITION_RE.fullmatch(line)
    return definition[1] if definition else ""
