"""The pages of lists: claims, and the slices of sources, tags and months."""

from collections.abc import Iterable, Mapping
from typing import Any

from articles.public.claim_page import claim_page
from articles.public.claims_on import KINDS, claims_in, claims_on
from articles.public.gone_page import gone_entry
from articles.public.listings import month_page, tag_page
from articles.public.live import Live, carriers_of, cut, total
from articles.public.plan import Plan
from articles.public.searchable import claim_found, source_found
from articles.public.site import entry_path, href
from articles.public.slices import NEWEST, described, dropped, slice_path
from articles.public.source_page import source_page
from articles.public.types import Key, PageBytes, Record, Rendered
from articles.public.write import moved

# How the slices of lists are rendered.
SLICE_PAGES = {"tag": tag_page, "source": source_page, "month": month_page}


def entry_pages(
    live: Live,
    claims: Iterable[str],
    plan: Plan,
    objections: Mapping[str, list[dict]],
    *,
    merged_tags: Mapping[str, str] | None = None,
) -> Rendered:
    """The pages of claims and of the slices in `plan`; those of claims and lists that nothing live carries any more
    turn into a 410 if the changed article stood in them, those of `merged_tags` into a 301 to the tag they went into.
    `objections` are the answered ones by claim, as `answered` gives them.
    """
    slices = cut(live, plan)
    numbers = {
        (key, number): claims_in(records, key) for (key, number), records in slices.items() if key[0] in KINDS
    }
    shown = {str(number) for found in numbers.values() for number in found}
    claims = sorted(set(claims))
    carriers = carriers_of(live, {*claims, *shown})
    found = claim_pages(live, claims, carriers, objections)
    for key in plan:
        if total(live, key):
            found += list_pages(live, key, slices, numbers, carriers)
        elif key in live.left:
            found += gone(key, merged_tags or {})
    return found


def claim_pages(
    live: Live,
    claims: list[str],
    carriers: Mapping[Key, list[Record]],
    objections: Mapping[str, list[dict]],
) -> Rendered:
    """The pages of claims, and what search knows of them."""
    put: list[PageBytes] = []
    found, lost = [], []
    for claim in claims:
        records = carriers["claim", claim]
        if records:
            put.append(claim_page(claim, records, objections.get(claim, [])))
            found.append(claim_found(claim, records))
        elif ("claim", claim) in live.left:
            put.append(gone_entry(entry_path("claim", claim), "claim"))
            lost.append(("claim", claim))
    return Rendered(tuple(put), found=tuple(found), lost=tuple(lost))


def list_pages(
    live: Live,
    key: Key,
    slices: Mapping[tuple[Key, int], list[Record]],
    claims: Mapping[tuple[Key, int], list[int]],
    carriers: Mapping[Key, list[Record]],
) -> Rendered:
    """The slices of one list that were cut, without those that it has no more. `claims` are the ids of those that they
    show.
    """
    kind, name = key
    length = total(live, key)
    base = entry_path(kind, name)
    numbers = sorted(number for one, number in slices if one == key)
    put: list[PageBytes] = []
    found = []
    for number in numbers:
        records = slices[key, number]
        context: dict[str, Any] = {"slice": described(base, number, length), "total": length}
        if kind in KINDS:
            context["claims"] = claims_on(records, claims[key, number], carriers, key)
            context["shown"] = live.listed[key].shown
        put.append(SLICE_PAGES[kind](name, records, **context))
        if kind == "source" and number == NEWEST:
            found.append(source_found(name, records, context["shown"], length))
    before = live.extents[key].number + (key in live.left)
    drop = tuple(slice_path(base, number) for number in dropped(total=length, before=before))
    return Rendered(tuple(put), drop, tuple(found))


def gone(key: Key, merged_tags: Mapping[str, str]) -> Rendered:
    """What stands at the address of a list that nothing live stands in any more."""
    kind, name = key
    path = entry_path(kind, name)
    if kind == "tag" and name in merged_tags:
        return Rendered((moved(path, href(entry_path("tag", merged_tags[name]))),))
    lost = ((kind, name),) if kind == "source" else ()
    return Rendered((gone_entry(path, kind),), lost=lost)
