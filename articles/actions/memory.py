"""What editors decided about a fragment, remembered for all articles; and the lists that screening goes by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.db.models import Count, QuerySet
from django.utils import timezone

from articles.actions.log import Line, record, record_all, writing
from articles.actions.rule_versions import rules_in_force
from articles.enums import Decision, FindingStatus, RevisionKind
from articles.errors import Conflict, Refused
from articles.models import Article, Finding, Fragment
from articles.permissions import check_may
from articles.text.spam import Lists
from articles.text.spam.keys import key_of
from articles.text.spam.lists import forms
from articles.text.types import Finding as Found

MOST = 50_000  # fragments that screening goes by, those seen last
MOST_FORGOTTEN = 1_000  # at once
LONGEST = 20_000  # characters; what is longer does not come back word for word

Decided: TypeAlias = tuple[Fragment, str, str]  # with the decision before, "" when it is new, and after


def read_lists() -> Lists:
    """Fragments, rules and phrases as they are now, for `screen`: read once for many texts. Two queries."""
    known: set[str] = set()
    kept: set[str] = set()
    rows = Fragment.objects.order_by("-last_seen", "-id").values_list("text", "decision")[:MOST]
    for text, decision in rows:
        (known if decision == Decision.REMOVED else kept).update(forms(text))
    off, phrases, versions = rules_in_force()
    return Lists(frozenset(known - kept), frozenset(kept), off, phrases, versions)


def removals(keys: Collection[str]) -> QuerySet[Finding]:
    """The findings with these keys that a person took out of a text."""
    return Finding.objects.filter(key__in=keys, removed_in__kind=RevisionKind.CLEANED)


def articles_of(keys: Collection[str]) -> dict[str, int]:
    """{key: in how many articles a person removed it}, in one query."""
    rows = removals(keys).order_by().values("key")
    return {
        row["key"]: row["number"] for row in rows.annotate(number=Count("revision__article", distinct=True))
    }


def told(text: str, found: Sequence[Found]) -> list[str]:
    """The reason of each finding of `text`, with how often editors removed the same words before."""
    keys = {
        place: key_of(text[one.start : one.end]) for place, one in enumerate(found) if "known" in one.signals
    }
    counts = articles_of(set(keys.values())) if keys else {}
    return [
        one.reason + (_times(number) if (number := counts.get(keys.get(place, ""), 0)) else "")
        for place, one in enumerate(found)
    ]


def _times(number: int) -> str:
    return f" Removed by an editor in {number} article{'s' if number > 1 else ''} before."


def remember(
    findings: Collection[Finding],
    decision: Decision,
    *,
    by: Any,
    article: Article | None = None,
    standing: bool = False,
) -> list[Fragment]:
    """Remembers the words of findings that a person just decided; returns the fragments that changed, an Event each.

    Inside the caller's transaction. What is kept for the site is known again only where a person says so for the
    site (`standing`). Words that fold to nothing, or have more than 20,000 characters, are not remembered.
    """
    newest = {one.key: one for one in findings if one.key and len(one.text) <= LONGEST}
    there = {one.key: one for one in Fragment.objects.select_for_update().filter(key__in=newest)}
    decided = []
    for key, one in newest.items():
        fragment = there.get(key) or Fragment(key=key)
        if fragment.decision != Decision.KEPT or standing:
            decided.append(_decide(fragment, decision, one.text, one.category, standing))
    return _store(decided, by=by, article=article)


@dataclass(frozen=True, slots=True)
class Listed:
    """Words that a list brought, with when they were first and last seen as far as it knows."""

    key: str
    text: str
    category: str
    decision: Decision
    first_seen: datetime | None
    last_seen: datetime | None


def list_fragments(rows: Sequence[Listed], *, by: Any) -> list[bool]:
    """Remembers words for the site; says of each whether that changed anything. One Event for each that did.

    Inside the caller's transaction.
    """
    keys = [row.key for row in rows]
    there = {one.key: one for one in Fragment.objects.select_for_update().filter(key__in=keys)}
    done, decided = [], []
    for row in rows:
        fragment = there.setdefault(
            row.key, Fragment(key=row.key, first_seen=row.first_seen or timezone.now())
        )
        done.append(fragment.decision != row.decision)
        if done[-1]:
            decided.append(_decide(fragment, row.decision, row.text, row.category, True, at=row.last_seen))
    _store(decided, by=by, article=None)
    return done


def _decide(
    fragment: Fragment,
    decision: Decision,
    text: str,
    category: str,
    standing: bool,
    at: datetime | None = None,
) -> Decided:
    """Sets a decision on a fragment, without writing it; returns it with the one before, "" for a new fragment."""
    before = fragment.decision
    fragment.text, fragment.category, fragment.last_seen = text, category, at or timezone.now()
    fragment.standing = standing or (fragment.standing and before == decision)
    fragment.decision = decision
    return fragment, before, str(decision)


def _store(decided: Sequence[Decided], *, by: Any, article: Article | None) -> list[Fragment]:
    """The one place that writes fragments; returns those whose decision is another one than before, an Event each."""
    fragments = {id(fragment): fragment for fragment, _, _ in decided}.values()
    old = [fragment for fragment in fragments if fragment.pk is not None]
    Fragment.objects.bulk_create(fragment for fragment in fragments if fragment.pk is None)
    for fragment in old:
        fragment.save()
    changed = [one for one in decided if one[1] != one[2]]
    record_all(
        Line(
            by,
            "remember",
            fragment,
            article,
            before={"decision": before} if before else {},
            after={"decision": after},
        )
        for fragment, before, after in changed
    )
    return [fragment for fragment, _, _ in changed]


def release(finding: Finding, decision: Decision, *, by: Any, article: Article | None = None) -> None:
    """A decision on `finding` was taken back: forgets its words when no other article supports remembering them.

    Inside the caller's transaction, after the finding was changed. One Event when something was forgotten.
    """
    fragment = Fragment.objects.select_for_update().filter(key=finding.key, decision=decision).first()
    if fragment is None or fragment.standing:
        return
    kept = Finding.objects.filter(key=finding.key, status=FindingStatus.KEPT)
    if not (removals([finding.key]) if decision == Decision.REMOVED else kept).exists():
        _drop(fragment, by=by, article=article)


def forget(fragment: Fragment, *, by: Any) -> None:
    """Takes a fragment out of the memory, for the whole site; one Event. The articles stay as they are.

    Refuses a person without the right (NotAllowed) and one who is too late (Conflict).
    """
    check_may(by, "edit_rule")
    with writing():
        locked = (
            Fragment.objects.select_for_update().filter(pk=fragment.pk, decision=fragment.decision).first()
        )
        if locked is None:
            raise Conflict("Somebody else decided on this fragment in the meantime. Look at it again.")
        _drop(locked, by=by, article=None)


def forget_all(fragments: QuerySet[Fragment], *, seen: int, by: Any) -> int:
    """Takes all of them out of the memory at once; one Event each. Returns how many.

    `seen` is how many the person saw. Refuses a person without the right (NotAllowed), more than MOST_FORGOTTEN
    (Refused), and when there are more or fewer by now (Conflict).
    """
    check_may(by, "edit_rule")
    with writing():
        found = list(fragments.select_for_update()[: MOST_FORGOTTEN + 1])
        if len(found) > MOST_FORGOTTEN:
            raise Refused(f"{MOST_FORGOTTEN:,} fragments at once are the most; search for more letters.")
        if len(found) != seen:
            raise Conflict("There are others by now. Look at them again.")
        record_all(Line(by, "forget", one, before={"decision": one.decision}) for one in found)
        Fragment.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


def _drop(fragment: Fragment, *, by: Any, article: Article | None) -> None:
    record(by=by, action="forget", thing=fragment, article=article, before={"decision": fragment.decision})
    fragment.delete()
