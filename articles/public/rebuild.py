"""Render the whole public site again: after new templates, or when it has never been rendered."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.models import Edition, EditionEntry, Page
from articles.public.article_page import article_pages
from articles.public.change import entry_pages, list_pages
from articles.public.live import Live
from articles.public.marks import marked, retractions
from articles.public.proof_page import proof_pages
from articles.public.search_index import drop_lost
from articles.public.searchable import article_found
from articles.public.static_pages import static_pages
from articles.public.types import Rendered, Retraction
from articles.public.write import advance, generation, write_pages

BATCH = 50  # articles or lists rendered and written together
TRIES = 20  # how often one batch starts again because somebody published meanwhile

Progress = Callable[[int], object]


class Busy(Exception):
    """Publications came faster than one batch could be rendered."""


def rebuild_all(
    *, now: datetime | None = None, total: Progress | None = None, done: Progress | None = None
) -> int:
    """Render all pages from the live editions and write them; return how many were written.

    The same editions give the same bytes. Works in batches, each in its own transaction: readers get the old
    pages until the new ones are written, and publishing goes on in between. Pages that say 301 or 410 stay as
    they are. A page that no live edition accounts for any more is deleted, and search forgets such things.
    `total` is told the number of batches before the first, `done` is called with 1 after each. Raises Busy
    after 20 tries of one batch.
    """
    began = timezone.now()
    articles = sorted(live_entries().values_list("edition__article_id", flat=True))
    keys = sorted(set(EditionEntry.objects.exclude(kind="front").values_list("kind", "key")))
    work: list[Callable[[], Rendered]] = [
        *((lambda batch=batch: render_articles(batch)) for batch in chunks(articles)),
        *((lambda batch=batch: render_entries(batch)) for batch in chunks(keys)),
        lambda: Rendered((*list_pages(Live(), now=now or timezone.now()), *static_pages())),
    ]
    if total:
        total(len(work))
    written: set[str] = set()
    for render in work:
        written |= write_batch(render)
        if done:
            done(1)
    drop_strays(written, began)
    with transaction.atomic():
        drop_lost()
    return len(written)


def chunks(items: Sequence) -> list:
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def live_entries():
    """One entry for each live edition."""
    return EditionEntry.objects.filter(kind="front")


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
        for edition in records[article]:
            proof = proved.get(article, {}).get(edition["number"])
            pages += proof_pages(edition, proof, record["slug"])
    return Rendered(tuple(pages), found=tuple(article_found(record) for record in current.values()))


def render_entries(keys: list[tuple[str, str]]) -> Rendered:
    """The pages of these claims, sources, tags and months. What went off meanwhile is the publisher's work."""
    return entry_pages(Live(), keys, there=set())


def write_batch(render: Callable[[], Rendered]) -> set[str]:
    """Render and write, again if the site changed in between; return the paths."""
    for _ in range(TRIES):
        number = generation()
        rendered = render()
        with transaction.atomic():
            if advance(number):
                write_pages(rendered)
                return {page.path for page in rendered.put}
    raise Busy("The site was published to all the time; run rebuild_site again when it is calmer.")


def drop_strays(written: set[str], began: datetime) -> None:
    """Delete pages with status 200 that were neither rendered here nor written by somebody else since."""
    old = Page.objects.filter(status=200, updated_at__lt=began).values_list("path", flat=True)
    strays = tuple(path for path in old if path not in written)
    if strays:
        write_batch(lambda: Rendered(drop=strays))
