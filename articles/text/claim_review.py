"""The rules that ClaimReview markup has to keep, and what of a claim's page they are held against.

Sources: schema.org (https://schema.org/ClaimReview, /Rating, /expires) and Google's
https://developers.google.com/search/docs/appearance/structured-data/factcheck, known from excerpts of November 2026.
"""

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

CONTEXTS = ("https://schema.org", "http://schema.org", "https://schema.org/", "http://schema.org/")
DASHES = ":|–—-"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the markup has to agree with: the page's own address, which answers without a redirect, and its label."""

    page: str
    label: str


def check_claim_review(data: Any, *, page: str, label: str) -> list[str]:
    """The rules that `data`, JSON as parsed, breaks, in words; none for a good one. Refuses nothing.

    `page` is the address at which the page itself answers, with scheme and host; `label` the verdict that readers see.
    """
    if not isinstance(data, dict) or data.get("@type") != "ClaimReview":
        return ["It is no ClaimReview."]
    shown = Shown(page, label)
    return [words for rule in RULES for words in rule(data, shown)]


def _context(data: dict, shown: Shown) -> Iterator[str]:
    """JSON-LD names its vocabulary (schema.org)."""
    if data.get("@context") not in CONTEXTS:
        yield "@context is not https://schema.org."


def _claim(data: dict, shown: Shown) -> Iterator[str]:
    """claimReviewed is required: a short summary of the claim (Google); the rating has a field of its own."""
    said = _text(data.get("claimReviewed"))
    label = re.escape(shown.label.casefold())
    if not said:
        yield "claimReviewed is missing."
    elif label and re.search(
        rf"^\W*{label}\s*(?:[{DASHES}]|\W*$)|[(\[{DASHES}]\s*{label}\W*$", said.casefold()
    ):
        yield f"claimReviewed says the rating “{shown.label}” beside the claim; it holds the claim alone."


def _url(data: dict, shown: Shown) -> Iterator[str]:
    """url is required, on the host of the page that carries it; redirects are not followed (Google)."""
    url = _text(data.get("url"))
    parts, own = _split(url), _split(shown.page)
    if parts is None or parts.scheme not in ("http", "https"):
        yield "url is missing or no http address."
    elif own is None or parts.netloc != own.netloc:
        yield f"url is on {parts.netloc}, not on the host of its page."
    elif url.partition("#")[0] != shown.page:
        yield "url is not the address at which its page answers without a redirect."


def _reviewer(data: dict, shown: Shown) -> Iterator[str]:
    """author, the publisher of the review: an organisation or a person with a name or an address (Google)."""
    author = data.get("author")
    if not isinstance(author, dict) or not (_text(author.get("name")) or _text(author.get("url"))):
        yield "author, who reviewed the claim, has no name."


def _label(data: dict, shown: Shown) -> Iterator[str]:
    """reviewRating.alternateName is required and shown in search results (Google); it is what the page says."""
    name = _text(_rating(data).get("alternateName"))
    if not name:
        yield "reviewRating.alternateName is missing."
    elif name != shown.label:
        yield f"reviewRating.alternateName is “{name}”, and the page says “{shown.label}”."


def _value(data: dict, shown: Shown) -> Iterator[str]:
    """ratingValue lies from worstRating to bestRating; all are numbers, worst at least 1, best above it (Google)."""
    rating = _rating(data)
    given = [name for name in ("ratingValue", "worstRating", "bestRating") if name in rating]
    if not given:
        return
    value, worst, best = (_number(rating.get(name)) for name in ("ratingValue", "worstRating", "bestRating"))
    if value is None or worst is None or best is None:
        yield "reviewRating needs ratingValue, worstRating and bestRating as numbers, or none of them."
    elif worst < 1 or best <= worst:
        yield "worstRating is at least 1, and bestRating greater."
    elif not worst <= value <= best:
        yield f"ratingValue {value:g} is not between {worst:g} and {best:g}."


def _claimant(data: dict, shown: Shown) -> Iterator[str]:
    """itemReviewed.author is who made the claim, not who reviewed it; it has a name where it is given (Google)."""
    item = data.get("itemReviewed")
    if item is None or (isinstance(item, dict) and "author" not in item):
        return
    author = item.get("author") if isinstance(item, dict) else None
    name = _text(author.get("name")) if isinstance(author, dict) else ""
    reviewer = data.get("author")
    own = _text(reviewer.get("name")) if isinstance(reviewer, dict) else ""
    if not name:
        yield "itemReviewed.author has no name; leave it out where nobody is named."
    elif _same(name) == _same(own):
        yield f"The claimant “{name}” is also the reviewer."


def _dates(data: dict, shown: Shown) -> Iterator[str]:
    """datePublished and expires are ISO 8601 dates; a review does not expire before it was published (schema.org)."""
    published, expires = _date(data.get("datePublished")), _date(data.get("expires"))
    if published is None:
        yield "datePublished is missing or no date."
    if "expires" in data and expires is None:
        yield "expires is no date."
    if published and expires and expires < published:
        yield "expires lies before datePublished."
    item = data.get("itemReviewed")
    said = item.get("datePublished") if isinstance(item, dict) else None
    if said is not None and _date(said) is None:
        yield "itemReviewed.datePublished is no date."


RULES: tuple[Callable[[dict, Shown], Iterator[str]], ...] = (
    _context, _claim, _url, _reviewer, _label, _value, _claimant, _dates,
)  # fmt: skip


def check_claim_page(html: str, *, page: str, withdrawn: bool = False) -> list[str]:
    """The rules that a claim's finished page breaks, in words. `page` as above.

    One ClaimReview, on the page of the claim; none where the verdict is `withdrawn`: machines repeat what stands.
    """
    blocks, label = read_claim_page(html)
    if withdrawn:
        return ["A withdrawn verdict has markup."] if blocks else []
    if len(blocks) != 1:
        return [
            "It has no ClaimReview." if not blocks else f"It has {len(blocks)} pieces of markup, not one."
        ]
    try:
        data = json.loads(blocks[0])
    except ValueError:
        return ["Its markup is no JSON."]
    return check_claim_review(data, page=page, label=label)


def read_claim_page(html: str) -> tuple[list[str], str]:
    """(JSON-LD scripts, label of the verdict as readers see it, blanks folded) of a claim's page of ours."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.scripts, " ".join("".join(reader.label).split())


class _Reader(HTMLParser):
    """Our own finished pages: well formed, and without hostile markup."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.label: list[str] = []
        self.ruling = self.inside = self.script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "script" and names.get("type") == "application/ld+json":
            self.script = True
            self.scripts.append("")
        elif tag == "p":
            self.ruling = names.get("class") == "ruling"
        elif tag == "span" and self.ruling:
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.script = self.script and tag != "script"
        self.ruling = self.ruling and tag != "p"
        self.inside = self.inside and tag != "span"

    def handle_data(self, data: str) -> None:
        if self.script:
            self.scripts[-1] += data
        elif self.inside:
            self.label.append(data)


def _rating(data: dict) -> dict:
    rating = data.get("reviewRating")
    return rating if isinstance(rating, dict) else {}


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _split(url: str) -> Any:
    try:
        return urlsplit(url) if url else None
    except ValueError:
        return None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _date(value: Any) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None
