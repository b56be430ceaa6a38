"""Read stored pages as a browser would."""

import json
import re

import html5lib

from articles.models import Page

SKIPPED = ("script", "style", "head")


def html_of(path: str) -> str:
    return bytes(Page.objects.get(pk=path).body).decode()


def tree_of(html: str):
    """The parsed page; anything that the HTML standard calls a parse error raises."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def links_of(html: str) -> list[str]:
    return [node.get("href") for node in tree_of(html).iter() if node.get("href") is not None]


def words_of(html: str) -> str:
    """What a reader sees in the body, blanks folded."""

    def walk(node) -> list[str]:
        if node.tag in SKIPPED:
            return [node.tail or ""]
        pieces = [node.text or ""] if isinstance(node.tag, str) else []
        for child in node:
            pieces += walk(child)
        return [*pieces, node.tail or ""]

    return " ".join("".join(walk(tree_of(html))).split())


def jsonld_of(html: str) -> dict:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


def status_of(path: str) -> int | None:
    return Page.objects.filter(pk=path).values_list("status", flat=True).first()
