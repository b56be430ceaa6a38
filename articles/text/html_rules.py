"""What each HTML element means for an article. Names after the HTML standard, section 4."""

import re
from collections.abc import Mapping

from articles.text.html_tokens import Value

# Elements whose content is no article text, with the reason given for the part.
RAW = {
    "script": "script",
    "style": "style",
    "iframe": "embedded page",
    "noembed": "embedded page",
    "noframes": "embedded page",
    "textarea": "form field",
    "title": "page title",
}
LEFT_OUT = {
    "template": "template",
    "svg": "drawing",
    "object": "embedded page",
    "canvas": "drawing",
    "audio": "media",
    "video": "media",
    "select": "form field",
    "button": "form field",
    "datalist": "form field",
    "nav": "navigation",
    "rp": "reading aid in brackets",
    "noscript": "text for browsers without scripts",
}
VOID = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr basefont bgsound keygen".split()  # noqa: SIM905
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CELLS = frozenset(("td", "th"))
TABLE = frozenset(("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup"))
LISTS = frozenset(("ul", "ol", "menu", "dir"))
BLOCKS = (
    frozenset(
        (
            *(
                "address",
                "article",
                "aside",
                "blockquote",
                "body",
                "center",
                "dd",
                "details",
                "dialog",
                "div",
            ),
            *(
                "dl",
                "dt",
                "fieldset",
                "figcaption",
                "figure",
                "footer",
                "form",
                "header",
                "hgroup",
                "hr",
                "html",
            ),
            *("head", "legend", "li", "listing", "main", "p", "pre", "plaintext", "search", "section"),
            *("summary", "xmp", "option"),
        )
    )
    | LISTS
    | TABLE
    | frozenset(HEADINGS)
)
# An opening tag ends an open element of these names, up to the given fence.
CLOSES = {
    "li": (frozenset(("li",)), LISTS),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "tr": (frozenset(("tr", "td", "th")), frozenset(("table",))),
    "td": (CELLS, frozenset(("tr", "table"))),
    "th": (CELLS, frozenset(("tr", "table"))),
    "tbody": (frozenset(("thead", "tbody", "tfoot", "tr", "td", "th")), frozenset(("table",))),
    "tfoot": (frozenset(("thead", "tbody", "tfoot", "tr", "td", "th")), frozenset(("table",))),
}
STYLES = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
# Characters that browsers show for a tag.
SHOWN = {("open", "rt"): "(", ("close", "rt"): ")", ("open", "q"): "“", ("close", "q"): "”"}

_HIDING = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|font-size\s{0,9}:\s{0,9}0(?![.\d]*[1-9])"
    r"|opacity\s{0,9}:\s{0,9}0(?![.\d]*[1-9])"
    r"|(?:left|top|text-indent|margin-left)\s{0,9}:\s{0,9}-\d{3,6}(?:px|em|rem|%)",
    re.IGNORECASE,
)


def is_hidden(found: Mapping[str, Value]) -> bool:
    """Whether the attributes of an element keep it from every reader's eye."""
    if "hidden" in found and found["hidden"].text.lower() != "until-found":
        return True
    style = found.get("style")
    return style is not None and bool(_HIDING.search(style.text))
