"""The claims of a text in its next one: where each stands, whether the words still say it, whose decision falls."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from articles.actions.voiding import void
from articles.enums import AnchorState
from articles.models import Appearance, Article, Claim, Revision
from articles.text.anchors import carry_over
from articles.text.clean import map_position
from articles.text.headline import shorten
from articles.text.meaning import Meaning, compare_meaning
from articles.text.parse import parse
from articles.text.render import visible
from articles.text.sentences import split_sentences
from articles.text.types import Anchor, Change, Selector
from articles.workflow import ARTICLE_CLOSED, can_move

SURE = (AnchorState.ANCHORED, AnchorState.RELOCATED)
LONGEST_LINE = 5_000  # code points in which the sentence around a claim is looked for
WORD_REACH = 24  # how far a word or figure goes on beyond a claim's edge
HEADLINE = 70

Say = Callable[[Revision | str, int, int], str]


@dataclass(frozen=True)
class Carried:
    """A claim's old place, its place in the new text, and what became of the words it was judged on."""

    old: Appearance
    anchor: Anchor
    meaning: Meaning
    in_place: bool  # the new words stand where the old ones stood

    @property
    def touched(self) -> bool:
        """Whether the claim's words were changed here in what their meaning turns on."""
        return self.meaning.kind == "touched" and self.in_place


def carry_claims(
    article: Article, changes: Sequence[Change], text: str, *, known: bool
) -> tuple[Carried, ...]:
    """Where the claims of the article's newest text stand in `text`, which `changes` lead to. Writes nothing.

    `known` says that the changes are recorded facts, as of a removal, and no comparison of two texts. Words that
    only look different keep their place; of all others a person is asked (drifted). What is compared are the words
    on which the claim last stood surely, so that two small edits do not pass for none.
    """
    rows = list(Appearance.objects.filter(revision=article.revision).order_by("pk"))
    judged = {row.claim_id: row for row in rows if row.state in SURE}
    judged |= last_sure(article, [row.claim_id for row in rows if row.state not in SURE])
    step = _Step(article, changes, text, known, _reader(article))
    return tuple(_carry(row, judged.get(row.claim_id, row), step) for row in rows)


def last_sure(article: Article, claims: Sequence[int]) -> dict[int, Appearance]:
    """{claim id: where it last stood surely in a text of this article}; one query, none for no claims."""
    if not claims:
        return {}
    rows = Appearance.objects.filter(claim__in=claims, revision__article=article, state__in=SURE)
    return {row.claim_id: row for row in rows.select_related("revision").order_by("revision__number")}


def what_became(article: Article, judged: Appearance, text: str, start: int, end: int) -> Meaning:
    """What `[start, end)` of `text` says, beside the words on which the claim last stood surely."""
    say = _reader(article)
    return compare_meaning(
        say(judged.revision, judged.start or 0, judged.end or 0), say(text, start, end), article.language
    )


def _reader(article: Article) -> Say:
    """What a reader sees of a range; each text is parsed once."""

    @cache
    def parsed(text: str) -> Any:
        return parse(text, article.format)

    return lambda text, start, end: visible(
        parsed(text.text if isinstance(text, Revision) else text), start, end
    )


@dataclass(frozen=True)
class _Step:
    """From the newest text of an article to the next one."""

    article: Article
    changes: Sequence[Change]
    text: str
    known: bool
    say: Say


def _carry(row: Appearance, judged: Appearance, step: _Step) -> Carried:
    """`judged` is where the claim last stood surely: mostly the row itself."""
    revision, language = step.article.revision, step.article.language
    if row.start is None or row.end is None:
        return Carried(row, Anchor(AnchorState.ORPHANED), Meaning("changed"), False)
    selector = Selector(row.exact, row.prefix, row.suffix, row.start, row.end)
    anchor = carry_over(selector, step.changes, step.text, old_text=revision.text, known=step.known)
    place, sure = anchor.selector, anchor.state in SURE
    if place is None:
        return Carried(row, anchor, Meaning("changed"), False)
    meaning = Meaning("same")
    if place.exact != judged.exact:
        was = step.say(revision if judged is row else judged.revision, judged.start or 0, judged.end or 0)
        meaning = compare_meaning(was, step.say(step.text, place.start, place.end), language)
    if meaning.kind == "same" and sure:
        meaning = _around(revision.text, (row.start, row.end), step.text, (place.start, place.end), language)
    begin, stop = map_position(step.changes, row.start), map_position(step.changes, row.end)
    in_place = sure or (place.start < max(stop, begin + 1) and place.end > begin)
    if row.state not in SURE or meaning.kind != "same":
        anchor = Anchor(AnchorState.DRIFTED, place, anchor.score)
    return Carried(row, anchor, meaning, in_place)


def _around(old: str, one: tuple[int, int], new: str, other: tuple[int, int], language: str) -> Meaning:
    """What became of the words that a claim's edges cut, and whether its sentence is denied now, or no longer is."""
    before, after = _sentence(old, *one), _sentence(new, *other)
    if before == after:
        return Meaning("same")
    edges = compare_meaning(_whole_words(old, *one), _whole_words(new, *other), language)
    if edges.kind != "same":
        return edges
    denied = tuple(one for one in compare_meaning(before, after, language).touches if one.what == "negation")
    return Meaning("touched", denied) if denied else Meaning("same")


def _whole_words(text: str, start: int, end: int) -> str:
    left, right = max(0, start - WORD_REACH), min(len(text), end + WORD_REACH)
    while start > left and text[start - 1] < "\u2e80" and not text[start - 1].isspace():
        start -= 1
    while end < right and text[end] < "\u2e80" and not text[end].isspace():
        end += 1
    return text[start:end]


def _sentence(text: str, start: int, end: int) -> str:
    """The sentences that a range lies in; the range itself in a very long line."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if stop - begin > LONGEST_LINE:
        return text[start:end]
    spans = [one for one in split_sentences(text[begin:stop], begin) if one.start < end and one.end > start]
    return text[min(start, spans[0].start) : max(end, spans[-1].end)] if spans else text[start:end]


def losing(article: Article, carried: Iterable[Carried]) -> tuple[list[Carried], list[Carried]]:
    """Of the claims whose words were touched: those whose decision or round falls with the edit, and those that
    keep it because other articles still say their words. Two queries, none when no words were touched.
    """
    touched = {one.old.claim_id: one for one in carried if one.touched}
    if not touched:
        return [], []
    statuses = dict(Claim.objects.filter(pk__in=touched).values_list("pk", "status"))
    held = [pk for pk in touched if can_move("claim", "void", statuses[pk])]
    shared = said_elsewhere(article, held)
    return [touched[pk] for pk in held if pk not in shared], [touched[pk] for pk in held if pk in shared]


def said_elsewhere(article: Article, claims: Sequence[int]) -> set[int]:
    """Those of the claims that the newest text of another article says in its own words, closed ones left out."""
    rows = Appearance.objects.filter(claim__in=claims, state__in=SURE, revision__current_of__isnull=False)
    others = rows.exclude(revision__article=article).exclude(revision__article__status__in=ARTICLE_CLOSED)
    return set(others.values_list("claim_id", flat=True))


def void_touched(article: Article, revision: Revision, carried: Iterable[Carried], *, by: Any) -> int:
    """Takes away what was decided on the words that `revision` changed; returns of how many claims.

    Inside the caller's transaction, with one Event and the Notices for each. A claim that other articles still say
    keeps its verdict: it is drifted here, and this article is held back until a person settles it.
    """
    fallen, _ = losing(article, carried)
    words = {one.old.claim_id: one.meaning.words for one in fallen}
    claims = Claim.objects.select_for_update().filter(pk__in=words).order_by("pk")
    for claim in claims if words else ():
        told = (
            f"{words[claim.pk]} in “{shorten(article.headline, HEADLINE)}”, so what was reviewed on this claim "
            "no longer counts. Look at its words, then submit it again."
        )
        reason = f"{words[claim.pk]} in revision {revision.number}."
        void(claim, by=by, article=article, told=told, reason=reason)
    return len(words)
