"""The memory and the rules as JSON lines: one object a line, out of one newsroom and into another."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from articles.actions.log import writing
from articles.actions.memory import LONGEST, list_fragment
from articles.actions.rules import NOTE_LENGTH, check_phrase, list_rule, name_of
from articles.actions.words import line, passage
from articles.enums import Decision, RuleKind
from articles.errors import Refused
from articles.models import Fragment, Rule
from articles.text.spam.keys import key_of
from articles.text.spam.rules import BUILTIN, CATEGORIES

LINE_BYTES = 100_000
MOST_LINES = 200_000
MOST_VERSIONS = 1_000_000
FRAGMENT = ("kind", "text", "category", "decision")
RULE = ("kind", "name", "version", "phrase", "category", "active", "note")


def export_lines() -> Iterator[str]:
    """Every fragment and every version of every rule, as JSON objects without line breaks; reads only."""
    for one in Fragment.objects.order_by("pk").iterator(chunk_size=2000):
        seen = {"first_seen": one.first_seen.isoformat(), "last_seen": one.last_seen.isoformat()}
        values = {"kind": "fragment", "text": one.text, "category": one.category, "decision": one.decision}
        yield json.dumps(values | seen, ensure_ascii=False)
    for rule in Rule.objects.order_by("name", "version").iterator(chunk_size=2000):
        values = {name: getattr(rule, name) for name in RULE if name != "kind"}
        yield json.dumps({"kind": "rule"} | values, ensure_ascii=False)


def import_lines(lines: Iterable[bytes], *, by: Any = None) -> Iterator[tuple[int, bool, str]]:
    """Takes each line over in its own transaction: (number, whether it changed something, what is wrong with it).

    What is here already changes nothing. A bad line is told and the rest goes on. Events as for the same steps by
    hand. Stops with a word after 200,000 lines; blank lines are passed over.
    """
    for number, raw in enumerate(lines, 1):
        if number > MOST_LINES:
            yield number, False, f"the file has more than {MOST_LINES:,} lines; the rest was not read"
            return
        if not raw.strip():
            continue
        try:
            values = _read(raw)
            with writing():
                changed = (_take_fragment if values["kind"] == "fragment" else _take_rule)(values, by)
            yield number, changed, ""
        except Refused as refusal:
            yield number, False, str(refusal)


def _read(raw: bytes) -> dict[str, Any]:
    if len(raw) > LINE_BYTES:
        raise Refused(f"the line has more than {LINE_BYTES:,} bytes")
    try:
        values = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Refused("this is no JSON in UTF-8") from error
    if not isinstance(values, dict):
        raise Refused("a line holds one JSON object")
    wanted = {"fragment": FRAGMENT, "rule": RULE}.get(str(values.get("kind")))
    if wanted is None:
        raise Refused("kind is fragment or rule")
    if missing := [name for name in wanted if name not in values]:
        raise Refused(f"{missing[0]} is missing")
    types = {"version": int, "active": bool}
    for name in wanted:
        if type(values[name]) is not types.get(name, str):
            raise Refused(f"{name} is not of the right kind")
    return values


def _take_fragment(values: dict[str, Any], by: Any) -> bool:
    text = values["text"]
    passage(text, what="text", most=LONGEST)
    key = key_of(text)
    if not key:
        raise Refused("text has no letter or digit")
    if values["decision"] not in Decision.values:
        raise Refused("decision is removed or kept")
    seen = [_time(values.get(name)) for name in ("first_seen", "last_seen")]
    return list_fragment(
        key,
        text=text,
        category=_category(values["category"]),
        decision=Decision(values["decision"]),
        seen=(seen[0], seen[1]),
        by=by,
    )


def _take_rule(values: dict[str, Any], by: Any) -> bool:
    phrase, name = values["phrase"], values["name"]
    if phrase and name != name_of(check_phrase(phrase)):
        raise Refused(f"the rule of this phrase is named {name_of(check_phrase(phrase))}")
    if not phrase and name not in BUILTIN:
        raise Refused(f"there is no rule named {name[:60]!r}")
    if not 1 <= values["version"] <= MOST_VERSIONS:
        raise Refused("version counts from 1")
    rule = Rule(
        name=name,
        version=values["version"],
        kind=RuleKind.PHRASE if phrase else RuleKind.BUILTIN,
        phrase=check_phrase(phrase) if phrase else "",
        category=_category(values["category"]) if phrase else "",
        active=values["active"],
        note=line(values["note"], what="note", most=NOTE_LENGTH),
    )
    return list_rule(rule, by=by)


def _category(category: str) -> str:
    if category not in CATEGORIES:
        raise Refused(f"category is one of {', '.join(CATEGORIES)}")
    return category


def _time(value: Any) -> datetime | None:
    """A moment with its time zone; None when the line names none."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise Refused("first_seen and last_seen are times such as 2026-03-14T09:00:00+00:00") from error
    if found.tzinfo is None or not 1970 <= found.year <= 9000:
        raise Refused("first_seen and last_seen name their time zone and a year since 1970")
    return found
