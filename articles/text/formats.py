"""Tell plain text, Markdown and HTML apart."""

import re

FORMATS = ("text", "markdown", "html")
SAMPLE = 100_000  # code points that are looked at

_ENDINGS = {
    "markdown": (".md", ".markdown", ".mdown", ".mkd"),
    "html": (".html", ".htm", ".xhtml"),
}
_PAGE = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype|html|head|body|article|main|section|header|footer|div|p|h[1-6]|ul|ol|table"
    r"|blockquote|figure|center|meta|title|script|style)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK_END = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|ol|td|tr|table|article|section|body|html|blockquote|pre)>", re.IGNORECASE
)
_TAG_LINE = re.compile(r"(?m)^[ \t]*</?[a-zA-Z]")
# What Markdown shows, and how much it says: prose without marks may hold one of them by chance.
_SIGNS = (
    (re.compile(r"(?m)^#{1,6} +\S"), 2),
    (re.compile(r"(?m)^(?:```|~~~)[\w+-]{0,20}[ \t]*$"), 3),
    (re.compile(r"\]\((?:https?://|mailto:|/|\.|#)[^\s()]{0,300}\)"), 3),
    (re.compile(r"\*\*\S[^*\n]{0,300}\S\*\*"), 2),
    (re.compile(r"(?m)^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*$"), 2),
    (re.compile(r"(?m)^[^\s#>|*-][^\n]{0,200}\n(?:={3,}|-{3,})[ \t]*$"), 2),
    (re.compile(r"(?m)^> \S"), 1),
    (re.compile(r"(?<![\w`])`[^`\n]{1,100}`(?![\w`])"), 1),
    (re.compile(r"(?m)^[*+-] \S"), 1),
    (re.compile(r"(?<![\w*])\*[^\s*][^*\n]{0,200}\*(?![\w*])"), 1),
)


def detect_format(text: str, name: str = "") -> str:
    """Return "text", "markdown" or "html" for a text; the ending of its file `name` decides where it says.

    A `.txt` file may hold any of the three, so its text is looked at. Looks at the first SAMPLE code points.
    """
    lowered = name.lower()
    for kind, endings in _ENDINGS.items():
        if lowered.endswith(endings):
            return kind
    sample = text[:SAMPLE].lstrip("\ufeff")
    if _is_html(sample):
        return "html"
    return "markdown" if _is_markdown(sample) else "text"


def _is_html(sample: str) -> bool:
    ends = len(_BLOCK_END.findall(sample))
    if _PAGE.match(sample):
        return ends > 0 or "<!doctype" in sample[:500].lower() or sample.count("<") > 2
    lines = sample.count("\n") + 1
    return ends >= 3 and 3 * len(_TAG_LINE.findall(sample)) >= lines


def _is_markdown(sample: str) -> bool:
    first = sample.lstrip()[:200].split("\n", 1)[0]
    if re.match(r"#{1,6} +\S", first):
        return True
    if re.match(
        r"---[ \t]*\r?\n(?:[\w-]{1,40}:[^\n]{0,500}\n|[ \t]+[^\n]{0,500}\n|- [^\n]{0,500}\n){1,60}---", sample
    ):
        return True
    score = sum(weight for pattern, weight in _SIGNS if pattern.search(sample))
    return score >= 3
