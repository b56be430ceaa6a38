"""A source is retracted, or that is taken back: every page that shows it follows."""

from collections.abc import Iterable, Mapping

from articles.models import EditionEntry
from articles.public.claim_feed import claim_feed
from articles.public.entry_pages import entry_pages
from articles.public.index_pages import source_pages
from articles.public.listed import Ages, listed_changes, survey
from articles.public.live import Live
from articles.public.objections_page import answered
from articles.public.plan import plan_of, whole_plan
from articles.public.rebuild_parts import chunks, render_articles
from articles.public.settle import settle
from articles.public.types import Key, Rendered, Retraction


def pages_of_source(
    slug: str, *, retracted: Mapping[str, Retraction], articles: Iterable[int], claims: Iterable[int]
) -> Rendered:
    """Render every page that shows a source: its own, those of claims, of live articles with their editions and of the
    lists that those claims stand in, the index of sources and the feed of claim reviews.

    `retracted` are the marks as they will be. `articles` and `claims` may name more than is public. Reads what is
    live; writes nothing. To be called as `pages_of`.
    """
    rendered = Rendered()
    for batch in chunks(sorted(articles)):
        rendered += render_articles(batch, retracted=retracted)
    live = Live(retracted=retracted)
    source = ("source", slug)
    keys = [str(claim) for claim in claims]
    carriers = set(
        EditionEntry.objects.filter(kind="claim", key__in=keys).values_list("edition__article_id", flat=True)
    )
    lists = lists_of(carriers) | {source}
    was = survey(live, lists, trusting=False)
    plan = plan_of(live, lists, was, carriers) | whole_plan(live, [source])
    rendered += entry_pages(live, keys, plan, answered(live, keys)) + listed_changes(live)
    rendered += source_pages(Ages(live, "source", was)) + Rendered((claim_feed(live),))
    return settle(rendered)


def lists_of(articles: Iterable[int]) -> set[Key]:
    """The lists that show claims and in which these articles stand."""
    entries = EditionEntry.objects.filter(edition__article_id__in=articles, kind__in=("source", "tag"))
    return set(entries.values_list("kind", "key"))
