"""The unit of change: one article goes on, changes or goes off, and every page that shows it follows."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from articles.models import Edition, Page
from articles.public.article_page import article_pages
from articles.public.claim_feed import claim_feed
from articles.public.claim_page import claim_page
from articles.public.corrections_page import corrections_page
from articles.public.feeds import feeds
from articles.public.gone_page import gone_article, gone_entry
from articles.public.listings import archive_page, front_page, month_page, sources_page, tag_page, tags_page
from articles.public.live import Live, carrying, newest
from articles.public.marks import marked
from articles.public.objections_page import answered, objections_page
from articles.public.proof_page import proof_pages
from articles.public.searchable import article_found, claim_found, source_found
from articles.public.site import article_path, edition_path, entry_path, href, proof_path, text_path
from articles.public.sitemaps import (
    lists_sitemap,
    month_sitemap,
    month_sitemap_path,
    news_sitemap,
    sitemap_index,
)
from articles.public.source_page import source_page
from articles.public.static_pages import static_pages
from articles.public.types import PageBytes, Rendered, Retraction, SiteChange
from articles.public.write import entries_of, moved

# How many articles a page of this kind shows at most, newest first.
SHOWN = {"claim": 100, "source": 200, "tag": 100}
ENTRY_PAGES = {"source": source_page, "tag": tag_page}
SEARCHED = {"claim": claim_found, "source": source_found}
METHOD = "/how-we-work/"


def pages_of(change: SiteChange, *, now: datetime | None = None) -> Rendered:
    """Render every page that a change touches. Reads what else is live; writes nothing.

    Call it before the transaction opens, with `generation()` read before it; inside, `advance(number)` says
    whether the site is still the one that was rendered against. `now` decides what is news (by default the
    present). Raises ValueError when `record` and `gone` are both given or both missing.
    """
    if (change.record is None) == (change.gone is None):
        raise ValueError("a change has either a live record or says how the article is gone")
    live = Live(change.article, change.record)
    keys = {key for record in (change.record, change.before) if record for key in entries_of(record)}
    paths = [entry_path(kind, key) for kind, key in keys] + [METHOD]
    there = set(Page.objects.filter(path__in=paths).values_list("path", flat=True))
    slug = newest_slug(change)
    own = own_pages(change, slug, live.retracted)
    lists = list_pages(live, now=now or timezone.now(), gone=change.gone, slug=slug)
    fixed = [] if METHOD in there else static_pages()
    searched = searched_article(change)
    entries = entry_pages(live, keys, there, merged_tags=change.merged_tags)
    return Rendered((*own, *lists, *fixed)) + searched + entries


def newest_slug(change: SiteChange) -> str:
    """The slug under which the article stands, or stood last."""
    records = [record for record in (change.record, change.before, *reversed(change.editions)) if record]
    return records[0]["slug"]


def own_pages(change: SiteChange, slug: str, retracted: Mapping[str, Retraction]) -> list[PageBytes]:
    """The article's page, those of its editions, and what stands at its earlier addresses."""
    if change.record:
        editions = tuple(marked(edition, retracted) for edition in change.editions)
        pages = article_pages(marked(change.record, retracted), editions, change.proofs)
        for edition in change.editions:
            pages += proof_pages(edition, change.proofs.get(edition["number"]), slug)
    else:
        gone = change.gone or {}
        paths = [article_path(slug), *edition_paths(change, slug)]
        pages = [gone_article(path, gone) for path in paths]
    for old in earlier_slugs(change, slug):
        pages.append(moved(article_path(old), href(article_path(slug))))
        there = zip(edition_paths(change, old), edition_paths(change, slug), strict=True)
        pages += [moved(path, href(now)) for path, now in there]
    return pages


def edition_paths(change: SiteChange, slug: str) -> list[str]:
    """All addresses of the article's editions under a slug: their pages, proofs and texts."""
    numbers = [edition["number"] for edition in change.editions]
    proved = [number for number in numbers if number in change.proofs]
    return [
        *(edition_path(slug, number) for number in numbers),
        *(path(slug, number) for path in (proof_path, text_path) for number in proved),
    ]


def searched_article(change: SiteChange) -> Rendered:
    """What search knows of the article from now on."""
    if change.record is None:
        return Rendered(lost=(("article", str(change.article)),))
    return Rendered(found=(article_found(change.record),))


def earlier_slugs(change: SiteChange, slug: str) -> list[str]:
    """Slugs under which readers may know the article, without those that another live article has now."""
    slugs = {*change.moved_from, *(edition["slug"] for edition in change.editions)} - {slug}
    if not slugs:
        return []
    others = Edition.objects.exclude(article_id=change.article).filter(slug__in=slugs, entries__kind="front")
    return sorted(slugs - set(others.values_list("slug", flat=True)))


def entry_pages(
    live: Live,
    keys: Iterable[tuple[str, str]],
    there: set[str],
    *,
    merged_tags: Mapping[str, str] | None = None,
) -> Rendered:
    """The pages of claims, sources, tags and months. Of those that nothing live carries any more, the ones in
    `there` (paths that exist) turn into a 410, those of `merged_tags` into a 301 to the tag they went into.
    """
    keys = sorted(set(keys))
    put: list[PageBytes] = []
    drop: list[str] = []
    objections = answered(live, [key for kind, key in keys if kind == "claim"])
    found = []
    lost = []
    for kind, limit in SHOWN.items():
        for key, records in carrying(live, [key for key in keys if key[0] == kind], limit=limit).items():
            path = entry_path(*key)
            if kind in SEARCHED and records:
                found.append(SEARCHED[kind](key[1], records))
            elif kind in SEARCHED:
                lost.append(key)
            if records and kind == "claim":
                put.append(claim_page(key[1], records, objections.get(key[1], [])))
            elif records:
                put.append(ENTRY_PAGES[kind](key[1], records))
            elif kind == "tag" and key[1] in (merged_tags or {}):
                put.append(moved(path, href(entry_path("tag", (merged_tags or {})[key[1]]))))
            elif path in there:
                put.append(gone_entry(path, kind))
    for _, month in (key for key in keys if key[0] == "month"):
        records = newest(live, "month", month)
        if records:
            put += [month_page(month, records), month_sitemap(month, records)]
        else:
            drop.append(month_sitemap_path(month))
            if entry_path("month", month) in there:
                put.append(gone_entry(entry_path("month", month), "month"))
    return Rendered(tuple(put), tuple(drop), tuple(found), tuple(lost))


def list_pages(live: Live, *, now: datetime, gone: dict | None = None, slug: str = "") -> list[PageBytes]:
    """The pages that every change touches: front page, indexes, corrections, feeds, sitemaps."""
    return [
        front_page(live),
        archive_page(live),
        tags_page(live),
        sources_page(live),
        corrections_page(live, gone=gone, slug=slug),
        objections_page(live),
        *feeds(live),
        claim_feed(live),
        sitemap_index(live),
        lists_sitemap(live),
        news_sitemap(live, now),
    ]
