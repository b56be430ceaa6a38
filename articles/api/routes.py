"""All routes in one table: the addresses, the checks and the document are made from it."""

from articles.api import articles, claims, findings, own, reviews, sources
from articles.api.route import Route

ROUTES: tuple[Route, ...] = (
    *own.ROUTES, *articles.ROUTES, *findings.ROUTES, *claims.ROUTES, *reviews.ROUTES, *sources.ROUTES,
)  # fmt: skip


def by_path() -> dict[str, dict[str, Route]]:
    """{path: {method: its route}}, in the order of the table."""
    found: dict[str, dict[str, Route]] = {}
    for route in ROUTES:
        found.setdefault(route.path, {})[route.method] = route
    return found
