"""Which rules are in force, and in which version."""

from collections.abc import Mapping

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from articles.enums import RuleKind
from articles.models import Rule
from articles.text.spam import Phrase, folded
from articles.text.spam.rules import BUILTIN


def newest_rules() -> dict[str, Rule]:
    """{name: newest version} of every rule: those of the finder (without a row: version 1, in force) and phrases."""
    rank = Window(RowNumber(), partition_by="name", order_by=F("version").desc())
    rows = Rule.objects.annotate(rank=rank).filter(rank=1).select_related("created_by").order_by("name")
    found = {row.name: row for row in rows}
    return {name: as_made(name) for name in BUILTIN} | found


def as_made(name: str) -> Rule:
    """A rule of the finder as it is before anybody changes it; not stored."""
    return Rule(name=name, version=1, kind=RuleKind.BUILTIN, active=True)


def rules_in_force(
    rules: Mapping[str, Rule] | None = None,
) -> tuple[frozenset[str], tuple[Phrase, ...], dict[str, int]]:
    """(names switched off, phrases in force, {name: version}) for screening."""
    rules = newest_rules() if rules is None else rules
    off = frozenset(name for name, rule in rules.items() if not rule.active)
    phrases = tuple(
        Phrase(folded(rule.phrase), name, rule.category, rule.version)
        for name, rule in rules.items()
        if rule.kind == RuleKind.PHRASE and rule.active
    )
    return off, phrases, {name: rule.version for name, rule in rules.items() if rule.version > 1}
