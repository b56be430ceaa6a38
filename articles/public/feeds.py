"""The newest articles as Atom and RSS.

Written by hand, as Django's feeds go through a generator that takes an element apart into six calls; the entries are
kept from one publication to the next.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import urlsplit

from articles.public.elements import HEAD, element, enclosed
from articles.public.kept_records import fragment
from articles.public.live import Live, front
from articles.public.records import counts_of, moment
from articles.public.site import absolute, article_path, site
from articles.public.types import PageBytes, Record
from articles.public.write import finish

IN_FEED = 20
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when an empty feed was updated: it has no newest entry
# Not the types of their own: browsers show those as source. Readers of feeds go by what stands inside.
XML = "text/xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}
DESCRIPTION = "Articles whose claims are reviewed by somebody who did not write them."


def feeds(live: Live) -> list[PageBytes]:
    """Both feeds, as whole bodies."""
    records = front(live)[:IN_FEED]
    return [feed(path, write, records) for path, write in FEEDS.items()]


def feed(path: str, write: Callable[[str, list[Record]], str], records: list[Record]) -> PageBytes:
    """One feed of the given records, newest first, with a style sheet for those who open it in a browser: CSS, since
    XSLT is being given up there.
    """
    sheet = f'<?xml-stylesheet type="text/css" href="{site()["feed_css"]}"?>\n'
    return finish(path, HEAD + sheet + write(path, records), content_type=XML)


def atom(path: str, records: list[Record]) -> str:
    head = [
        element("title", site()["name"]),
        element("link", "", {"href": absolute("/"), "rel": "alternate"}),
        element("link", "", {"href": absolute(path), "rel": "self"}),
        element("id", absolute("/")),
        element("updated", updated(records).isoformat()),
        # Atom wants one where an article has no byline.
        enclosed("author", element("name", site()["name"])),
    ]
    entries = [fragment("atom", record, atom_entry) for record in records]
    return enclosed("feed", "".join(head + entries), {"xml:lang": site()["language"], "xmlns": ATOM})


def atom_entry(record: Record) -> str:
    parts = [
        element("title", record["headline"]),
        element("link", "", {"href": absolute(article_path(record["slug"])), "rel": "alternate"}),
        element("published", moment(record["first_published_at"]).isoformat()),
        element("updated", moment(record["published_at"]).isoformat()),
        enclosed("author", element("name", record["byline"])) if record["byline"] else "",
        element("id", entry_id(record)),
        element("summary", escape(described(record), quote=False), {"type": "html"}),
        *(element("category", "", {"term": tag["name"]}) for tag in record["tags"]),
    ]
    return enclosed("entry", "".join(parts))


def rss(path: str, records: list[Record]) -> str:
    head = [
        element("title", site()["name"]),
        element("link", absolute("/")),
        element("description", DESCRIPTION),
        element("atom:link", "", {"href": absolute(path), "rel": "self"}),
        element("language", site()["language"]),
        element("lastBuildDate", format_datetime(updated(records))),
    ]
    items = [fragment("rss", record, rss_item) for record in records]
    channel = enclosed("channel", "".join(head + items))
    return enclosed("rss", channel, {"version": "2.0", "xmlns:atom": ATOM})


def rss_item(record: Record) -> str:
    parts = [
        element("title", record["headline"]),
        element("link", absolute(article_path(record["slug"]))),
        element("description", escape(described(record), quote=False)),
        element("dc:creator", record["byline"], DUBLIN_CORE) if record["byline"] else "",
        element("pubDate", format_datetime(moment(record["first_published_at"]))),
        element("guid", entry_id(record), {"isPermaLink": "false"}),
        *(element("category", tag["name"]) for tag in record["tags"]),
    ]
    return enclosed("item", "".join(parts))


FEEDS: dict[str, Callable[[str, list[Record]], str]] = {"/feeds/atom.xml": atom, "/feeds/rss.xml": rss}


def updated(records: list[Record]) -> datetime:
    """When one of these was last published; an empty feed is not "updated now", so that its bytes stay the same."""
    return max((moment(record["published_at"]) for record in records), default=NEVER)


def entry_id(record: Record) -> str:
    """A name that stays when the address changes (RFC 4151): it is made of what never does."""
    host = (urlsplit(site()["url"]).hostname or "localhost").lower()
    day = moment(record["first_published_at"]).date().isoformat()
    return f"tag:{host},{day}:articles/{record['article']}"


def described(record: Record) -> str:
    """The summary and the state of the claims, in a line or two."""
    claims = ", ".join(f"{count['number']} {count['label']}" for count in counts_of(record["claims"]))
    return " ".join(
        filter(None, [record["summary"] or record["excerpt"], f"Claims: {claims}." if claims else ""])
    )
