"""What a program can ask about its own token."""

from articles.api import schema as s
from articles.api.route import Answer, Asked, Route
from articles.permissions import PERMISSIONS, can_may

ME = s.thing(
    {
        "person": s.STRING,
        "token": s.STRING,
        "expires_at": s.TIME,
        "may": s.many(s.one_of(PERMISSIONS)),
    },
    required=("person", "token", "expires_at", "may"),
)


def me(asked: Asked) -> Answer:
    may = [name for name in PERMISSIONS if can_may(asked.person, name)]
    return 200, {
        "person": asked.person.get_username(),
        "token": str(asked.token),
        "expires_at": asked.token.expires_at.isoformat(),
        "may": may,
    }


ROUTES = (Route("GET", "me", "read-me", "use_desk", me, "Whose token this is, and what it may.", ME),)
