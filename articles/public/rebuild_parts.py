"""The whole public site in pieces that can be rendered one after the other, and gone on with after any of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from articles.models import Edition, EditionEntry, Listing
from articles.public.article_page import article_pages
from articles.public.card import card
from articles.public.changes_page import changes_pages
from articles.public.claim_feed import claim_feed
from articles.public.corrections_page import corrections_page
from articles.public.entry_pages import entry_pages
from articles.public.feeds import feeds
from articles.public.index_pages import index_pages
from articles.public.listed import listed_changes, survey
from articles.public.listings import front_page
from articles.public.live import Live, total
from articles.public.marks import marked, retractions
from articles.public.objections_page import answered, objections_page
from articles.public.plan import Plan
from articles.public.proof_page import proof_pages
from articles.public.searchable import article_found
from articles.public.sitemaps import ARTICLES_LENGTH, articles_sitemap, files
from articles.public.slices import NEWEST, every
from articles.public.static_pages import static_pages
from articles.public.types import Key, Rendered, Retraction

BATCH = 50  # articles or slices rendered and written together
FILES = 5  # sitemaps of articles


@dataclass(frozen=True, slots=True)
class Batch:
    """A piece of the site: what renders it, what the next one begins after, how many articles or lists it is."""

    render: Callable[[], Rendered]
    after: list
    size: int


def chunks(items: Sequence) -> list:
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def live_entries():
    """One entry for each live edition."""
    return EditionEntry.objects.filter(kind="front")


def number_of_steps() -> int:
    """How many live articles and lists there are."""
    lists = EditionEntry.objects.exclude(kind="front").values("kind", "key").distinct()
    return live_entries().count() + lists.count()


def article_batches(after: list, now: datetime | None) -> Iterator[Batch]:
    """Live articles with their editions, by number."""
    last = after[0] if after else 0
    while True:
        entries = live_entries().filter(edition__article__gt=last).order_by("edition__article_id")
        articles = list(entries.values_list("edition__article_id", flat=True)[:BATCH])
        if not articles:
            return
        last = articles[-1]
        yield Batch(lambda articles=articles: render_articles(articles), [last], len(articles))


def list_batches(after: list, now: datetime | None) -> Iterator[Batch]:
    """Claims and the slices of tags, sources and months, by kind, key and number."""
    slices = slices_after(after)
    while some := list(islice(slices, BATCH)):
        plan: Plan = {}
        for key, number in some:
            plan.setdefault(key, set()).add(number)
        yield Batch(lambda plan=plan: render_lists(plan), [*some[-1][0], some[-1][1]], len(plan))


def slices_after(after: list) -> Iterator[tuple[Key, int]]:
    """(list, number) of every slice behind `after`; a claim has one."""
    begun, number = tuple(after[:2]), after[2] if after else 0
    beyond = Q(kind__gt=after[0]) | Q(kind=after[0], key__gte=after[1]) if after else Q()
    while True:
        rows = EditionEntry.objects.filter(beyond).exclude(kind="front").order_by("kind", "key")
        found = list(rows.values_list("kind", "key").annotate(number=Count("id"))[:BATCH])
        for kind, key, count in found:
            for one in sorted(every(count)) if kind in Listing.KINDS else [NEWEST]:
                if (kind, key) != begun or one > number:
                    yield (kind, key), one
        if not found:
            return
        kind, key, _ = found[-1]
        beyond = Q(kind__gt=kind) | Q(kind=kind, key__gt=key)


def sitemap_batches(after: list, now: datetime | None) -> Iterator[Batch]:
    """The sitemaps of articles."""
    number = files(live_entries().count(), ARTICLES_LENGTH)
    for start in range(after[0] if after else 0, number, FILES):
        numbers = range(start + 1, min(start + FILES, number) + 1)
        yield Batch(lambda numbers=numbers: render_sitemaps(numbers), [numbers[-1]], 0)


def index_batches(after: list, now: datetime | None) -> Iterator[Batch]:
    """The indexes, all that shows the newest of everything, and what no edition changes."""
    if not after:
        yield Batch(lambda: render_indexes(now), [1], 0)


# In this order: the indexes know a list when its pages are written.
PARTS: dict[str, Callable[[list, datetime | None], Iterator[Batch]]] = {
    "articles": article_batches,
    "lists": list_batches,
    "sitemaps": sitemap_batches,
    "indexes": index_batches,
}


def render_articles(
    articles: Sequence[int], *, retracted: Mapping[str, Retraction] | None = None
) -> Rendered:
    """The pages of these articles and of their editions, of those that are still live.

    `retracted` are the sources that readers are told were retracted, when they are not those of today.
    """
    if retracted is None:
        retracted = retractions()
    live = dict(
        live_entries().filter(edition__article_id__in=articles).values_list("edition_id", "edition__number")
    )
    records: dict[int, list[dict]] = {}
    current: dict[int, dict] = {}
    proved: dict[int, dict[int, dict]] = {}
    rows = Edition.objects.filter(article_id__in=articles).order_by("article_id", "number")
    for pk, article, frozen, proof in rows.values_list("pk", "article_id", "record", "proof"):
        record = marked(frozen, retracted)
        if proof is not None:
            proved.setdefault(article, {})[record["number"]] = proof
        records.setdefault(article, []).append(record)
        if pk in live:
            current[article] = record
    pages = [
        page
        for article, record in current.items()
        for page in article_pages(record, tuple(records[article]), proved.get(article, {}))
    ]
    for article, record in current.items():
        pages.append(card(record))
        for edition in records[article]:
            proof = proved.get(article, {}).get(edition["number"])
            pages += proof_pages(edition, proof, record["slug"])
        numbers = [edition["number"] for edition in records[article]]
        pages += changes_pages(records[article], proved.get(article, {}), record["slug"], numbers)
    return Rendered(tuple(pages), found=tuple(article_found(record) for record in current.values()))


def render_lists(plan: Plan) -> Rendered:
    """These slices and claims, and what the indexes know of the lists. What went off meanwhile is left out."""
    live = Live()
    survey(live, plan, trusting=False)
    claims = [key for kind, key in plan if kind == "claim"]
    lists = {
        key: numbers & every(total(live, key)) for key, numbers in plan.items() if key[0] in Listing.KINDS
    }
    return entry_pages(live, claims, lists, answered(live, claims)) + listed_changes(live)


def render_sitemaps(numbers: Sequence[int]) -> Rendered:
    """These sitemaps of articles, as far as there are so many."""
    live = Live()
    count = live_entries().count()
    here = [number for number in numbers if number <= files(count, ARTICLES_LENGTH)]
    return Rendered(tuple(articles_sitemap(live, number, count) for number in here))


def render_indexes(now: datetime | None) -> Rendered:
    """The indexes, the newest of everything, and what no edition changes. Forgets lists that nothing stands in."""
    live = Live()
    stands = EditionEntry.objects.filter(kind=OuterRef("kind"), key=OuterRef("key"))
    lost = Listing.objects.filter(~Exists(stands)).values_list("kind", "key")
    live.listed = dict.fromkeys(lost)
    pages = (
        front_page(live),
        *feeds(live),
        claim_feed(live),
        corrections_page(live),
        objections_page(live),
        *static_pages(),
    )
    return (
        Rendered(pages) + index_pages(live, {}, now=now or timezone.now(), whole=True) + listed_changes(live)
    )
