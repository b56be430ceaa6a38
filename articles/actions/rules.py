"""Rules: put a phrase in force, switch a rule off and on. Each change is a new version, none is ever edited."""

import hashlib
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

from articles.actions.log import record, writing
from articles.actions.rule_versions import as_made
from articles.actions.words import line
from articles.enums import RuleKind
from articles.errors import Conflict, Refused
from articles.models import Finding, Rule
from articles.permissions import check_may
from articles.text.spam import folded
from articles.text.spam.rules import BUILTIN, CATEGORIES

SHORTEST, LONGEST = 2, 100
NOTE_LENGTH = 500


def check_phrase(phrase: str) -> str:
    """The phrase on one line, if it can be a rule: 2 to 100 characters, also in their folded form. Else Refused."""
    phrase = line(phrase, what="The phrase", most=LONGEST)
    if not SHORTEST <= len(folded(phrase)) <= LONGEST:
        raise Refused(
            f"A phrase has {SHORTEST} to {LONGEST} letters or digits that say something; this one has "
            f"{len(folded(phrase))}."
        )
    return phrase


def name_of(phrase: str) -> str:
    """The name of a phrase's rule: the same for phrases that fold to the same words."""
    words = folded(phrase)
    digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:8]
    return f"phrase-{slugify(words, allow_unicode=True)[:40].strip('-_')}-{digest}".replace("--", "-")


def newest(name: str) -> Rule | None:
    """The version of a rule that counts; None for a name that no rule has."""
    row = Rule.objects.filter(name=name).select_related("created_by").first()
    return row or (as_made(name) if name in BUILTIN else None)


def findings_of(name: str) -> QuerySet[Finding]:
    """What a rule found, in any version."""
    return Finding.objects.filter(rule=name)


def put_in_force(*, phrase: str, category: str, note: str, by: Any) -> Rule:
    """A new phrase, looked for in every text from now on; version 1 and one Event.

    Refuses an empty or overlong phrase, a category that is none, a phrase that is a rule already (Refused), a
    person without the right (NotAllowed).
    """
    check_may(by, "edit_rule")
    phrase, note = check_phrase(phrase), line(note, what="The note", most=NOTE_LENGTH)
    if category not in CATEGORIES:
        raise Refused(f"{category!r} is not a category; choose one of {', '.join(CATEGORIES)}.")
    name = name_of(phrase)
    with writing():
        if known := newest(name):
            state = "in force" if known.active else "switched off"
            raise Refused(f"“{known.phrase}” is a rule already and {state}.")
        rule = Rule(name=name, version=1, kind=RuleKind.PHRASE, phrase=phrase, category=category)
        return _store(rule, active=True, note=note, by=by, before=None)


def switch(name: str, *, active: bool, note: str, seen: int, by: Any) -> Rule:
    """Switches a rule off or on: a new version and one Event. `seen` is the version that the person looked at.

    Refuses a missing reason, a rule that is there already (Refused), a version that is not the newest (Conflict),
    a person without the right (NotAllowed).
    """
    check_may(by, "edit_rule")
    note = line(note, what="The reason", most=NOTE_LENGTH)
    if not note:
        raise Refused("Say why: the reason stands beside the new version.")
    with writing():
        old = newest(name)
        if old is None:
            raise Refused("There is no such rule.")
        if old.version != seen:
            raise Conflict(
                f"Somebody else changed this rule in the meantime: it is version {old.version} now."
            )
        if old.active == active:
            raise Refused(f"This rule is {'in force' if active else 'switched off'} already.")
        rule = Rule(
            name=name, version=old.version + 1, kind=old.kind, phrase=old.phrase, category=old.category
        )
        return _store(rule, active=active, note=note, by=by, before=old)


def list_rule(rule: Rule, *, by: Any) -> bool:
    """Stores a version of a rule that a list brought; says whether that changed anything. One Event if so.

    Inside the caller's transaction. Refuses a version that is here with other content, or is older than the
    newest here (Refused).
    """
    same = Rule.objects.filter(name=rule.name, version=rule.version).first()
    fields = ("kind", "phrase", "category", "active", "note")
    if same is not None:
        if different := [name for name in fields if getattr(same, name) != getattr(rule, name)]:
            raise Refused(f"version {rule.version} of {rule.name} has another {' and '.join(different)} here")
        return False
    old = newest(rule.name)
    if old is not None and rule.version <= old.version and old.pk:
        raise Refused(f"{rule.name} is in version {old.version} here already; {rule.version} is older")
    _store(rule, active=rule.active, note=rule.note, by=by, before=old)
    return True


def _store(rule: Rule, *, active: bool, note: str, by: Any, before: Rule | None) -> Rule:
    """The one place that writes a version."""
    rule.active, rule.note, rule.created_by = active, note, by
    rule.save(force_insert=True)
    record(
        by=by,
        action="switch_on" if active else "switch_off",
        thing=rule,
        before={"version": before.version, "active": before.active} if before else {},
        after={"version": rule.version, "active": active},
        reason=note,
    )
    return rule
