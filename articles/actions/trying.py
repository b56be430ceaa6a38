"""A phrase or a rule of the finder tried on the archive before it counts: reads only."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from time import monotonic

from articles.actions.rules import check_phrase
from articles.enums import FindingStatus
from articles.models import Finding, Revision
from articles.text.spam import Phrase, find_spam, folded
from articles.text.spam.interval import wilson
from articles.text.spam.phrases import find_phrases, index_of
from articles.text.types import Finding as Found

MOST_ARTICLES = 2_000
MOST_HITS = 500
SECONDS = 5.0
CHUNK = 100  # articles read at a time
AROUND = 60  # characters of context on each side

Finder = Callable[[str], Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit with the words around it; `status` is that of the finding it touches, "" where there is none."""

    headline: str
    slug: str
    language: str
    before: str
    words: str
    after: str
    sure: bool
    status: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it. `cut` says why not all of the archive was looked at, "" when all was."""

    hits: tuple[Hit, ...]
    looked: int  # articles
    touched: int  # articles with a hit
    cut: str

    @property
    def counts(self) -> Counter[str]:
        """How many hits are removed, kept, open, and "" for those that no finding covers: what the rule adds."""
        return Counter(hit.status for hit in self.hits)

    @property
    def decided(self) -> int:
        return self.counts[FindingStatus.REMOVED] + self.counts[FindingStatus.KEPT]

    @property
    def precision(self) -> float | None:
        """The share of removed hits among the decided ones; None while none is decided."""
        return self.counts[FindingStatus.REMOVED] / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.counts[FindingStatus.REMOVED], self.decided)

    @property
    def sure(self) -> int:
        return sum(hit.sure for hit in self.hits)


def try_phrase(phrase: str) -> Trial:
    """Where the phrase would be found in the newest 2,000 articles, as they came in.

    At most 500 hits and about 5 seconds. Refuses a phrase that cannot be a rule (Refused).
    """
    index = index_of([Phrase(folded(check_phrase(phrase)), "try", "other")])
    return _try(lambda text: find_phrases(text, index))


def try_rule(name: str) -> Trial:
    """Where a rule of the finder finds something in the newest articles, within the same bounds."""
    return _try(lambda text: [one for one in find_spam(text) if one.rule == name])


def _try(find: Finder) -> Trial:
    """Findings hold their place in the text they were found in, so the first texts are searched: nothing is out."""
    end = monotonic() + SECONDS
    hits: list[Hit] = []
    looked = touched = 0
    rows = Revision.objects.filter(number=1).select_related("article").order_by("-article_id")
    rows = rows.only("text", "article__headline", "article__slug", "article__language")
    source = rows[:MOST_ARTICLES].iterator(chunk_size=CHUNK)
    while chunk := list(islice(source, CHUNK)):
        there = _findings(chunk)
        for revision in chunk:
            found = find(revision.text)
            hits += (_hit(revision, one, there[revision.article_id]) for one in found)
            looked, touched = looked + 1, touched + bool(found)
            if len(hits) > MOST_HITS:
                return Trial(tuple(hits[:MOST_HITS]), looked, touched, f"after {MOST_HITS} hits")
            if monotonic() > end:
                return Trial(tuple(hits), looked, touched, f"after {SECONDS:g} seconds")
    return Trial(
        tuple(hits), looked, touched, "" if looked < MOST_ARTICLES else f"after {MOST_ARTICLES:,} articles"
    )


def _findings(chunk: Sequence[Revision]) -> dict[int, list[Finding]]:
    """{article: its findings}, in one query."""
    found: dict[int, list[Finding]] = defaultdict(list)
    articles = [revision.article_id for revision in chunk]
    rows = Finding.objects.filter(revision__article__in=articles).select_related("revision")
    for row in rows.only("start", "end", "key", "status", "revision__number", "revision__article").order_by(
        "pk"
    ):
        found[row.revision.article_id].append(row)
    return found


def _hit(revision: Revision, one: Found, findings: Sequence[Finding]) -> Hit:
    text, article = revision.text, revision.article
    return Hit(
        article.headline,
        article.slug,
        article.language,
        _line(text[max(0, one.start - AROUND) : one.start]),
        text[one.start : one.end],
        _line(text[one.end : one.end + AROUND]),
        one.sure,
        next(_touching(text, one, findings), ""),
    )


def _line(words: str) -> str:
    return words.replace("\n", " ⏎ ")


def _touching(text: str, one: Found, findings: Sequence[Finding]) -> Iterator[str]:
    """The status of what covers a hit: by its place in the same text; in a later text, by its words."""
    for finding in findings:
        if finding.revision.number == 1 and finding.start < one.end and one.start < finding.end:
            yield finding.status
    words = folded(text[one.start : one.end])
    for finding in findings:
        if finding.revision.number > 1 and words and words in finding.key:
            yield finding.status
