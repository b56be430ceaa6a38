"""Which slices of which lists a change touches, found from the entries."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from articles.models import Listing
from articles.public.live import Live, extents_of, older_than, stored, total
from articles.public.slices import every, touched
from articles.public.types import Key, Listed

Plan = dict[Key, set[int]]


def whole_plan(live: Live, keys: Iterable[Key]) -> Plan:
    """Every slice of these lists."""
    return {key: every(total(live, key)) for key in sorted(set(keys)) if key[0] in Listing.KINDS}


def plan_of(
    live: Live,
    keys: Iterable[Key],
    was: Mapping[Key, Listed] | None = None,
    articles: Iterable[int] = (),
    kept: Collection[Key] = (),
) -> Plan:
    """The slices of these lists that show the changed article or one of `articles`, or that move with it.

    All slices of a list that is now called otherwise than `was` says: each shows its name. Of the lists that are
    `kept`, which show nothing of the article that changes, only those.
    """
    keys = {key for key in keys if key[0] in Listing.KINDS}
    extents_of(live, keys)
    times = entered(live, keys, articles)
    plan = {}
    for key in sorted(keys):
        new, old = live.listed.get(key), (was or {}).get(key)
        renamed = new is not None and old is not None and new.shown != old.shown
        if renamed:
            plan[key] = every(total(live, key))
        elif key not in kept or key in times:
            plan[key] = slices_with(live, key, times.get(key, ()))
    return plan


def entered(live: Live, keys: Iterable[Key], articles: Iterable[int]) -> dict[Key, list[datetime]]:
    """When these other articles in these lists were first published."""
    keys, articles = set(keys), list(articles)
    found: dict[Key, list[datetime]] = {}
    if articles:
        rows = stored(live, edition__article_id__in=articles, kind__in=Listing.KINDS)
        for kind, key, first in rows.values_list("kind", "key", "first_published_at"):
            if (kind, key) in keys:
                found.setdefault((kind, key), []).append(first)
    return found


def slices_with(live: Live, key: Key, times: Iterable[datetime]) -> set[int]:
    """The slices of one list that change with the article, and those that show an article of one of these times."""
    comes, goes = key in live.keys, key in live.left
    places: set[int] = set()
    start = None
    for first in times:
        after = int(comes and live.first is not None and live.first < first)
        strict, loose = older_than(live, key, first)
        places.update(range(strict + after, loose + after + 1))
    if live.first and (comes or goes):
        strict, loose = older_than(live, key, live.first)
        if comes and goes:
            # Beside others of the very same time the newer edition stands behind them.
            places.update(range(strict, loose + 1))
        else:
            start = loose if comes else strict
    before = live.extents[key].number + goes
    return touched(places, total=total(live, key), before=before, start=start)
