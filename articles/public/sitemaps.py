"""What crawlers read: sitemaps, an index of them, the news sitemap and robots.txt.

Files of one length, counted from the oldest address, so that a publication rewrites only the last ones.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from xml.sax.saxutils import escape, quoteattr

from articles.public.elements import element
from articles.public.kept_records import fragment
from articles.public.listed import Ages
from articles.public.live import FRONT, Live, between, older_than, since
from articles.public.records import decided_at, moment
from articles.public.site import absolute, article_path, entry_path, site
from articles.public.types import PageBytes, Record, Rendered
from articles.public.write import finish

XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWS_SPAN = timedelta(days=2)  # older articles do not belong into a news sitemap
NEWS_LIMIT = 1000  # and no more than this, says the same source
ARTICLES_LENGTH = 20  # articles of one file; each brings its claims along
LISTS_LENGTH = 100  # sources or tags of one file
AGED = ("source", "tag")
LISTS = ("/", "/archive/", "/corrections/", "/how-we-work/", "/objections/", "/sources/", "/tags/")


def document(root: str, rows: list[str], **spaces: str) -> str:
    names = "".join(f" xmlns{':' + name if name else ''}={quoteattr(uri)}" for name, uri in spaces.items())
    return f"{HEAD}<{root} xmlns={quoteattr(SITEMAP)}{names}>\n" + "".join(rows) + f"</{root}>\n"


def sitemap_path(name: str, number: int) -> str:
    return f"/sitemaps/{name}-{number}.xml"


def sitemap_index(live: Live, articles: int, ages: Mapping[str, Ages]) -> PageBytes:
    """`/sitemap.xml`: the sitemaps of articles, of sources and of tags, and the one of indexes and months."""
    paths = ["/sitemaps/lists.xml"]
    for name, total, length in (
        ("articles", articles, ARTICLES_LENGTH),
        *((f"{kind}s", ages[kind].total, LISTS_LENGTH) for kind in AGED),
    ):
        paths += [sitemap_path(name, number) for number in range(1, files(total, length) + 1)]
    rows = [f"<sitemap>{element('loc', absolute(path))}</sitemap>\n" for path in paths]
    return finish("/sitemap.xml", document("sitemapindex", rows), content_type=XML)


def files(total: int, length: int) -> int:
    """How many files that many addresses fill."""
    return -(-total // length)


def lists_sitemap(months: Iterable[str]) -> PageBytes:
    """The addresses of the indexes and of months."""
    paths = [*LISTS, *(entry_path("month", key) for key in sorted(months))]
    rows = [f"<url>{element('loc', absolute(path))}</url>\n" for path in paths]
    return finish("/sitemaps/lists.xml", document("urlset", rows), content_type=XML)


def aged_sitemap(kind: str, ages: Ages, number: int) -> PageBytes:
    """The addresses of sources or tags, in the order in which they came."""
    keys = ages.keys((number - 1) * LISTS_LENGTH, min(number * LISTS_LENGTH, ages.total))
    rows = [f"<url>{element('loc', absolute(entry_path(kind, key)))}</url>\n" for key in keys]
    return finish(sitemap_path(f"{kind}s", number), document("urlset", rows), content_type=XML)


def aged_sitemaps(kind: str, ages: Ages, *, whole: bool = False) -> Rendered:
    """Those of them that change, or all."""
    now, before = files(ages.total, LISTS_LENGTH), files(ages.before, LISTS_LENGTH)
    first = 0 if whole else ages.start
    numbers = range(first // LISTS_LENGTH + 1, now + 1) if first is not None else range(0)
    drop = tuple(sitemap_path(f"{kind}s", number) for number in range(now + 1, before + 1))
    return Rendered(tuple(aged_sitemap(kind, ages, number) for number in numbers), drop)


def articles_sitemap(live: Live, number: int, total: int) -> PageBytes:
    """A file of articles and their claims, each with its last change. `total` is how many articles there are."""
    start = (number - 1) * ARTICLES_LENGTH
    records = between(live, FRONT, start, min(start + ARTICLES_LENGTH, total))
    changed: dict[str, str] = {}
    for record in records:
        for address, at in fragment("addresses", record, addresses_of).items():
            changed[address] = max(at, changed.get(address, at))
    rows = [f"<url><loc>{address}</loc><lastmod>{at}</lastmod></url>\n" for address, at in changed.items()]
    return finish(sitemap_path("articles", number), document("urlset", rows), content_type=XML)


def addresses_of(record: Record) -> dict[str, str]:
    """The addresses of an article and its claims, escaped, each with the time of its last change."""
    published = moment(record["published_at"])
    found = {article_path(record["slug"]): published}
    for claim in record["claims"]:
        found[entry_path("claim", str(claim["id"]))] = decided_at(claim) or published
    return {escape(absolute(path)): at.isoformat() for path, at in found.items()}


def articles_sitemaps(live: Live, total: int) -> Rendered:
    """The files that a change touches. `total` is how many articles there will be."""
    comes, goes = FRONT in live.keys, FRONT in live.left
    before = total - comes + goes
    now = files(total, ARTICLES_LENGTH)
    numbers = range(0)
    if live.first and (comes or goes):
        strict, loose = older_than(live, FRONT, live.first)
        last = loose // ARTICLES_LENGTH + 1 if comes and goes else now
        numbers = range(strict // ARTICLES_LENGTH + 1, last + 1)
    put = tuple(articles_sitemap(live, number, total) for number in numbers)
    gone = range(now + 1, files(before, ARTICLES_LENGTH) + 1)
    return Rendered(put, tuple(sitemap_path("articles", number) for number in gone))


def news_sitemap(live: Live, now: datetime) -> PageBytes:
    """Articles first published within two days before `now`."""
    records = [
        record
        for record in since(live, now - NEWS_SPAN, limit=NEWS_LIMIT)
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
