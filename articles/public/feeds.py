"""The newest articles as Atom and RSS."""

from datetime import UTC, datetime
from html import escape
from urllib.parse import urlsplit

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from articles.public.live import Live, front
from articles.public.records import counts_of, moment
from articles.public.site import absolute, article_path, site
from articles.public.types import PageBytes, Record
from articles.public.write import finish, printable

IN_FEED = 20
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when an empty feed was updated: it has no newest entry


class Atom(Atom1Feed):
    """Django's Atom feed; an empty one is not "updated now", so that its bytes stay the same."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


class Rss(Rss201rev2Feed):
    """Django's RSS feed, the same for an empty one."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


FEEDS: dict[str, type[SyndicationFeed]] = {"/feeds/atom.xml": Atom, "/feeds/rss.xml": Rss}
# Not the types of their own: browsers show those as source. Readers of feeds go by what stands inside.
XML = "text/xml; charset=utf-8"


def feeds(live: Live) -> list[PageBytes]:
    """Both feeds, as whole bodies."""
    records = front(live)[:IN_FEED]
    return [feed(path, maker, records) for path, maker in FEEDS.items()]


def feed(path: str, maker: type[SyndicationFeed], records: list[Record]) -> PageBytes:
    """One feed of the given records, newest first."""
    constants = site()
    made = maker(
        title=printable(constants["name"]),
        link=absolute("/"),
        description="Articles whose claims are reviewed by somebody who did not write them.",
        language=constants["language"],
        feed_url=absolute(path),
        author_name=printable(constants["name"]),  # Atom wants one where an article has no byline
        feed_guid=absolute("/"),
    )
    for record in records:
        made.add_item(
            title=printable(record["headline"]),
            link=absolute(article_path(record["slug"])),
            description=printable(escape(described(record), quote=False)),
            author_name=printable(record["byline"]) or None,
            pubdate=moment(record["first_published_at"]),
            updateddate=moment(record["published_at"]),
            unique_id=entry_id(record),
            unique_id_is_permalink=False,
            categories=[printable(tag["name"]) for tag in record["tags"]],
        )
    return finish(path, styled(made.writeString("utf-8")), content_type=XML)


def styled(feed: str) -> str:
    """The feed with a style sheet for those who open it in a browser: CSS, since XSLT is being given up there."""
    declaration, rest = feed.split("\n", 1)
    return f'{declaration}\n<?xml-stylesheet type="text/css" href="{site()["feed_css"]}"?>\n{rest}'


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
