"""Every page as the HTML standard wants it: no parse error, ids that are there once, elements where they may stand."""

import re
from collections import Counter
from collections.abc import Iterator

import html5lib
import pytest
from django.conf import settings

from tests.whole.crawl import tree_of
from tests.whole.looks import Look, Whole

pytestmark = pytest.mark.django_db
REFERENCES = (
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "headers",
    "list",
    "form",
)
SECTIONS = {"address", "article", "aside", "footer", "header", "main", "nav", "section"}
BLOCKS = SECTIONS | {
    "blockquote",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
}
# Elements that take words and what stands among words, and nothing that makes a block.
WORDS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "span",
    "em",
    "strong",
    "small",
    "s",
    "cite",
    "q",
    "code",
    "kbd",
    "sub",
    "sup",
    "i",
    "b",
    "u",
    "mark",
    "bdi",
    "bdo",
    "time",
    "button",
    "label",
    "legend",
    "dt",
    "abbr",
    "summary",
}
WORDS -= {"dt", "legend", "summary"}
# A day, a month, or a point in time with its zone; at most three digits of a fraction.
TIME = re.compile(r"\d{4}-\d\d(-\d\d)?(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d))?")
INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "details", "iframe"}
CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}, "select": {"option", "optgroup", "hr"}, "tr": {"td", "th"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"}, "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"},
}  # fmt: skip
OLD = {
    "align",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "valign",
    "name",
    "width",
    "height",
    "type",
    "size",
}
NAMED = {
    "input",
    "select",
    "textarea",
    "button",
    "form",
    "meta",
    "param",
    "fieldset",
    "output",
    "object",
    "iframe",
    "slot",
    "map",
}
TYPED = {"input", "button", "link", "script", "style", "ol", "source", "a", "embed", "object"}
DISABLED = {"button", "fieldset", "input", "link", "optgroup", "option", "select", "textarea"}
SWITCHES = {("autocomplete", "on"), ("autocomplete", "off")}  # of what is typed, so not of a hidden field
SIZED = {
    "img",
    "video",
    "canvas",
    "svg",
    "rect",
    "iframe",
    "embed",
    "object",
    "input",
    "source",
    "pattern",
    "image",
    "use",
    "symbol",
    "mask",
    "filter",
}

# What Django's own admin does: its help for a password that is only shown, and for boxes to tick, is written without id;
# that password is a div, and hidden fields have labels, in rows that are hidden too.
OF_DJANGO = {
    f"{tag} aria-describedby=id_{name}_helptext: no such id"
    for tag, name in (("div", "password"), ("input", "groups"), ("input", "permissions"))
}
OF_DJANGO |= {"div disabled"}
OF_DJANGO |= {f"label for={name}: a hidden field" for name in ("id_seen_digest", "id_based_on")}


def faults_of(look: Look) -> Iterator[str]:
    try:
        tree = tree_of(look.html)
    except html5lib.html5parser.ParseError as error:
        yield f"parse error: {error}"
        return
    nodes = [node for node in tree.iter() if isinstance(node.tag, str)]
    ids = Counter(node.get("id") for node in nodes if node.get("id") is not None)
    yield from (
        f"id {one!r} stands {times} times"
        for one, times in ids.items()
        if times > 1 or not one or re.search(r"\s", one)
    )
    hidden = {node.get("id") for node in nodes if node.tag == "input" and node.get("type") == "hidden"}
    for node in nodes:
        if node.tag == "label" and node.get("for") in hidden - {None}:
            yield f"label for={node.get('for')}: a hidden field"
        for name in REFERENCES:
            yield from (
                f"{node.tag} {name}={one}: no such id"
                for one in (node.get(name) or "").split()
                if one not in ids
            )
        if not node.tag.startswith("{"):  # of a picture, which has rules of its own
            yield from _attributes(node)
    yield from _nesting(tree, ())
    for tag, least in (("title", 1), ("main", 1), ("h1", 1)):
        found = [node for node in nodes if node.tag == tag]
        if len(found) != least or not "".join(found[0].itertext()).strip():
            yield f"{len(found)} {tag}"
    if not tree.get("lang"):
        yield "no language"


def _attributes(node) -> Iterator[str]:
    for name, value in node.attrib.items():
        allowed = {
            "name": NAMED,
            "type": TYPED,
            "width": SIZED,
            "height": SIZED,
            "size": {"input", "select"},
        }.get(name, set())
        if name in OLD and node.tag not in allowed:
            yield f"{node.tag} {name}={value!r} is not of HTML"
        if name == "style" or name.startswith("on"):
            yield f"{node.tag} {name}: inline"
        if name == "disabled" and node.tag not in DISABLED:
            yield f"{node.tag} disabled"
        if (name.startswith("aria-") or (name, value) in SWITCHES) and node.get("type") == "hidden":
            yield f"hidden {node.get('name')} with {name}"
    if node.tag == "img" and node.get("alt") is None:
        yield "img without alt"
    if node.tag == "script" and not node.get("src") and node.get("type") != "application/ld+json":
        yield "inline script"
    if node.tag == "time" and not TIME.fullmatch(node.get("datetime") or "".join(node.itertext())):
        yield f"time {node.get('datetime')!r} is none of HTML"


def _nesting(node, above: tuple[str, ...]) -> Iterator[str]:
    for child in node:
        if not isinstance(child.tag, str):
            continue
        where = f"{child.tag} in {node.tag}"
        if child.tag in BLOCKS and (held := {*above, node.tag} & WORDS):
            yield f"{child.tag} in {sorted(held)}"
        if node.tag in CHILDREN and child.tag not in CHILDREN[node.tag] | {"script", "template"}:
            yield where
        if child.tag == "li" and node.tag not in ("ul", "ol", "menu"):
            yield where
        if child.tag in ("dt", "dd") and not (
            node.tag == "dl" or (node.tag == "div" and above[-1:] == ("dl",))
        ):
            yield where
        around = {"a", "button"} & {*above, node.tag}
        if around and child.tag in INTERACTIVE and child.get("type") != "hidden":
            yield f"{child.tag} in {sorted(around)}"
        if child.tag == "form" and "form" in (*above, node.tag):
            yield "form in form"
        if child.tag in ("div",) and node.tag == "dl" and not {one.tag for one in child} <= {"dt", "dd"}:
            yield "something else in a div of a dl"
        yield from _nesting(child, (*above, node.tag))


def test_every_page_is_valid(whole: Whole):
    found = {str(look): sorted({*faults_of(look)} - OF_DJANGO) for look in whole.pages()}
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) > 300


def test_every_page_has_a_title_of_its_own(whole: Whole):
    """Of those that search engines list: two with one title cannot be told apart there."""
    titles = Counter()
    for path, answer in whole.site.items():
        if answer.kind == "text/html" and answer.status == 200:
            head = tree_of(answer.body.decode()).find("head")
            if [node.get("href") for node in head.findall("link") if node.get("rel") == "canonical"] == [
                settings.SITE_URL + path
            ]:
                titles["".join(head.find("title").itertext())] += 1
    assert len(titles) > 40
    assert {title: times for title, times in titles.items() if times > 1} == {}
