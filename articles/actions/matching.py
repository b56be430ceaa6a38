"""Looking up claims that are likely the same as others, and proposing them."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.enums import ClaimStatus, MatchState
from articles.models import Appearance, Article, Claim, ClaimKey, Match
from articles.models.matches import ASIDE
from articles.public.sql import marks, put_rows, rows
from articles.text.claims.same import RELATED, ROUGH, Likeness, keys_of, likeness, roughly
from articles.workflow import ARTICLE_CLOSED

MOST = 3  # proposals for one claim: the likeliest, and of equal ones those with a verdict
LOOKED_AT = 16  # claims that are compared with one
POSTINGS = 240  # rows that one claim is looked up by, about: the rarest keys first
SHARED = 0.3  # of the keys that a claim was looked up by
SHOWN = 8


@dataclass(frozen=True)
class Proposal:
    """Of the claims in hand that with this number, and an earlier one that is likely the same."""

    number: int
    claim: int
    digest: str
    status: str
    likeness: Likeness


def find_alike(texts: Sequence[str], *, among: QuerySet[Claim], least: float = SHARED) -> list[list[Claim]]:
    """For each text those of some claims that share most of its rare keys, the most first; three queries.

    `least` is the share of the keys looked up that must be common. What is common to many
    claims is not looked at: common keys would read most of the archive.
    """
    found = _candidates(texts, least)
    known = {claim.pk: claim for claim in among.filter(pk__in={pk for listed in found for pk in listed})}
    return [[known[pk] for pk in listed if pk in known] for listed in found]


def _candidates(texts: Sequence[str], least: float) -> list[list[int]]:
    """For each text the keys of the claims that share most of its rare keys, the most first; two queries."""
    keys = [keys_of(text) for text in texts]
    every = tuple({key for listed in keys for key in listed})
    numbers: dict[int, int] = dict(
        _where("SELECT key, COUNT(*) FROM articles_claimkey {} GROUP BY key", "key", every)
    )
    chosen = [_rarest(listed, numbers) for listed in keys]
    holders: dict[int, list[int]] = defaultdict(list)
    wanted = tuple({key for listed in chosen for key in listed})
    for key, claim in _where("SELECT key, claim_id FROM articles_claimkey {}", "key", wanted):
        holders[key].append(claim)
    return [_sharing(listed, holders, numbers, least) for listed in chosen]


def _where(sql: str, name: str, values: Sequence[Any], more: Sequence[Any] = ()) -> list[tuple]:
    """The rows of a statement in which `{}` says that the column has one of these values; none of no values.

    An import asks so for each article. As Django builds its statements anew each time, that was most of the time of
    the one process that writes, and the others waited for it.
    """
    if not values:
        return []
    return rows(sql.format(f"WHERE {name} IN ({marks(values)})"), (*values, *more))


def _rarest(keys: Sequence[int], numbers: dict[int, int]) -> list[int]:
    """The keys that few claims have, up to a number of rows; one at least."""
    chosen: list[int] = []
    total = 0
    for key in sorted((key for key in keys if key in numbers), key=lambda key: (numbers[key], key)):
        total += numbers[key]
        if chosen and total > POSTINGS:
            break
        chosen.append(key)
    return chosen


def _sharing(
    keys: Sequence[int], holders: dict[int, list[int]], numbers: dict[int, int], least: float
) -> list[int]:
    """The claims with enough of these keys; a rare one says more."""
    weight: dict[int, float] = defaultdict(float)
    count: Counter[int] = Counter()
    for key in keys:
        for claim in holders[key]:
            weight[claim] += 1 / (1 + numbers[key]) ** 0.5
            count[claim] += 1
    enough = max(1, round(least * len(keys)))
    ranked = sorted((claim for claim in count if count[claim] >= enough), key=lambda one: (-weight[one], one))
    return ranked[:LOOKED_AT]


def standing() -> Exists:
    """Whether a claim stands in the newest text of an article that is neither retracted nor set aside."""
    places = Appearance.objects.filter(claim=OuterRef("pk"), revision__current_of__isnull=False)
    return Exists(places.exclude(revision__current_of__status__in=ARTICLE_CLOSED))


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is compared of a claim that is here."""

    pk: int
    text: str
    claimant: str
    digest: str
    status: str


# As `standing`, and none that was set aside.
STANDING = f"""
SELECT c.id, c.text, c.claimant, c.digest, c.status FROM articles_claim c {{}}
AND c.status NOT IN ({marks(ASIDE)}) AND EXISTS (
    SELECT 1 FROM articles_appearance p JOIN articles_article a ON a.revision_id = p.revision_id
    WHERE p.claim_id = c.id AND a.status NOT IN ({marks(ARTICLE_CLOSED)})
)
"""  # noqa: S608, placeholders only


def prepare_matches(
    said: Sequence[tuple[str, str]],
    *,
    language: str = "",
    claim: Claim | None = None,
    article: Article | None = None,
) -> list[Proposal]:
    """The proposals for claims that are about to be written, compared with all that are here. Writes nothing.

    `said` are (words, who says them) of each, `language` that of their article. `claim` is the one whose words are
    corrected, `article` the one that a claim is added to: nothing that stands in the same article is proposed. Three
    queries, whatever the number of claims.
    """
    listed = _candidates([text for text, _ in said], SHARED)
    known = _earlier({pk for pks in listed for pk in pks}, claim=claim, article=article)
    found: list[Proposal] = []
    for number, ((text, speaker), pks) in enumerate(zip(said, listed, strict=True)):
        likely = [
            Proposal(number, one.pk, one.digest, one.status, alike)
            for pk in pks
            if (one := known.get(pk)) is not None
            and roughly(one.text, text) >= ROUGH
            and (alike := compare(one, text, speaker, language)).same
        ]
        found += likeliest(likely)
    return found


def _earlier(pks: Collection[int], *, claim: Claim | None, article: Article | None) -> dict[int, Earlier]:
    """Those of the claims that a proposal may name. One query, a second one where something is to be left out."""
    states = (*map(str, ASIDE), *map(str, ARTICLE_CLOSED))
    known = {row[0]: Earlier(*row) for row in _where(STANDING, "c.id", tuple(pks), states)}
    if claim is not None or article is not None:
        here = Q(revision__current_of=article) if article else Q(revision__in=_revisions(claim))
        near = Appearance.objects.filter(here, claim__in=known).values_list("claim", flat=True)
        for pk in {*near, claim.pk if claim else None}:
            known.pop(pk, None)
    return known


def compare(claim: Claim | Earlier, text: str, speaker: str, language: str) -> Likeness:
    """How alike a claim of the archive and another one are, by their words and who says them."""
    return likeness(claim.text, text, language, speakers=(claim.claimant, speaker))


def likeliest(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The few of one claim that are worth asking about: the most alike, of equal ones those with a verdict."""
    ranked = sorted(
        proposals, key=lambda one: (-one.likeness.score, one.status != ClaimStatus.DECIDED, one.claim)
    )
    return ranked[:MOST]


def _revisions(claim: Claim | None) -> QuerySet[Any]:
    return Appearance.objects.filter(claim=claim, revision__current_of__isnull=False).values("revision")


def write_keys(claims: Iterable[Claim]) -> None:
    """What claims are looked up by, anew; inside the caller's transaction. No Event."""
    pairs = ((claim.pk, key) for claim in claims for key in keys_of(claim.text))
    put_rows("articles_claimkey", ("claim_id", "key"), pairs)


def write_matches(claims: Sequence[Claim], proposals: Sequence[Proposal]) -> int:
    """Stores what is likely the same, inside the caller's transaction; returns for how many claims. No Event.

    A claim that was corrected or set aside since the proposal was prepared is left out, and so is a pair that
    somebody refused.
    """
    if not proposals:
        return 0
    sql = f"SELECT id, digest FROM articles_claim {{}} AND status NOT IN ({marks(ASIDE)})"  # noqa: S608, placeholders only
    now = dict(_where(sql, "id", tuple({one.claim for one in proposals}), tuple(map(str, ASIDE))))
    pairs = []
    for one in proposals:
        if one.number < len(claims) and now.get(one.claim) == one.digest:
            new = claims[one.number]
            first, second = sorted(((one.claim, one.digest), (new.pk, new.digest)))
            pairs.append((first, second, one.likeness))
    known = _known({first[0] for first, _, _ in pairs}, {second[0] for _, second, _ in pairs})
    fresh = [pair for pair in pairs if (pair[0][0], pair[1][0]) not in known]
    names = (
        "first_id", "first_digest", "second_id", "second_digest", "score", "reasons", "state", "created_at",
    )  # fmt: skip
    at = timezone.now()
    put_rows(
        "articles_match",
        names,
        (
            (*first, *second, alike.score, json.dumps(alike.reasons), str(MatchState.PROPOSED), at)
            for first, second, alike in fresh
        ),
    )
    return len({second[0] for _, second, _ in fresh})


def _known(firsts: Collection[int], seconds: Collection[int]) -> set[tuple[int, int]]:
    if not firsts:
        return set()
    sql = f"SELECT first_id, second_id FROM articles_match {{}} AND second_id IN ({marks(seconds)})"  # noqa: S608, placeholders only
    return {(first, second) for first, second in _where(sql, "first_id", tuple(firsts), tuple(seconds))}


def rewrite_matches(claim: Claim, proposals: Sequence[Proposal]) -> None:
    """After a claim's words were corrected, inside the transaction of that: keys and proposals anew.

    What people said of its old words no longer counts and goes; the log keeps it. What was confirmed stays.
    """
    ClaimKey.objects.filter(claim=claim).delete()
    write_keys([claim])
    rows = Match.objects.filter(Q(first=claim) | Q(second=claim))
    rows.exclude(state=MatchState.CONFIRMED).delete()
    write_matches([claim], proposals)


@dataclass(frozen=True)
class Similar:
    """A claim beside another one: how alike they are, and what was said of the two, if they are a match."""

    claim: Claim
    likeness: Likeness
    match: Match | None


def similar_claims(claim: Claim, *, language: str = "") -> list[Similar]:
    """The claims most like this one, with what keeps them from being the same; four queries. Writes nothing."""
    others = Claim.objects.filter(standing()).exclude(pk=claim.pk)
    alike = [
        (compare(claim, one.text, one.claimant, language), one)
        for one in find_alike([claim.text], least=0.0, among=others)[0]
        if roughly(claim.text, one.text) >= ROUGH / 2
    ]
    alike = sorted(
        (one for one in alike if one[0].score >= RELATED),
        key=lambda one: (bool(one[0].vetoes), -one[0].score, one[1].pk),
    )[:SHOWN]
    pairs = Match.objects.filter(
        Q(first=claim, second__in=[one for _, one in alike])
        | Q(second=claim, first__in=[one for _, one in alike])
    )
    matches = {match.second_id if match.first_id == claim.pk else match.first_id: match for match in pairs}
    return [Similar(one, how, matches.get(one.pk)) for how, one in alike]


def articles_making(claim: Claim) -> QuerySet[Article]:
    """The articles in whose newest text the claim stands."""
    return (
        Article.objects.filter(revision__appearances__claim=claim).select_related("revision").order_by("pk")
    )
