"""A phrase or a rule of the finder tried on the archive before it counts: reads only."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import islice
from time import monotonic

from articles.actions.memory import read_lists
from articles.actions.rules import check_phrase, name_of
from articles.enums import FindingStatus
from articles.models import Finding, Revision
from articles.text.spam import Lists, Phrase, folded, screen
from articles.text.spam.interval import wilson
from articles.text.spam.phrases import find_phrases, index_of
from articles.text.types import Finding as Found

MOST_HITS = 500  # shown; after so many it stops at the end of an article
SECONDS = 5.0
# Code points of one article: a text full of findings takes 2 s then, and is stopped by nothing.
MOST_TEXT = 200_000
CHUNK = 100  # articles read at a time
AROUND = 60  # characters of context on each side

Finder = Callable[[Revision], Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit with the words around it.

    `status` is that of the finding it touches, "" where there is none; `other` the rule in force that finds it
    without this one, "" where none does.
    """

    headline: str
    slug: str
    language: str
    before: str
    words: str
    after: str
    sure: bool
    status: str
    other: str


@dataclass(frozen=True, slots=True)
class Sums:
    """What was counted. Those of two stretches of the archive add up."""

    looked: int = 0  # articles
    touched: int = 0  # articles with a hit
    hits: int = 0
    removed: int = 0
    kept: int = 0
    open: int = 0
    sure: int = 0
    added: int = 0  # hits that no other rule in force finds
    passed: int = 0  # articles that are too long to be looked at

    def __add__(self, more: "Sums") -> "Sums":
        return Sums(*map(sum, zip(astuple(self), astuple(more), strict=True)))

    @property
    def decided(self) -> int:
        return self.removed + self.kept

    @property
    def precision(self) -> float | None:
        """The share of removed hits among the decided ones; None while none is decided."""
        return self.removed / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.removed, self.decided)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a stretch of the archive, newest articles first. `rest`: the next one is before this article."""

    hits: tuple[Hit, ...]
    sums: Sums
    rest: int | None  # None: the whole archive was looked at


def try_phrase(phrase: str, *, before: int | None = None) -> Trial:
    """Where the phrase would be found in the articles as they came in, from the newest on, or from `before` on.

    Takes the id of an article, as `rest` gave it. Looks for about 5 seconds, or until it has 500 hits, and passes
    over articles of more than MOST_TEXT. Refuses a phrase that cannot be a rule (Refused).
    """
    index, lists = index_of([Phrase(folded(check_phrase(phrase)), "try", "other")]), read_lists()
    others = replace(lists, phrases=tuple(one for one in lists.phrases if one.rule != name_of(phrase)))
    return _try(lambda revision: find_phrases(revision.text, index), others, before)


def try_rule(name: str, *, before: int | None = None) -> Trial:
    """Where a rule of the finder finds something, within the same bounds, whether it is switched off or not."""
    lists = read_lists()
    there, others = replace(lists, off=lists.off - {name}), replace(lists, off=lists.off | {name})
    return _try(
        lambda revision: [one for one in _screened(revision, there) if one.rule == name], others, before
    )


def _screened(revision: Revision, lists: Lists) -> Sequence[Found]:
    return screen(revision.text, format=revision.article.format, lists=lists)


def _try(find: Finder, others: Lists, before: int | None) -> Trial:
    """Findings hold their place in the text they were found in, so the first texts are searched: nothing is out."""
    end = monotonic() + SECONDS
    hits: list[Hit] = []
    sums, last = Sums(), None
    rows = Revision.objects.filter(number=1).select_related("article").order_by("-article_id")
    rows = rows.only("text", *(f"article__{name}" for name in ("headline", "slug", "language", "format")))
    if before is not None:
        rows = rows.filter(article__lt=before)
    source = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(source, CHUNK)):
        there = _findings(chunk)
        for revision in chunk:
            if last is not None and (len(hits) >= MOST_HITS or monotonic() > end):
                return Trial(tuple(hits[:MOST_HITS]), sums, last)
            last = revision.article_id
            if len(revision.text) > MOST_TEXT:
                sums += Sums(passed=1)
                continue
            found = find(revision)
            known = _screened(revision, others) if found else ()
            fresh = [_hit(revision, one, there[revision.article_id], known) for one in found]
            hits, sums = hits + fresh, sums + _sums(fresh)
    return Trial(tuple(hits[:MOST_HITS]), sums, None)


def _sums(hits: Sequence[Hit]) -> Sums:
    """Those of one article."""
    counts = Counter(hit.status for hit in hits)
    return Sums(
        looked=1,
        touched=bool(hits),
        hits=len(hits),
        removed=counts[FindingStatus.REMOVED],
        kept=counts[FindingStatus.KEPT],
        open=counts[FindingStatus.OPEN],
        sure=sum(hit.sure for hit in hits),
        added=sum(not hit.other for hit in hits),
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


def _hit(revision: Revision, one: Found, findings: Sequence[Finding], known: Sequence[Found]) -> Hit:
    text, article = revision.text, revision.article
    start, end = max(0, one.start - AROUND), one.end + AROUND
    return Hit(
        headline=article.headline,
        slug=article.slug,
        language=article.language,
        before="…" * (start > 0) + _line(text[start : one.start]),
        words=text[one.start : one.end],
        after=_line(text[one.end : end]) + "…" * (end < len(text)),
        sure=one.sure,
        status=next(_touching(text, one, findings), ""),
        other=next((other.rule for other in known if other.start < one.end and one.start < other.end), ""),
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
