"""The pages of one source: who it is, how far it is trusted, and every claim that rests on it."""

from markupsafe import Markup

from articles.public.pages import html_page
from articles.public.records import withdrawal
from articles.public.site import entry_path, href, safe_url
from articles.public.types import PageBytes, Record


def source_page(
    slug: str, records: list[Record], *, slice: dict, total: int, claims: list[Markup], shown: dict
) -> PageBytes:
    """One slice: the claims of `records` that rest on the source. `shown` is what the edition published last that cites
    it says of it: what is known of a source changes too, and that one knows best. `total` articles cite it.
    """
    part = f", part {slice['number']}" if slice["number"] else ""
    return html_page(
        slice["path"],
        "source",
        {
            "source": shown | {"outside": safe_url(shown["url"]), "withdrawn": withdrawal(shown)},
            "claims": claims,
            "articles": total,
            "slice": slice,
            "base": href(entry_path("source", slug)),
        },
        title=f"{shown['name']}{part}",
        description=f"{shown['name']}: reviewed claims that rest on this source{part}.",
        section="sources",
    )
