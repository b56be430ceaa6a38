"""Records of editions, kept in the process once they are read: they never change."""

from collections import OrderedDict
from collections.abc import Collection
from threading import Lock

from articles.models import Edition
from articles.public.types import Record

KEPT = 256  # records; about 15 MB of long articles
CHUNK = 500  # ids in one statement

_kept: OrderedDict[str, Record] = OrderedDict()  # by digest: the same record whichever database it is from
_lock = Lock()


def records_of(editions: Collection[int]) -> dict[int, Record]:
    """{edition: its record}, to be read only: others get the same one."""
    found: dict[int, Record] = {}
    for chunk in chunks(sorted(editions)):
        digests = dict(Edition.objects.filter(pk__in=chunk).values_list("pk", "digest"))
        with _lock:
            there = {digest: _kept[digest] for digest in digests.values() if digest in _kept}
            for digest in there:
                _kept.move_to_end(digest)
        missing = [pk for pk, digest in digests.items() if digest not in there]
        if missing:
            read = dict(Edition.objects.filter(pk__in=missing).values_list("pk", "record"))
            there |= {digests[pk]: record for pk, record in read.items()}
            keep({digests[pk]: record for pk, record in read.items()})
        found |= {pk: there[digest] for pk, digest in digests.items()}
    return found


def keep(records: dict[str, Record]) -> None:
    with _lock:
        _kept.update(records)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)


def chunks(items: list[int]) -> list[list[int]]:
    return [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
