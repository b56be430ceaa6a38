"""A row of the table of entry points, and what comes of it for each person.

One line for each address that takes something: the right it needs, the state in which it works with what is sent
then, and one in which it is refused to everybody. `only` are those of the people with the right for whom it works,
where a relation decides (who has the claim, whose notice it is), `but` those for whom it does not.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from articles.permissions import PERMISSIONS

ROLE_OF = {
    "anonymous": None, "outsider": None, "reporter": "reporter", "colleague": "reporter", "reviewer": "reviewer",
    "second_reviewer": "reviewer", "editor": "editor", "administrator": "administrator", "superuser": "superuser",
}  # fmt: skip
PEOPLE = tuple(ROLE_OF)
Sent = dict[str, Any] | Callable[[SimpleNamespace, Any], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """`good` and `bad` are (state, what is sent); the bad one is the same state with nothing sent unless said."""

    name: str
    right: str
    good: tuple[str, Sent]
    bad: tuple[str, Sent] | None = None
    only: Collection[str] | None = None
    but: Collection[str] = ()
    silent: bool = False  # works without an Event: nothing that has a status changes

    def refused(self) -> tuple[str, Sent]:
        return self.bad or (self.good[0], {})


def carries(who: str, right: str) -> bool:
    """Whether the table of permissions gives the right to this person."""
    role = ROLE_OF[who]
    return role is not None and (role == "superuser" or role in PERMISSIONS[right][1])


def expected(row: Row, who: str, *, good: bool) -> str:
    """login, forbidden, refused or done."""
    if who == "anonymous":
        return "login"
    if not carries(who, "use_desk") or not carries(who, row.right):
        return "forbidden"
    if not good or who in row.but or (row.only is not None and who not in row.only):
        return "refused"
    return "done"
