"""What the indexes know of tags, sources and months: the table of Listings, with one change laid over."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from articles.models import Listing
from articles.public import asked
from articles.public.kept_records import fragment
from articles.public.live import Extent, Live, by_kind, extents_of, load
from articles.public.records import moment
from articles.public.types import Key, Listed, Record, Rendered


def citations_of(record: Record, slug: str) -> list[tuple[dict, dict]]:
    """(claim, citation) for each use of a source in one edition."""
    return fragment("citations by source", record, _citations).get(slug, [])


def _citations(record: Record) -> dict[str, list[tuple[dict, dict]]]:
    found: dict[str, list[tuple[dict, dict]]] = {}
    for claim in record["claims"]:
        for cited in claim["citations"]:
            found.setdefault(cited["slug"], []).append((claim, cited))
    return found


def survey(live: Live, keys: Iterable[Key], *, trusting: bool = True) -> dict[Key, Listed]:
    """Lay over the indexes what these lists will be, and return what is stored of them now.

    What is stored is taken as it is where the article that changes neither stood first, last nor published last in the
    list; not `trusting`, all is read from the entries.
    """
    keys = sorted({key for key in keys if key[0] in Listing.KINDS})
    was = {(one.kind, one.key): one for one in asked.listings_of(by_kind(keys))}
    known = {key: rest for key, one in was.items() if trusting and (rest := without(live, one))}
    live.extents |= {key: Extent(one.count, one.since, one.until) for key, one in known.items()}
    if trusting:
        live.extents |= {key: Extent() for key in keys if key not in was}
    unknown = [key for key in keys if key not in known]
    extents_of(live, unknown)
    last = last_editions(live, [key for key in unknown if live.extents[key].number])
    for key in keys:
        own = live.record if key in live.keys else None
        live.listed[key] = joined(key, known.get(key) or rest_of(live, key, last.get(key)), own)
    return was


def without(live: Live, one: Listed) -> Listed | None:
    """A stored listing without the article that changes; None where that has to be looked up."""
    if (one.kind, one.key) not in live.left or live.before is None:
        return one
    first, published = (moment(live.before[name]) for name in ("first_published_at", "published_at"))
    if one.count < 3 or first in (one.since, one.until) or (published == one.at and not stays(live, one)):
        return None
    return replace(one, count=one.count - 1)


def stays(live: Live, one: Listed) -> bool:
    """Whether the article stays in the list: its new edition says what is shown then."""
    return (one.kind, one.key) in live.keys


def last_editions(live: Live, keys: Iterable[Key]) -> dict[Key, Record]:
    """The record of the other articles that was published last in each of these lists."""
    editions: dict[Key, int] = {}
    for kind, names in by_kind(keys).items():
        editions |= {(kind, name): last for name, last in asked.newest_in(kind, names, but=live.edition)}
    load(live, editions.values())
    return {key: live.read[edition] for key, edition in editions.items()}


def rest_of(live: Live, key: Key, last: Record | None) -> Listed | None:
    """What the entries of the other articles make of a list."""
    extent = live.extents[key]
    if last is None or extent.since is None or extent.until is None:
        return None
    shown = SHOWN[key[0]](last, key[1])
    return Listed(*key, extent.number, extent.since, extent.until, moment(last["published_at"]), shown)


def joined(key: Key, rest: Listed | None, own: Record | None) -> Listed | None:
    """The list with the article's own record, if it stands in it."""
    if own is None:
        return rest
    first, at = moment(own["first_published_at"]), moment(own["published_at"])
    shown = SHOWN[key[0]](own, key[1])
    if rest is None:
        return Listed(*key, 1, first, first, at, shown)
    newer = at >= rest.at
    return Listed(
        *key,
        rest.count + 1,
        min(rest.since, first),
        max(rest.until, first),
        at if newer else rest.at,
        shown if newer else rest.shown,
    )


def listed_changes(live: Live) -> Rendered:
    """What the indexes know from now on."""
    return Rendered(
        listed=tuple(one for one in live.listed.values() if one),
        unlisted=tuple(key for key, one in live.listed.items() if one is None),
    )


def tag_name(record: Record, slug: str) -> str:
    """How an edition writes a tag that it or one of its claims carries."""
    tags = [*record["tags"], *(tag for claim in record["claims"] for tag in claim["tags"])]
    return next(tag["name"] for tag in tags if tag["slug"] == slug)


def _source(record: Record, slug: str) -> dict:
    """What an edition says of a source that one of its claims cites."""
    cited = citations_of(record, slug)[-1][1]
    names = ("source", "slug", "name", "kind_label", "url", "rank_label", "reliability_label")
    return {name: cited[name] for name in names} | {"withdrawn": cited.get("withdrawn")}


SHOWN = {
    "tag": lambda record, slug: {"name": tag_name(record, slug)},
    "source": _source,
    "month": lambda record, key: {},
}


def changed(live: Live, kind: str) -> list[Listed]:
    """Those that change and are there afterwards, by age."""
    found = [one for (name, _), one in live.listed.items() if name == kind and one]
    return sorted(found, key=age)


def age(one: Listed) -> tuple[datetime, str]:
    return one.since, one.key


def most(live: Live, kind: str, limit: int | None = None) -> list[Listed]:
    """The listings of a kind that most articles stand in, at most `limit`."""
    new = [key for name, key in live.listed if name == kind]
    found = asked.listings_by_count(kind, new, limit) + changed(live, kind)
    return sorted(found, key=lambda one: (-one.count, one.key))[:limit]


class Ages:
    """All listings of a kind by age, the oldest at 0, as they will be; `was` are those that change as stored now.

    `altered` are the places whose line changes, `start` is the place from which on all have moved, None if none has.
    """

    def __init__(self, live: Live, kind: str, was: Mapping[Key, Listed]) -> None:
        new = {key: one for key, one in live.listed.items() if key[0] == kind}
        moved = [key for key, one in new.items() if _line(one) != _line(was.get(key))]
        self.kind, self.but = kind, [key for _, key in moved]
        self.number = asked.number_of_listings(kind) - sum(key in was for key in moved)
        self.own = sorted((new[key] for key in moved if new[key]), key=age)
        self.until = asked.last_arrival(kind, self.but) if moved else None
        self.places = [self._before(one) + at for at, one in enumerate(self.own)]
        self.total = self.number + len(self.own)
        self.before = self.number + sum(key in was for key in moved)
        self.altered: list[int] = []
        starts = []
        for key in moved:
            one, old = new[key], was.get(key)
            places = [self.places[self.own.index(one)]] if one else []
            if one and old and one.since == old.since:
                self.altered += places
            else:
                starts += places + ([self._place(old)] if old else [])
        self.start = min(starts, default=None)

    def _before(self, one: Listed) -> int:
        """How many of those that do not change are older."""
        if self.until is None or self.until < one.since:
            return self.number
        return self.number - asked.arrived_after(self.kind, self.but, one.since, one.key)

    def _place(self, one: Listed) -> int:
        """Where one stood."""
        return self._before(one) + sum(age(own) < age(one) for own in self.own)

    def lines(self, start: int, end: int) -> list[tuple[str, dict]]:
        """(key, what is shown) of those at these places, the oldest first."""
        own = [(one.key, one.shown) for one in self.own]
        return self._stretch(start, end, own, asked.arrivals)

    def keys(self, start: int, end: int) -> list[str]:
        """Their keys alone."""
        return self._stretch(start, end, [one.key for one in self.own], asked.arrived_keys)

    def _stretch(self, start: int, end: int, own: list, read: Callable[..., list]) -> list:
        low, high = bisect_left(self.places, start), bisect_left(self.places, end)
        # The database counts from the newest: the stretch that is asked for is mostly near it.
        newer, wanted = self.number - (end - high), (end - high) - (start - low)
        rows = read(self.kind, self.but, skip=newer, limit=wanted)[::-1]
        for at in range(low, high):
            rows.insert(self.places[at] - start, own[at])
        return rows


def _line(one: Listed | None) -> tuple | None:
    """What lists by age show of one."""
    return (one.since, one.shown) if one else None
