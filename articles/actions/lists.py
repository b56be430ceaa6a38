"""The memory and the rules as JSON lines: one object a line, out of one newsroom and into another."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import IO, Any, TypeAlias

from articles.actions.log import writing
from articles.actions.memory import LONGEST, Listed, list_fragments
from articles.actions.rules import NOTE_LENGTH, check_phrase, list_rule, name_of
from articles.actions.words import line, passage
from articles.enums import Decision, RuleKind
from articles.errors import Refused
from articles.models import Fragment, Rule
from articles.text.spam.keys import key_of
from articles.text.spam.rules import BUILTIN, CATEGORIES

LINE_BYTES = 100_000
MOST_LINES = 200_000
AT_ONCE = 100  # lines in one transaction
MOST_VERSIONS = 1_000_000
FRAGMENT = ("kind", "text", "category", "decision")
Told: TypeAlias = tuple[int, bool, str]
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


def read_lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file, each read no further than tells that it is too long."""
    while line := file.readline(LINE_BYTES + 2):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(LINE_BYTES)


def import_lines(lines: Iterable[bytes], *, by: Any = None) -> Iterator[Told]:
    """Takes lines over, a few in one transaction: (number, whether it changed something, what is wrong with it).

    What is here already changes nothing. A bad line is told and the rest goes on. Events as for the same steps by
    hand. Stops with a word after 200,000 lines; blank lines are passed over.
    """
    numbered = ((number, raw) for number, raw in enumerate(lines, 1) if number > MOST_LINES or raw.strip())
    while few := list(islice(numbered, AT_ONCE)):
        read = [(number, _read(raw)) for number, raw in few if number <= MOST_LINES]
        with writing():
            told = [*_take(read, by)]
        yield from told
        if len(read) < len(few):
            yield (
                few[len(read)][0],
                False,
                f"the file has more than {MOST_LINES:,} lines; the rest was not read",
            )
            return


def _take(read: Sequence[tuple[int, Listed | Rule | str]], by: Any) -> Iterator[Told]:
    """What became of each line; nothing that is refused here has written anything."""
    done = iter(list_fragments([one for _, one in read if isinstance(one, Listed)], by=by))
    for number, one in read:
        if isinstance(one, str):
            yield number, False, one
        elif isinstance(one, Listed):
            yield number, next(done), ""
        else:
            try:
                yield number, list_rule(one, by=by), ""
            except Refused as refusal:
                yield number, False, str(refusal)


def _read(raw: bytes) -> Listed | Rule | str:
    """What a line brings, or what is wrong with it."""
    try:
        values = _values(raw)
        return (_fragment if values["kind"] == "fragment" else _rule)(values)
    except Refused as refusal:
        return str(refusal)


def _values(raw: bytes) -> dict[str, Any]:
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


def _fragment(values: dict[str, Any]) -> Listed:
    text = values["text"]
    passage(text, what="text", most=LONGEST)
    key = key_of(text)
    if not key:
        raise Refused("text has no letter or digit")
    if values["decision"] not in Decision.values:
        raise Refused("decision is removed or kept")
    return Listed(
        key=key,
        text=text,
        category=_category(values["category"]),
        decision=Decision(values["decision"]),
        first_seen=_time(values.get("first_seen")),
        last_seen=_time(values.get("last_seen")),
    )


def _rule(values: dict[str, Any]) -> Rule:
    phrase, name = values["phrase"], values["name"]
    if phrase and name != name_of(check_phrase(phrase)):
        raise Refused(f"the rule of this phrase is named {name_of(check_phrase(phrase))}")
    if not phrase and name not in BUILTIN:
        raise Refused(f"there is no rule named {name[:60]!r}")
    if not 1 <= values["version"] <= MOST_VERSIONS:
        raise Refused("version counts from 1")
    return Rule(
        name=name,
        version=values["version"],
        kind=RuleKind.PHRASE if phrase else RuleKind.BUILTIN,
        phrase=check_phrase(phrase) if phrase else "",
        category=_category(values["category"]) if phrase else "",
        active=values["active"],
        note=line(values["note"], what="note", most=NOTE_LENGTH),
    )


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
