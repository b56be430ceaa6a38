"""The values that the text functions take and give back.

Every offset is a count of code points into the text exactly as it came in: raw Markdown marks, HTML tags
and entities are counted too. A half-open range `[start, end)` is used throughout.
"""

from dataclasses import dataclass, field

# What a part of an imported text is. Together the parts of a `Document` cover the text without a gap.
PART_KINDS = (
    "title",  # the article's own title line
    "heading",
    "paragraph",
    "list_item",
    "quote",
    "code",
    "table",
    "date_line",
    "tag_line",
    "byline",
    "markup",  # tags, Markdown marks, fences, comments: shown to nobody
    "blank",  # white space between parts
    "drop",  # left out on purpose: script, style; `reason` says why
)


@dataclass(frozen=True, slots=True)
class Span:
    """A range of code points; `start < end` unless it marks a place."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One named piece of an imported text."""

    kind: str
    start: int
    end: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of visible text inside a block.

    `text` is what a reader sees and `[start, end)` where it stands in the raw text. Either both have the same
    length and match code point for code point, or the run is atomic (an HTML entity, a line break) and is
    marked or removed only as a whole.
    """

    text: str
    start: int
    end: int
    # Any of "strong", "em", "code", joined by a blank. "br" is a line break that the reader sees (other line
    # breaks only separate words), "cell" and "row" the gaps between the cells and rows of a table, "gap" one
    # between two blocks in a cell.
    style: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One visible block of an article, in reading order."""

    kind: str  # title, heading, paragraph, list_item, quote, code, table, date_line, tag_line, byline
    start: int
    end: int
    runs: tuple[Run, ...]
    level: int = 0  # of a heading (title is 1), or how deep a list item stands
    ordered: bool = False  # a list item with a number
    marker: str = ""  # the number or bullet as written

    @property
    def text(self) -> str:
        """What a reader sees of the block."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Document:
    """An imported text, taken apart. `parts` cover it from 0 to its length without gap or overlap."""

    format: str  # text, markdown, html
    text: str
    title: str  # what a reader sees of the title, "" where the text has none
    language: str  # two letters by script and frequent words, "" where unsure
    date: str  # as written in the text, "" where there is none
    tags: tuple[str, ...]
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One suspected injected fragment. `sure` findings are ticked for the editor, the others only shown."""

    start: int
    end: int
    rule: str  # a short stable name, such as "foreign-prefix"
    # A short word: one of `spam.rules.CATEGORIES`, or what an editor's own phrase says.
    category: str
    confidence: float  # 0 to 1
    sure: bool
    reason: str  # one or two sentences for an editor
    signals: tuple[str, ...] = ()  # the independent kinds of evidence
    version: int = 1  # of the rule, as the desk numbers them


@dataclass(frozen=True, slots=True)
class Change:
    """Replace `[start, end)` of the text before by `text`: "" removes, `start == end` inserts."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """One statement that seems worth checking. `[start, end)` quotes it in the raw text."""

    start: int
    end: int
    text: str  # what a reader sees of it
    score: float  # 0 to 1
    reasons: tuple[str, ...] = ()  # figure, comparison, superlative, date, cause, named body, attribution
    claimant: str = ""  # who says it, where the text names somebody


@dataclass(frozen=True, slots=True)
class Selector:
    """A quote selector (W3C Web Annotation) with its position."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a selector stands in another text, and how sure that is."""

    state: str  # anchored, relocated, drifted, orphaned
    selector: Selector | None = field(default=None)  # None when orphaned
    score: float = 1.0
