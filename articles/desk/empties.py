"""What stands on a page of the desk instead of an empty list: what it is for, what to do next, and where.

Templates ask for it by name: {% nothing "sources" %} (templatetags/nothing.py). The words are in empties.toml; a
test opens each of them.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import reverse

from articles.permissions import can_may


@dataclass(frozen=True, slots=True)
class Empty:
    """For whom has `right`; `page` is the name of an address, `query` what follows it."""

    heading: str
    words: str
    page: str
    action: str
    query: str = ""
    right: str = "use_desk"

    @property
    def url(self) -> str:
        return reverse(f"desk:{self.page}") + self.query


# Name: the variants, of which the first counts whose right somebody has.
EMPTIES: dict[str, tuple[Empty, ...]] = {
    name: tuple(Empty(**one) for one in variants)
    for name, variants in tomllib.loads((Path(__file__).parent / "empties.toml").read_text("utf-8")).items()
}


def empty_of(name: str, person: Any) -> Empty:
    """What this person reads and can do next."""
    return next(one for one in EMPTIES[name] if can_may(person, one.right))
