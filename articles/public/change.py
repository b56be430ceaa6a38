"""The unit of change: one article goes on, changes or goes off, and every page that shows it follows."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from articles.models import Edition
from articles.public import asked
from articles.public.article_page import article_page, linked_in
from articles.public.card import new_card
from articles.public.changes_page import changes_pages
from articles.public.claim_feed import claim_feed
from articles.public.corrections_page import corrections_page
from articles.public.entry_pages import entry_pages
from articles.public.feeds import feeds
from articles.public.gone_page import gone_article
from articles.public.index_pages import index_pages
from articles.public.listed import listed_changes, survey
from articles.public.listings import front_page
from articles.public.live import Live
from articles.public.marks import marked
from articles.public.objections_page import answered, objections_page
from articles.public.plan import plan_of
from articles.public.proof_page import proof_pages
from articles.public.searchable import article_found
from articles.public.settle import settle
from articles.public.site import (
    article_path,
    card_path,
    changes_path,
    edition_path,
    href,
    proof_path,
    text_path,
)
from articles.public.static_pages import static_pages
from articles.public.types import PageBytes, Rendered, SiteChange
from articles.public.unchanged import unchanged_claims, unchanged_sources
from articles.public.write import moved

METHOD = "/how-we-work/"


def pages_of(change: SiteChange, *, now: datetime | None = None) -> Rendered:
    """Render every page that a change touches, compressed; what is stored already is left out. Reads what else is
    live; writes nothing.

    Call it before the transaction opens, with `generation()` read before it; inside, `advance(number)` says
    whether the site is still the one that was rendered against. `now` decides what is news (by default the
    present). Raises ValueError when `record` and `gone` are both given or both missing.
    """
    if (change.record is None) == (change.gone is None):
        raise ValueError("a change has either a live record or says how the article is gone")
    live = Live(change.article, change.record, change.before)
    keys = live.keys | live.left
    was = survey(live, keys)
    slug = newest_slug(change)
    empty = not asked.stored_marks([METHOD])
    claims = [key for kind, key in keys if kind == "claim"]
    articles, shared = sharing(live, claims)
    same = unchanged_claims(change.before, change.record, shared)
    kept = unchanged_sources(change.before, change.record, same)
    plan = plan_of(live, keys, was, articles, kept)
    rendered = Rendered(tuple(own_pages(change, live, slug)))
    rendered += searched_article(change)
    objections = answered(live, claims)
    rendered += entry_pages(live, set(claims) - same, plan, objections, merged_tags=change.merged_tags)
    rendered += listed_changes(live)
    rendered += index_pages(live, was, now=now or timezone.now(), whole=empty)
    rendered += Rendered((front_page(live), *feeds(live), claim_feed(live)))
    if empty or corrected(change):
        rendered += Rendered((corrections_page(live, gone=change.gone, slug=slug),))
    if empty or objections:
        rendered += Rendered((objections_page(live),))
    if empty:
        rendered += Rendered(tuple(static_pages()))
    return settle(rendered)


def sharing(live: Live, claims: Sequence[str]) -> tuple[set[int], set[str]]:
    """The other articles that carry one of these claims, and those claims."""
    rows = asked.carriers_of(claims, article=live.article) if claims else []
    return {article for article, _ in rows}, {key for _, key in rows}


def corrected(change: SiteChange) -> bool:
    """Whether the list of corrections may change with this article."""
    records = (change.record, change.before, *change.editions)
    return change.gone is not None or any(record["corrections"] for record in records if record)


def newest_slug(change: SiteChange) -> str:
    """The slug under which the article stands, or stood last."""
    records = [record for record in (change.record, change.before, *reversed(change.editions)) if record]
    return records[0]["slug"]


def own_pages(change: SiteChange, live: Live, slug: str) -> list[PageBytes]:
    """The article's page, those of its editions that change, and what stands at its earlier addresses."""
    if change.record:
        pages = edition_pages(change, live) + new_card(change.record, change.before)
    else:
        gone = change.gone or {}
        paths = [article_path(slug), *edition_paths(change, slug)]
        pages = [gone_article(path, gone) for path in paths]
    for old in earlier_slugs(change, slug):
        pages.append(moved(article_path(old), href(article_path(slug))))
        there = zip(edition_paths(change, old), edition_paths(change, slug), strict=True)
        pages += [moved(path, href(now)) for path, now in there]
    return pages


def edition_pages(change: SiteChange, live: Live) -> list[PageBytes]:
    """The pages of the article, of the edition that is live, of the one that no longer is, and of those where a link
    comes or goes; all of them where their addresses are new.
    """
    record, before = live.record, change.before
    assert record is not None  # noqa: S101
    slug = record["slug"]
    editions = tuple(
        record if edition["number"] == record["number"] else marked(edition, live.retracted)
        for edition in change.editions
    )
    moves = before is None or before["slug"] != slug
    pages = []
    for edition in editions:
        number = edition["number"]
        new = number == record["number"]
        superseded = before is not None and number == before["number"]
        if new or moves or superseded or linked_in(edition, live.keys) != linked_in(edition, live.left):
            path = edition_path(slug, number)
            pages.append(article_page(edition, record, editions, path=path, proved=number in change.proofs))
        if new or moves:
            pages += proof_pages(edition, change.proofs.get(number), slug)
            pages += changes_pages(editions, change.proofs, slug, [number])
    proved = record["number"] in change.proofs
    return [article_page(record, record, editions, path=article_path(slug), proved=proved), *pages]


def edition_paths(change: SiteChange, slug: str) -> list[str]:
    """All addresses under an article's own: of its editions the pages, proofs, texts and changes; its picture."""
    numbers = [edition["number"] for edition in change.editions]
    proved = [number for number in numbers if number in change.proofs]
    return [
        *(edition_path(slug, number) for number in numbers),
        *(path(slug, number) for path in (proof_path, text_path) for number in proved),
        *(changes_path(slug, number) for number in numbers[1:]),
        card_path(slug),
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
