"""What crawlers read: a sitemap for each month, an index of them, the news sitemap and robots.txt.

One file a month keeps a publication from rewriting all addresses of the site.
"""

from datetime import datetime, timedelta
from xml.sax.saxutils import escape, quoteattr

from articles.public.live import Live, counted, newest
from articles.public.records import decided_at, moment
from articles.public.site import absolute, article_path, entry_path, site
from articles.public.types import PageBytes, Record
from articles.public.write import finish

XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWS_SPAN = timedelta(days=2)  # older articles do not belong into a news sitemap
NEWS_LIMIT = 1000  # and no more than this, says the same source
LISTS = ("/", "/archive/", "/corrections/", "/how-we-work/", "/objections/", "/sources/", "/tags/")


def element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def document(root: str, rows: list[str], **spaces: str) -> str:
    names = "".join(f" xmlns{':' + name if name else ''}={quoteattr(uri)}" for name, uri in spaces.items())
    return f"{HEAD}<{root} xmlns={quoteattr(SITEMAP)}{names}>\n" + "".join(rows) + f"</{root}>\n"


def month_sitemap_path(key: str) -> str:
    return f"/sitemaps/{key}.xml"


def sitemap_index(live: Live) -> PageBytes:
    """`/sitemap.xml`: the sitemaps of all months and the one of lists, sources and tags."""
    paths = ["/sitemaps/lists.xml", *(month_sitemap_path(key) for key in sorted(counted(live, "month")))]
    rows = [f"<sitemap>{element('loc', absolute(path))}</sitemap>\n" for path in paths]
    return finish("/sitemap.xml", document("sitemapindex", rows), content_type=XML)


def lists_sitemap(live: Live) -> PageBytes:
    """The addresses of lists, sources, tags and months."""
    paths = [
        *LISTS,
        *(
            entry_path(kind, key)
            for kind in ("month", "source", "tag")
            for key in sorted(counted(live, kind))
        ),
    ]
    rows = [f"<url>{element('loc', absolute(path))}</url>\n" for path in paths]
    return finish("/sitemaps/lists.xml", document("urlset", rows), content_type=XML)


def month_sitemap(key: str, records: list[Record]) -> PageBytes:
    """The articles of a month and their claims, each with its last change."""
    changed: dict[str, datetime] = {}
    for record in records:
        changed[article_path(record["slug"])] = moment(record["published_at"])
        for claim in record["claims"]:
            path = entry_path("claim", str(claim["id"]))
            decided = decided_at(claim) or moment(record["published_at"])
            changed[path] = max(decided, changed.get(path, decided))
    rows = [
        f"<url>{element('loc', absolute(path))}{element('lastmod', at.isoformat())}</url>\n"
        for path, at in changed.items()
    ]
    return finish(month_sitemap_path(key), document("urlset", rows), content_type=XML)


def news_sitemap(live: Live, now: datetime) -> PageBytes:
    """Articles first published within two days before `now`."""
    records = [
        record
        for record in newest(live, "front", limit=NEWS_LIMIT, since=now - NEWS_SPAN)
        if moment(record["first_published_at"]) <= now
    ]
    name = site()["name"]
    rows = [
        "<url>"
        + element("loc", absolute(article_path(record["slug"])))
        + "<news:news><news:publication>"
        + element("news:name", name)
        + element("news:language", record["language"] or site()["language"])
        + "</news:publication>"
        + element("news:publication_date", moment(record["first_published_at"]).isoformat())
        + element("news:title", record["headline"])
        + "</news:news></url>\n"
        for record in records
    ]
    return finish("/news-sitemap.xml", document("urlset", rows, news=NEWS), content_type=XML)


def robots() -> PageBytes:
    """What crawlers may read: all that is published."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/admin/", "/api/", "/desk/", "/search/")),
        "",
        f"Sitemap: {absolute('/sitemap.xml')}",
        f"Sitemap: {absolute('/news-sitemap.xml')}",
        "",
    ]
    return finish("/robots.txt", "\n".join(lines), content_type="text/plain; charset=utf-8")
