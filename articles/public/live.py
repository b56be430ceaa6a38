"""What is live: records by the lists they stand in, read from entries, with one article's change laid over."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from articles.models import EditionEntry
from articles.public import asked
from articles.public.kept_records import kept, records_of
from articles.public.marks import marked, retractions
from articles.public.records import moment
from articles.public.slices import LENGTH, NEWEST, bounds
from articles.public.types import Answered, Key, Listed, Record, Retraction
from articles.public.write import entries_of

CHUNK = 500  # keys in one statement
FRONT = ("front", "")
ON_FRONT = 30
LATEST = 12
CARRIERS = 100  # editions of one claim that are looked at and that its page names, the newest


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a list goes without the changed article."""

    number: int = 0
    since: datetime | None = None
    until: datetime | None = None


@dataclass(slots=True)
class Live:
    """The public site as it will be: the database's entries, those of `article` replaced by `record`.

    `before` is the record that is replaced. `listed` is what the indexes will know of lists that change, None of those
    that nothing stands in any more; `survey` of `listed.py` fills it in, and `extents`.
    """

    article: int | None = None
    record: Record | None = None
    before: Record | None = None
    edition: int = 0  # the edition of `before`, whose entries do not count; 0 without one
    read: dict[int, Record] = field(default_factory=dict)  # by edition id
    retracted: Mapping[str, Retraction] = field(default_factory=retractions)
    answer: Answered | None = None  # an objection's, which is being given now
    extents: dict[Key, Extent] = field(default_factory=dict)
    listed: dict[Key, Listed | None] = field(default_factory=dict)
    newest: list[Record] | None = None  # see `front`
    latest: list[Record] | None = None
    carriers: dict[Key, list[Record]] = field(default_factory=dict)  # of claims, see `carriers_of`
    keys: frozenset[Key] = frozenset()  # that the article will stand in
    left: frozenset[Key] = frozenset()  # that it stands in until then

    def __post_init__(self) -> None:
        self.record = marked(kept(self.record), self.retracted) if self.record else None
        self.keys = frozenset(entries_of(self.record)) if self.record else frozenset()
        self.left = frozenset(entries_of(self.before)) if self.before else frozenset()
        if self.article is not None:
            self.edition = asked.live_edition(self.article)

    @property
    def first(self) -> datetime | None:
        """When the changed article was first published."""
        record = self.record or self.before
        return moment(record["first_published_at"]) if record else None


def stored(live: Live, **where: object) -> QuerySet[EditionEntry]:
    """Entries of the other articles."""
    entries = EditionEntry.objects.filter(**where)
    return entries.exclude(edition_id=live.edition) if live.edition else entries


def load(live: Live, editions: Iterable[int]) -> None:
    """Read the records that are not there yet."""
    missing = set(editions) - live.read.keys()
    if missing:
        found = records_of(missing)
        live.read.update((pk, marked(record, live.retracted)) for pk, record in found.items())


def merged(live: Live, key: Key, editions: list[int], limit: int | None) -> list[Record]:
    """Records newest first, the changed article's own put in its place."""
    records = [live.read[edition] for edition in editions]
    if live.record and key in live.keys:
        records.insert(0, live.record)
        records.sort(key=lambda record: moment(record["first_published_at"]), reverse=True)
    return records[:limit]


def front(live: Live) -> list[Record]:
    """The newest live records; read once."""
    if live.newest is None:
        editions = asked.editions_in(FRONT, but=live.edition, limit=ON_FRONT)
        load(live, editions)
        live.newest = merged(live, FRONT, editions, ON_FRONT)
    return live.newest


def since(live: Live, begin: datetime, *, limit: int) -> list[Record]:
    """The live records first published then or later, newest first."""
    records = front(live)
    if len(records) == ON_FRONT and moment(records[-1]["first_published_at"]) >= begin:
        entries = stored(live, kind="front", first_published_at__gte=begin)
        entries = entries.order_by("-first_published_at", "-edition_id")
        editions = list(entries.values_list("edition_id", flat=True)[:limit])
        load(live, editions)
        records = merged(live, FRONT, editions, limit)
    return [record for record in records if moment(record["first_published_at"]) >= begin]


def latest(live: Live) -> list[Record]:
    """The live records published last, the last first; an article that was corrected counts as published then. Read
    once.
    """
    if live.latest is None:
        found = asked.published_last(but=live.edition, limit=LATEST)
        load(live, found)
        records = [*filter(None, [live.record]), *(live.read[edition] for edition in found)]
        records.sort(key=lambda record: moment(record["published_at"]), reverse=True)
        live.latest = records[:LATEST]
    return live.latest


def by_kind(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, key in sorted(set(keys)):
        found.setdefault(kind, []).append(key)
    return found


def carrying(live: Live, keys: Iterable[Key], *, limit: int) -> dict[Key, list[Record]]:
    """For each key the newest records that stand in it; keys that nothing stands in get an empty list.

    One query for each kind, and one for each list that `extents` knows to be longer than `limit`.
    """
    keys = set(keys)
    found: dict[Key, list[int]] = {key: [] for key in sorted(keys)}
    long = {key for key in keys if key in live.extents and live.extents[key].number > limit}
    for kind, names in by_kind(keys - long).items():
        for start in range(0, len(names), CHUNK):
            for key, edition in asked.editions_by_key(kind, names[start : start + CHUNK], but=live.edition):
                found[kind, key].append(edition)
    for key in long:
        found[key] = asked.editions_in(key, but=live.edition, limit=limit)
    found = {key: editions[:limit] for key, editions in found.items()}
    load(live, (edition for editions in found.values() for edition in editions))
    return {key: merged(live, key, editions, limit) for key, editions in found.items()}


def carriers_of(live: Live, claims: Iterable[str]) -> dict[Key, list[Record]]:
    """The newest live records that carry each of these claims; asked once for lists, pages and feed."""
    keys = {("claim", claim) for claim in claims}
    live.carriers |= carrying(live, keys - live.carriers.keys(), limit=CARRIERS)
    return {key: live.carriers[key] for key in keys}


def extents_of(live: Live, keys: Iterable[Key]) -> dict[Key, Extent]:
    """How far each of these lists goes without the changed article; read once."""
    keys = set(keys)
    for kind, names in by_kind(keys - live.extents.keys()).items():
        live.extents |= {(kind, name): Extent() for name in names}
        rows = asked.extents(kind, names, but=live.edition)
        live.extents |= {(kind, name): Extent(*row) for name, *row in rows}
    return {key: live.extents[key] for key in keys}


def extent_of(live: Live, key: Key) -> Extent:
    """How far one list goes."""
    return live.extents.get(key) or extents_of(live, [key])[key]


def total(live: Live, key: Key) -> int:
    """How many articles will stand in a list."""
    return extent_of(live, key).number + (key in live.keys)


def older_than(live: Live, key: Key, first: datetime) -> tuple[int, int]:
    """How many of the other articles in a list are older, and how many older or of the very same time.

    Counts those that are newer: mostly it is about the newest.
    """
    extent = extent_of(live, key)
    if extent.until is None or extent.until < first:
        return extent.number, extent.number
    newer, same = asked.newer_than(key, first, but=live.edition)
    return extent.number - newer - same, extent.number - newer


def cut(live: Live, wanted: Mapping[Key, Collection[int]]) -> dict[tuple[Key, int], list[Record]]:
    """The records of slices, newest first, by list and number.

    The newest slices take one query for each kind and one for each long list, an older one takes one each.
    """
    extents_of(live, wanted)
    top = carrying(live, [key for key, numbers in wanted.items() if NEWEST in numbers], limit=2 * LENGTH)
    found: dict[tuple[Key, int], list[Record]] = {}
    for key, numbers in wanted.items():
        for number in numbers:
            start, end = bounds(number, total(live, key))
            found[key, number] = (
                top[key][: end - start] if number == NEWEST else between(live, key, start, end)
            )
    return found


def between(live: Live, key: Key, start: int, end: int) -> list[Record]:
    """The records at these places of a list, counted from the oldest; newest first."""
    number = total(live, key)
    if key == FRONT and number - start <= len(front(live)):
        return front(live)[number - end : number - start]
    inside = key in live.keys
    own = older_than(live, key, live.first)[1] if inside and live.first else end
    others = live.extents[key].number
    low, high = others - start + (own < start), others - end + (own < end)
    # The database counts from the newest: the stretch that is asked for is mostly near it.
    editions = asked.editions_in(key, but=live.edition, limit=low - high, skip=high)
    load(live, editions)
    records = [live.read[edition] for edition in editions]
    if live.record and inside and start <= own < end:
        records.insert(end - 1 - own, live.record)
    return records
