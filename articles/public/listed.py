"""What the indexes know of tags, sources and months: the table of Listings, with one change laid over."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from articles.models import Listing
from articles.public.live import Live, extents_of, load, total
from articles.public.records import moment
from articles.public.types import Key, Listed, Record, Rendered

FIELDS = ("kind", "key", "count", "since", "shown")


def citations_of(record: Record, slug: str) -> list[tuple[dict, dict]]:
    """(claim, citation) for each use of a source in one edition."""
    return [
        (claim, cited) for claim in record["claims"] for cited in claim["citations"] if cited["slug"] == slug
    ]


def survey(live: Live, keys: Iterable[Key]) -> dict[Key, Listed]:
    """Lay over the indexes what these lists will be, and return what is stored of them now."""
    keys = sorted({key for key in keys if key[0] in Listing.KINDS})
    extents = extents_of(live, keys)
    load(live, (extent.last for extent in extents.values() if extent.last))
    for key in keys:
        live.listed[key] = _listed(live, key)
    return stored_listings(keys)


def stored_listings(keys: Iterable[Key]) -> dict[Key, Listed]:
    names: dict[str, list[str]] = {}
    for kind, key in keys:
        names.setdefault(kind, []).append(key)
    wanted = Q(pk__in=[])
    for kind, some in names.items():
        wanted |= Q(kind=kind, key__in=some)
    rows = Listing.objects.filter(wanted).values_list(*FIELDS)
    return {(row[0], row[1]): Listed(*row) for row in rows}


def _listed(live: Live, key: Key) -> Listed | None:
    count = total(live, key)
    if not count:
        return None
    firsts = [live.extents[key].since]
    if live.record and key in live.keys:
        firsts.append(moment(live.record["first_published_at"]))
    kind, name = key
    shown = SHOWN[kind](last_in(live, key), name)
    return Listed(kind, name, count, min(filter(None, firsts)), shown)


def listed_changes(live: Live) -> Rendered:
    """What the indexes know from now on."""
    return Rendered(
        listed=tuple(one for one in live.listed.values() if one),
        unlisted=tuple(key for key, one in live.listed.items() if one is None),
    )


def last_in(live: Live, key: Key) -> Record:
    """The live record published last in a list: it knows best what is to be said of a source or tag."""
    extent = live.extents[key]
    records = [live.read[extent.last]] if extent.last else []
    if live.record and key in live.keys:
        records.append(live.record)
    return max(records, key=lambda record: moment(record["published_at"]))


def tag_name(record: Record, slug: str) -> str:
    """How an edition writes a tag that it or one of its claims carries."""
    tags = [*record["tags"], *(tag for claim in record["claims"] for tag in claim["tags"])]
    return next(tag["name"] for tag in tags if tag["slug"] == slug)


def _source(record: Record, slug: str) -> dict:
    cited = citations_of(record, slug)[-1][1]
    names = ("name", "kind_label", "rank_label")
    return {name: cited[name] for name in names} | {"withdrawn": bool(cited.get("withdrawn"))}


SHOWN = {
    "tag": lambda record, slug: {"name": tag_name(record, slug)},
    "source": _source,
    "month": lambda record, key: {},
}


def others(live: Live, kind: str) -> QuerySet[Listing]:
    """The listings of a kind that do not change."""
    changed = [key for name, key in live.listed if name == kind]
    return Listing.objects.filter(kind=kind).exclude(key__in=changed)


def changed(live: Live, kind: str) -> list[Listed]:
    """Those that change and are there afterwards, by age."""
    found = [one for (name, _), one in live.listed.items() if name == kind and one]
    return sorted(found, key=age)


def age(one: Listed) -> tuple[datetime, str]:
    return one.since, one.key


def most(live: Live, kind: str, limit: int | None = None) -> list[Listed]:
    """The listings of a kind that most articles stand in, at most `limit`."""
    rows = others(live, kind).order_by("-count", "key").values_list(*FIELDS)[:limit]
    found = [*(Listed(*row) for row in rows), *changed(live, kind)]
    return sorted(found, key=lambda one: (-one.count, one.key))[:limit]


class Ages:
    """All listings of a kind by age, the oldest at 0, as they will be; `was` are those that change as stored now.

    `lines` are the places whose line changes, `start` is the place from which on all have moved, None if none has.
    """

    def __init__(self, live: Live, kind: str, was: Mapping[Key, Listed]) -> None:
        new = {key: one for key, one in live.listed.items() if key[0] == kind}
        moved = [key for key, one in new.items() if _line(one) != _line(was.get(key))]
        stored = Listing.objects.filter(kind=kind)
        self.rows = stored.exclude(key__in=[key for _, key in moved]).order_by("since", "key")
        found = self.rows.aggregate(number=Count("id"), until=Max("since"))
        self.number, self.until = found["number"], found["until"]
        self.own = sorted((new[key] for key in moved if new[key]), key=age)
        self.places = [self._before(one) + at for at, one in enumerate(self.own)]
        self.total = self.number + len(self.own)
        self.before = self.number + sum(key in was for key in moved)
        self.lines: list[int] = []
        starts = []
        for key in moved:
            one, old = new[key], was.get(key)
            places = [self.places[self.own.index(one)]] if one else []
            if one and old and one.since == old.since:
                self.lines += places
            else:
                starts += places + ([self._place(old)] if old else [])
        self.start = min(starts, default=None)

    def _before(self, one: Listed) -> int:
        """How many of those that do not change are older."""
        if self.until is None or self.until < one.since:
            return self.number
        return self.rows.filter(Q(since__lt=one.since) | Q(since=one.since, key__lt=one.key)).count()

    def _place(self, one: Listed) -> int:
        """Where one stood."""
        return self._before(one) + sum(age(own) < age(one) for own in self.own)

    def between(self, start: int, end: int) -> list[Listed]:
        """Those at these places, the oldest first."""
        low, high = bisect_left(self.places, start), bisect_left(self.places, end)
        rows = [Listed(*row) for row in self.rows.values_list(*FIELDS)[start - low : end - high]]
        for at in range(low, high):
            rows.insert(self.places[at] - start, self.own[at])
        return rows


def _line(one: Listed | None) -> tuple | None:
    """What lists by age show of one."""
    return (one.since, one.shown) if one else None
