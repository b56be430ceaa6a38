"""Lists without an end, cut into slices of one length that are counted from the oldest entry.

The address of a list shows its newest slice: all behind the last full one, and that one too, so that it never gets
short: between LENGTH and twice that. The full ones before it stand at `older/1/`, `older/2/` and so on and stay as
they are: what goes on top of a list touches its newest slice, and with every LENGTH-th entry the two before.
Nothing here asks the database.
"""

from collections.abc import Iterable
from typing import Any

from articles.public.site import href

LENGTH = 12
NEWEST = 0  # the number of the newest slice; the others are counted from 1, the oldest


def older(total: int, length: int = LENGTH) -> int:
    """How many slices stand before the newest."""
    return max(0, total // length - 1)


def number_at(place: int, total: int, length: int = LENGTH) -> int:
    """The slice in which the entry at a place, counted from the oldest one at 0, is shown."""
    number = place // length + 1
    return number if number <= older(total, length) else NEWEST


def bounds(number: int, total: int, length: int = LENGTH) -> tuple[int, int]:
    """The places that a slice shows, from and to."""
    if number == NEWEST:
        return older(total, length) * length, total
    return (number - 1) * length, number * length


def slice_path(base: str, number: int) -> str:
    """Where a slice of the list at `base` stands."""
    return base if number == NEWEST else f"{base}older/{number}/"


def neighbours(number: int, total: int, length: int = LENGTH) -> tuple[int | None, int | None]:
    """(the newer slice, the older one); None where there is none."""
    count = older(total, length)
    if number == NEWEST:
        return None, count or None
    return (number + 1 if number < count else NEWEST), (number - 1 or None)


def touched(
    places: Iterable[int], *, total: int, before: int, start: int | None = None, length: int = LENGTH
) -> set[int]:
    """The numbers of slices to render again: those that show one of `places`; when entries came or went at `start`
    or behind it, all from there on; and those whose neighbours changed with the length of the list.
    """
    if not total:
        return set()
    now, then = older(total, length), older(before, length)
    found = {number_at(place, total, length) for place in places}
    if start is not None:
        found |= {NEWEST, *range(start // length + 1, now + 1)}
    if now != then:
        found |= {NEWEST, *range(max(1, min(now, then)), now + 1)}
    return found


def every(total: int, length: int = LENGTH) -> set[int]:
    """The numbers of all slices."""
    return {NEWEST, *range(1, older(total, length) + 1)} if total else set()


def dropped(*, total: int, before: int, length: int = LENGTH) -> range:
    """The numbers of slices that are not there any more."""
    return range(older(total, length) + 1, older(before, length) + 1)


def described(base: str, number: int, total: int, length: int = LENGTH) -> dict[str, Any]:
    """A slice as templates take it: path, number, and the addresses of the newer and the older one, if any."""
    newer, before = neighbours(number, total, length)
    return {
        "path": slice_path(base, number),
        "number": number,
        "newer": "" if newer is None else href(slice_path(base, newer)),
        "older": "" if before is None else href(slice_path(base, before)),
    }
