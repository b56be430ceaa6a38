"""What a page leads to, and a walk through all that can be reached from the front page."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib

LINKS = {"href", "src", "action", "srcset", "poster", "data", "formaction", "cite"}
METAS = {"og:url", "og:image"}
LOC = re.compile(
    r"<(?:loc|link|id|guid|image:loc)[^>]*>(https?://[^<]+)<|\b(?:href|template|url)=\"(https?://[^\"]+)\""
)
URL = re.compile(r"url\(([^)]*)\)")


@dataclass(frozen=True)
class Answer:
    path: str
    status: int
    kind: str
    headers: dict[str, str]
    body: bytes


@lru_cache(maxsize=1000)
def tree_of(html: str):
    """The parsed page; anything that the HTML standard calls a parse error raises."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def links_of(answer: Answer) -> Iterator[tuple[str, str]]:
    """(what kind of link, where it leads as it stands there) of a page, feed, sitemap, style sheet or JSON."""
    if not answer.body:
        return
    if answer.kind == "text/html":
        yield from _of_html(answer.body.decode())
    elif answer.kind.endswith("xml"):
        for one, two in LOC.findall(answer.body.decode()):
            yield "loc", (one or two).replace("&amp;", "&").replace("{searchTerms}", "harbour")
    elif answer.kind == "text/css":
        for one in URL.findall(answer.body.decode()):
            yield "url()", one.strip("'\" ")
    elif answer.kind == "application/ld+json":
        yield from (("json", one) for one in addresses_in(json.loads(answer.body)))
    elif answer.path == "/robots.txt":
        for line in answer.body.decode().splitlines():
            if line.startswith("Sitemap: "):
                yield "loc", line.removeprefix("Sitemap: ")


def _of_html(html: str) -> Iterator[tuple[str, str]]:
    for node in tree_of(html).iter():
        if not isinstance(node.tag, str):
            continue
        for name in LINKS & node.attrib.keys():
            kind = f"{node.tag} {name} {node.get('rel') or ''}".strip()
            parts = node.get(name).split(",") if name == "srcset" else [node.get(name)]
            yield from ((kind, part.split()[0] if name == "srcset" else part) for part in parts)
        if node.tag == "meta" and (node.get("property") in METAS):
            yield node.get("property"), node.get("content")
        if node.tag == "script" and node.get("type") == "application/ld+json":
            yield from (("json", one) for one in addresses_in(json.loads(node.text)))


def addresses_in(data: object) -> Iterator[str]:
    """Every address of our own vocabulary in JSON-LD; those of the vocabulary itself are names, not places."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name in (
                "url",
                "@id",
                "publishingPrinciples",
                "correctionsPolicy",
                "mainEntityOfPage",
            ) and isinstance(value, str):
                yield value
            elif name != "@context":
                yield from addresses_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from addresses_in(value)


def inside(link: str, page: str, site: str) -> tuple[str, str] | None:
    """(address, fragment) of a link of a page when it stays on the site, else None."""
    whole, fragment = urldefrag(urljoin(site + page, link))
    parts = urlsplit(whole)
    if f"{parts.scheme}://{parts.netloc}" != site:
        return None
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), fragment


def crawl(
    ask: Callable[[str], Answer], site: str, start: tuple[str, ...] = ("/", "/robots.txt")
) -> dict[str, Answer]:
    """Everything that can be reached from the front page and robots.txt, each address once; not the desk's pages."""
    seen: dict[str, Answer] = {}
    waiting = list(start)
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith("/desk/"):
            continue
        answer = seen[path] = ask(path)
        links = [link for _, link in links_of(answer)] + [answer.headers.get("Location", "")]
        for link in filter(None, links):
            found = inside(link, path, site)
            if found and found[0] not in seen:
                waiting.append(found[0])
    return seen
