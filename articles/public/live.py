"""What is live: records by the lists they stand in, read from entries, with one article's change laid over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from articles.enums import CorrectionKind
from articles.models import Correction, Edition, EditionEntry
from articles.public.marks import marked, retractions
from articles.public.records import moment
from articles.public.types import Answered, Record, Retraction
from articles.public.write import entries_of

CHUNK = 500  # ids in one statement


@dataclass(slots=True)
class Live:
    """The public site as it will be: the database's entries, those of `article` replaced by `record`."""

    article: int | None = None
    record: Record | None = None
    read: dict[int, Record] = field(default_factory=dict)  # by edition id, so that each is read once
    retracted: Mapping[str, Retraction] = field(default_factory=retractions)
    answer: Answered | None = None  # an objection's, which is being given now

    def __post_init__(self) -> None:
        self.record = marked(self.record, self.retracted) if self.record else None

    @property
    def keys(self) -> set[tuple[str, str]]:
        return set(entries_of(self.record)) if self.record else set()


def stored(live: Live, **where: object) -> QuerySet[EditionEntry]:
    """Entries of the other articles."""
    entries = EditionEntry.objects.filter(**where)
    return entries if live.article is None else entries.exclude(edition__article_id=live.article)


def load(live: Live, editions: Iterable[int]) -> None:
    """Read the records that are not there yet, in chunks."""
    missing = sorted(set(editions) - live.read.keys())
    for start in range(0, len(missing), CHUNK):
        chunk = missing[start : start + CHUNK]
        rows = Edition.objects.filter(pk__in=chunk).values_list("pk", "record")
        live.read.update((pk, marked(record, live.retracted)) for pk, record in rows)


def merged(live: Live, key: tuple[str, str], editions: list[int], limit: int | None) -> list[Record]:
    """Records newest first, the changed article's own put in its place."""
    records = [live.read[edition] for edition in editions]
    if live.record and key in live.keys:
        records.insert(0, live.record)
        records.sort(key=lambda record: moment(record["first_published_at"]), reverse=True)
    return records[:limit]


def newest(
    live: Live, kind: str, key: str = "", *, limit: int | None = None, since: datetime | None = None
) -> list[Record]:
    """Records of one list, newest first; with `since` only those first published then or later."""
    entries = stored(live, kind=kind, key=key).order_by("-first_published_at", "-edition_id")
    if since:
        entries = entries.filter(first_published_at__gte=since)
    editions = list(entries.values_list("edition_id", flat=True)[:limit])
    load(live, editions)
    records = merged(live, (kind, key), editions, limit)
    return [record for record in records if since is None or moment(record["first_published_at"]) >= since]


def latest(live: Live, *, limit: int) -> list[Record]:
    """The live records published last, the last first; an article that was corrected counts as published then."""
    entries = stored(live, kind="front").order_by("-edition__published_at", "-edition_id")
    editions = list(entries.values_list("edition_id", flat=True)[:limit])
    load(live, editions)
    records = [*filter(None, [live.record]), *(live.read[edition] for edition in editions)]
    return sorted(records, key=lambda record: moment(record["published_at"]), reverse=True)[:limit]


def carrying(
    live: Live, keys: Iterable[tuple[str, str]], *, limit: int
) -> dict[tuple[str, str], list[Record]]:
    """For each key the newest records that stand in it; keys that nothing stands in get an empty list.

    Three queries at most, however many keys there are, and one more for each 500 records.
    """
    wanted: dict[str, list[str]] = {}
    for kind, key in sorted(set(keys)):
        wanted.setdefault(kind, []).append(key)
    found: dict[tuple[str, str], list[int]] = {(kind, key): [] for kind in wanted for key in wanted[kind]}
    for kind, names in wanted.items():
        place = Window(
            RowNumber(),
            partition_by=F("key"),
            order_by=[F("first_published_at").desc(), F("edition_id").desc()],
        )
        rows = stored(live, kind=kind, key__in=names).annotate(place=place).filter(place__lte=limit)
        for key, edition in rows.order_by("key", "place").values_list("key", "edition_id"):
            found[kind, key].append(edition)
    load(live, (edition for editions in found.values() for edition in editions))
    return {key: merged(live, key, editions, limit) for key, editions in found.items()}


def counted(live: Live, kind: str) -> dict[str, int]:
    """How many live editions stand under each key of a kind."""
    rows = stored(live, kind=kind).order_by("key").values_list("key").annotate(number=Count("id"))
    counts = dict(rows)
    for _, key in (entry for entry in live.keys if entry[0] == kind):
        counts[key] = counts.get(key, 0) + 1
    return counts


def examples(live: Live, kind: str) -> dict[str, Record]:
    """For each key of a kind the record of the newest edition in it: there its name is read."""
    rows = stored(live, kind=kind).order_by("key").values_list("key").annotate(edition=Max("edition_id"))
    editions = dict(rows)
    load(live, editions.values())
    found = {key: live.read[edition] for key, edition in editions.items()}
    return found | {key: live.record for name, key in live.keys if name == kind and live.record}


def corrections(live: Live, *, limit: int) -> list[tuple[dict, str, Record | None]]:
    """(note, slug, live record) of the newest notes; the record is None for a retraction of what is off.

    Notes of live articles come from their live records. Of an article that is off only a retraction counts:
    other notes could quote the text that was taken away.
    """
    later = Edition.objects.filter(
        article=OuterRef("edition__article"), number__gt=OuterRef("edition__number")
    )
    rows = list(
        Correction.objects.exclude(edition__article_id=live.article or 0)
        .order_by("-created_at", "-id")
        .values_list("edition__article_id", "edition__slug", "kind", "note", "created_at", Exists(later))[
            :limit
        ]
    )
    entries = stored(live, kind="front", edition__article_id__in={row[0] for row in rows})
    editions = dict(entries.values_list("edition__article_id", "edition_id"))
    load(live, editions.values())
    found = [
        (note, record["slug"], record)
        for record in [*(live.read[edition] for edition in editions.values()), *filter(None, [live.record])]
        for note in record["corrections"]
    ]
    for article, slug, kind, note, at, again in rows:
        if article not in editions and kind == CorrectionKind.RETRACTION and not again:
            found.append((retraction(note=note, at=at.isoformat()), slug, None))
    return found


def retraction(*, note: str, at: str) -> dict:
    """The note of a retraction, in the shape of a record's corrections."""
    kind = CorrectionKind.RETRACTION
    return {"kind": kind.value, "kind_label": kind.label, "note": note, "at": at}
