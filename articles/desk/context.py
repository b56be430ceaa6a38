"""A claim where it stands: its sentence with the one before and after, and the whole text around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from articles.enums import ClaimStatus
from articles.models import Appearance, Article, Claim
from articles.public.site import direction
from articles.text.claims.visible import Visible
from articles.text.hidden import hidden_marks
from articles.text.marks import Mark
from articles.text.parse import parse
from articles.text.render import render_html, visible
from articles.text.sentences import split_sentences
from articles.text.types import Block, Document, Span

ASIDE = (ClaimStatus.OPINION, ClaimStatus.DISMISSED)
PROSE = ("paragraph", "list_item", "quote", "table", "code")
MARK = ('<span class="claim" id="words">', "</span>", '<span class="claim">')
# Other claims of the text stand out less, and nothing tells what became of them.
NEAR = ('<span class="claim near" title="another claim">', "</span>", '<span class="claim near">')


@dataclass(frozen=True)
class Sentences:
    """What a reader sees around a claim; `words` are the claim's own.

    `lead` and `rest` stand in the same block as the claim, `above` and `below` in the one before and after.
    """

    above: str
    lead: str
    words: str
    rest: str
    below: str


@dataclass(frozen=True)
class Place:
    """One article in which a claim stands now. Without `around` the claim has lost its place in the text."""

    article: Article
    appearance: Appearance
    direction: str
    around: Sentences | None
    html: SafeString
    others: int


def place_of(claim: Claim, *, article_id: int) -> Place:
    """Where the claim stands in the newest text of the article with this id."""
    rows = Appearance.objects.select_related("revision__current_of")
    appearance = rows.get(claim=claim, revision__current_of=article_id)
    article = appearance.revision.current_of
    document = parse(appearance.revision.text, article.format)
    spans = [] if appearance.start is None else [(appearance.start, appearance.end)]
    near = Appearance.objects.filter(revision=appearance.revision, start__isnull=False).exclude(claim=claim)
    others = list(near.exclude(claim__status__in=ASIDE).values_list("start", "end"))
    marks = [Mark(start, end, *MARK) for start, end in spans]
    marks += [Mark(start, end, *NEAR) for start, end in others]
    html = render_html(document, marks=[*marks, *hidden_marks(document)], skip_title=True, heading_base=3)
    return Place(
        article=article,
        appearance=appearance,
        direction=direction(article.language),
        around=next((sentences_around(document, start, end) for start, end in spans), None),
        html=mark_safe(html),  # noqa: S308  render_html escapes all of the text
        others=len(others),
    )


def sentences_around(document: Document, start: int, end: int) -> Sentences:
    """The claim `[start, end)` (raw code points) from the sentence before its own to the one after."""
    before: tuple[Block, Span] | None = None
    after: tuple[Block, Span] | None = None
    left, right = start, end
    homes: list[Block] = []
    for block, sentence in _sentences(document):
        if sentence.end <= start:
            before = (block, sentence)
        elif sentence.start >= end:
            after = (block, sentence)
            break
        else:
            homes.append(block)
            left, right = min(left, sentence.start), max(right, sentence.end)
    above = below = ""
    if before and homes and before[0] is homes[0]:
        left = before[1].start
    elif before:
        above = visible(document, before[1].start, before[1].end)
    if after and homes and after[0] is homes[-1]:
        right = after[1].end
    elif after:
        below = visible(document, after[1].start, after[1].end)
    lead, words, rest = (
        visible(document, left, start),
        visible(document, start, end),
        visible(document, end, right),
    )
    return Sentences(above, lead, words, rest, below)


def _sentences(document: Document) -> Iterator[tuple[Block, Span]]:
    """All sentences of the prose with their blocks, in order, as raw ranges."""
    for block in document.blocks:
        if block.kind in PROSE and block.text.strip():
            words = Visible(block)
            for sentence in split_sentences(words.text):
                yield block, Span(*words.raw(sentence.start, sentence.end))
