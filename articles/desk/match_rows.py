"""What is shown of claims that are likely the same: both sides, how alike they are, who may say so."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F
from django.http import HttpRequest

from articles.actions.joining import must_leave, sides_of
from articles.actions.matching import similar_claims
from articles.desk.common import may
from articles.enums import ClaimStatus, MatchState
from articles.errors import Refused
from articles.models import Article, Claim, Match, Review
from articles.models.queue import articles_by_claim
from articles.text.claims.vetoes import Veto
from articles.workflow import strength_of

TONGUES = 3  # articles of a claim that are named


def open_matches(article: Article) -> list[Match]:
    """The matches in which a claim of the newest text would be given up."""
    rows = Match.objects.open().select_related("first", "second")
    rows = rows.filter(second__appearances__revision=article.revision_id) | rows.filter(
        first__appearances__revision=article.revision_id
    )
    here = set(article.revision.appearances.values_list("claim", flat=True))
    return [match for match in rows.distinct() if (sides := _sides(match)) and sides[1].pk in here]


def _sides(match: Match) -> tuple[Claim, Claim] | None:
    try:
        return sides_of(match)
    except Refused:
        return None


def match_rows(request: HttpRequest, matches: Sequence[Match]) -> list[dict[str, Any]]:
    """Each match with the claim that would stay and the one that would be given up; three queries for all."""
    pairs = [(match, _sides(match)) for match in matches]
    claims = {claim.pk: claim for match in matches for claim in (match.first, match.second)}
    articles, strengths = articles_by_claim(claims.values()), strengths_of(claims.values())
    near, reviewed = _near_to(request.user, claims), _reviewed_by(request.user, claims)
    rows = []
    for match, sides in pairs:
        kept, other = sides or (match.first, match.second)
        is_near = other.pk in near or other.written_by_id == request.user.pk
        rows.append(
            {
                "match": match,
                "likeness": round(100 * match.score),
                "sides": [
                    side_of(claim, articles.get(claim.pk, []), strengths.get(claim.pk, ""))
                    for claim in (kept, other)
                ],
                "joins": sides is not None,
                "clash": _clashes(match),
                "leave": must_leave(kept, other, near=is_near, reviewed=kept.pk in reviewed),
                "may_decide": may(request, "edit_claim") and match.state == MatchState.PROPOSED,
            }
        )
    return rows


def side_of(claim: Claim, articles: Sequence[Article], strength: str) -> dict[str, Any]:
    """One claim as it stands: only a closed verdict is told, with how well it stands and since when."""
    return {
        "claim": claim,
        "decided": claim.status == ClaimStatus.DECIDED,
        "strength": strength,
        "articles": articles[:TONGUES],
        "more": max(0, len(articles) - TONGUES),
    }


def _clashes(match: Match) -> bool:
    decided = {match.first.status, match.second.status} == {ClaimStatus.DECIDED}
    return decided and match.state == MatchState.PROPOSED and match.first.verdict != match.second.verdict


def strengths_of(claims: Iterable[Claim]) -> dict[int, str]:
    """{id of a decided claim: how well its verdict stands, in words}, one query."""
    decided = [claim.pk for claim in claims if claim.status == ClaimStatus.DECIDED]
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Review.objects.filter(claim__in=decided, round=F("claim__round")).order_by("pk")
    for claim, kind, verdict in rows.values_list("claim", "kind", "verdict"):
        found.setdefault(claim, []).append((kind, verdict))
    return {
        claim: strength_of([kind for kind, _ in said], [verdict for _, verdict in said]).label.lower()
        for claim, said in found.items()
    }


def _near_to(person: Any, claims: Iterable[int]) -> set[int]:
    """Of these claims those in an article that this person imported or last edited."""
    rows = Article.objects.filter(revision__appearances__claim__in=list(claims))
    mine = rows.filter(imported_by=person.pk) | rows.filter(revision__created_by=person.pk)
    return set(mine.order_by().values_list("revision__appearances__claim", flat=True))


def _reviewed_by(person: Any, claims: Iterable[int]) -> set[int]:
    rows = Review.objects.counting().filter(claim__in=list(claims), reviewer=person.pk)
    return set(rows.order_by().values_list("claim", flat=True))


def similar_rows(request: HttpRequest, claim: Claim) -> list[dict[str, Any]]:
    """The claims most like this one, with what keeps each from being the same, and the match where there is one."""
    home = Article.objects.filter(revision__appearances__claim=claim).order_by("pk").only("language").first()
    found = similar_claims(claim, language=home.language if home else "")
    claims = [one.claim for one in found]
    articles, strengths = articles_by_claim(claims), strengths_of(claims)
    matches = [one.match for one in found if one.match is not None]
    for match in matches:
        for side in ("first", "second"):
            known = {one.pk: one for one in [claim, *claims]}
            setattr(match, side, known[getattr(match, f"{side}_id")])
    decided = {row["match"].pk: row for row in match_rows(request, matches)} if matches else {}
    return [
        {
            "side": side_of(one.claim, articles.get(one.claim.pk, []), strengths.get(one.claim.pk, "")),
            "likeness": round(100 * one.likeness.score),
            "reasons": one.likeness.reasons,
            "vetoes": [words_of(veto) for veto in one.likeness.vetoes],
            "match": decided.get(one.match.pk) if one.match else None,
        }
        for one in found
    ]


def words_of(veto: Veto) -> str:
    """What differs, this claim's side first."""
    return str(veto)
