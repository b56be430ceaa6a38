"""What editors decided about a fragment, remembered for all articles; and the lists that screening goes by."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from articles.actions.log import record, writing
from articles.actions.rule_versions import rules_in_force
from articles.enums import Decision, FindingStatus, RevisionKind
from articles.errors import Conflict
from articles.models import Article, Finding, Fragment
from articles.permissions import check_may
from articles.text.spam import Lists
from articles.text.spam.keys import key_of
from articles.text.spam.lists import forms
from articles.text.types import Finding as Found

MOST = 50_000  # fragments that screening goes by, those seen last
LONGEST = 20_000  # characters; what is longer does not come back word for word


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
    changed = []
    for key, finding in newest.items():
        fragment = there.get(key)
        if fragment is not None and fragment.decision == Decision.KEPT and not standing:
            continue
        fragment, new = _write(
            fragment or Fragment(key=key), decision, finding.text, finding.category, standing, by, article
        )
        changed += [fragment] if new else []
    return changed


def _write(
    fragment: Fragment,
    decision: Decision,
    text: str,
    category: str,
    standing: bool,
    by: Any,
    article: Article | None,
    at: datetime | None = None,
) -> tuple[Fragment, bool]:
    """The one place that writes a fragment's decision; an Event when it is another one."""
    before = fragment.decision
    fragment.text, fragment.category, fragment.last_seen = text, category, at or timezone.now()
    fragment.standing = standing or (fragment.standing and before == decision)
    fragment.decision = decision
    fragment.save()
    if before != decision:
        record(
            by=by,
            action="remember",
            thing=fragment,
            article=article,
            before={"decision": before} if before else {},
            after={"decision": str(decision)},
        )
    return fragment, before != decision


def list_fragment(
    key: str,
    *,
    text: str,
    category: str,
    decision: Decision,
    seen: tuple[datetime | None, datetime | None],
    by: Any,
) -> bool:
    """Remembers words that a list brought, for the site; says whether that changed anything. One Event if so.

    `seen` is when they were first and last seen, as far as the list knows. Inside the caller's transaction.
    """
    fragment = Fragment.objects.select_for_update().filter(key=key).first()
    if fragment is not None and fragment.decision == decision:
        return False
    first, last = seen
    fragment = fragment or Fragment(key=key, first_seen=first or timezone.now())
    _write(fragment, decision, text, category, True, by, None, at=last)
    return True


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


def _drop(fragment: Fragment, *, by: Any, article: Article | None) -> None:
    record(by=by, action="forget", thing=fragment, article=article, before={"decision": fragment.decision})
    fragment.delete()
