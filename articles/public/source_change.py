"""A source is retracted, or that is taken back: every page that shows it follows."""

from collections.abc import Iterable, Mapping

from articles.public.change import entry_pages
from articles.public.claim_feed import claim_feed
from articles.public.live import Live
from articles.public.rebuild import chunks, render_articles
from articles.public.types import Rendered, Retraction


def pages_of_source(
    slug: str, *, retracted: Mapping[str, Retraction], articles: Iterable[int], claims: Iterable[int]
) -> Rendered:
    """Render every page that shows a source: its own, those of claims and of live articles with their editions,
    and the feed of claim reviews.

    `retracted` are the marks as they will be. `articles` and `claims` may name more than is public. Reads what is
    live; writes nothing. To be called as `pages_of`.
    """
    pages = Rendered()
    for batch in chunks(sorted(articles)):
        pages += render_articles(batch, retracted=retracted)
    keys = [("source", slug), *(("claim", str(claim)) for claim in claims)]
    live = Live(retracted=retracted)
    return pages + entry_pages(live, keys, there=set()) + Rendered((claim_feed(live),))
