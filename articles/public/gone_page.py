"""Pages that say that something was here and is not any more. None of its words stand in them."""

from articles.public.pages import html_page
from articles.public.records import moment
from articles.public.types import PageBytes

NAMES = {"claim": "claim", "source": "source", "tag": "tag", "month": "month"}


def gone_article(path: str, gone: dict) -> PageBytes:
    """For an article's URL and those of its editions. `gone` as in SiteChange.

    A retraction shows its note and date; an article that was only taken offline gets neutral words.
    """
    retracted = gone["kind"] == "retraction"
    context = {
        "entry": "",
        "retracted": retracted,
        "note": gone["note"] if retracted else "",
        "at": moment(gone["at"]),
    }
    title = "This article was retracted" if retracted else "This article is no longer published"
    return html_page(path, "gone", context | {"heading": title}, title=title, status=410)


def gone_entry(path: str, kind: str) -> PageBytes:
    """For a claim, source, tag or month that no published article carries any more."""
    heading = f"This {NAMES[kind]} is no longer published"
    context = {"heading": heading, "entry": NAMES[kind], "retracted": False}
    return html_page(path, "gone", context, title=heading, status=410)
