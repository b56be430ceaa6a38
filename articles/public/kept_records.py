"""Records of editions, kept in the process once they are read, with what was made of each: an edition never changes."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from articles.public import asked
from articles.public.site import site
from articles.public.types import Record
from articles.text.canonical import canonical

KEPT = 256  # records; about 15 MB of long articles, 25 with the pages of their texts
CHUNK = 500  # ids in one statement


@dataclass(slots=True)
class Kept:
    """A record with the fragments that were made of it, by name."""

    record: Record
    made: dict[tuple, Any] = field(default_factory=dict)


_kept: OrderedDict[str, Kept] = OrderedDict()  # by digest: the same record whichever database it is from
_by_id: dict[int, Kept] = {}  # the same ones by the identity of the record
_lock = Lock()


def records_of(editions: Collection[int]) -> dict[int, Record]:
    """{edition: its record}, to be read only: others get the same one."""
    found: dict[int, Record] = {}
    wanted = sorted(editions)
    for start in range(0, len(wanted), CHUNK):
        digests = asked.digests_of(wanted[start : start + CHUNK])
        with _lock:
            there = {digest: _kept[digest].record for digest in digests.values() if digest in _kept}
            for digest in there:
                _kept.move_to_end(digest)
        missing = [pk for pk, digest in digests.items() if digest not in there]
        if missing:
            new = asked.read_records(missing)
            there |= new
            with _lock:
                _keep(new)
        found |= {pk: there[digest] for pk, digest in digests.items()}
    return found


def kept(record: Record) -> Record:
    """The record of a new edition as the next publication will read it: the one that is kept."""
    digest = hashlib.sha256(canonical(record)).hexdigest()
    with _lock:
        _keep({digest: record})
        _kept.move_to_end(digest)
        return _kept[digest].record


def _keep(records: dict[str, Record]) -> None:
    for digest, record in records.items():
        if digest not in _kept:
            _kept[digest] = _by_id[id(record)] = Kept(record)
    while len(_kept) > KEPT:
        _, old = _kept.popitem(last=False)
        del _by_id[id(old.record)]


def fragment(name: str, record: Record, make: Callable[[Record], Any]) -> Any:
    """What `make` gives for a record: made once for one that is kept, unless templates may change meanwhile.

    It may depend on the record and the site's settings alone, and is to be read only.
    """
    kept = _by_id.get(id(record))
    if kept is None or kept.record is not record:
        return make(record)
    here = site()
    if here["debug"]:
        return make(record)
    key = (name, here["url"], here["zone"])
    if key not in kept.made:
        kept.made[key] = make(record)
    return kept.made[key]
