"""A module imports only from rows above its own (articles/README.md)."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROWS = [
    {"text", "enums", "errors"},
    {"workflow", "permissions", "outgoing"},
    {"models"},
    {"public"},
    {"actions"},
    {"desk", "readers", "api", "admin", "management"},
]
ROW_OF = {room: number for number, rooms in enumerate(ROWS) for room in rooms}
# Rooms that Django itself enters: they hold no logic that others import.
OUTSIDE = {"apps", "migrations", "templatetags", "__init__"}
TABLES = re.compile(r'(?:FROM |JOIN |INTO |UPDATE |")articles_([a-z]+)\b')  # in SQL by hand
MODULES = sorted((ROOT / "articles").rglob("*.py"))


def room_of(dotted: str) -> str:
    return dotted.split(".")[1] if "." in dotted else "__init__"


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def imports(path: Path) -> list[str]:
    return list(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_from_rows_above(path):
    own = room_of(dotted(path))
    if own in OUTSIDE:
        return
    used = {room_of(name) for name in imports(path) if name.startswith("articles.")} - {own} - OUTSIDE
    assert {room for room in used if ROW_OF[room] >= ROW_OF[own]} == set()


@pytest.mark.parametrize("path", sorted((ROOT / "articles" / "text").rglob("*.py")), ids=dotted)
def test_text_never_imports_django(path):
    assert [name for name in imports(path) if name.split(".")[0] in {"django", "taggit"}] == []
    assert [name for name in imports(path) if name.startswith("articles.") and room_of(name) != "text"] == []


TALKERS = {"socket", "ssl", "http", "urllib", "httpcore", "ftplib", "smtplib", "asyncio", "xmlrpc"}
HARMLESS = {"urllib.parse", "http.HTTPStatus"}  # they read and name, and open no connection
ASKS_OWN_PORT = "articles.management.commands.quickstart"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_requests_go_out_by_one_door(path):
    if dotted(path) == ASKS_OWN_PORT:
        return
    if room_of(dotted(path)) == "outgoing":
        assert [name for name in imports(path) if name.split(".")[0] in {"django", "taggit"}] == []
        return
    talking = [name for name in imports(path) if name.split(".")[0] in TALKERS]
    assert [name for name in talking if not any(name.startswith(fine) for fine in HARMLESS)] == []
    through = [name for name in imports(path) if name.startswith("articles.outgoing")]
    assert through == [] or dotted(path) == "articles.actions.fetching"


@pytest.mark.parametrize("path", sorted((ROOT / "articles" / "public").rglob("*.py")), ids=dotted)
def test_public_never_sees_a_draft(path):
    allowed = {
        "Edition",
        "EditionEntry",
        "Generation",
        "Listing",
        "Page",
        "Rebuild",
        "Correction",
        "SearchRow",
        "SourceRetraction",
    }
    allowed |= {"AnsweredObjection", "Listing", "Rebuild"}
    used = {name.rpartition(".")[2] for name in imports(path) if name.startswith("articles.models")}
    assert used - allowed == set()
    asked = TABLES.findall(path.read_text(encoding="utf-8"))
    assert set(asked) - {name.lower() for name in allowed} == set()


def test_no_room_is_unknown():
    rooms = {room_of(dotted(path)) for path in MODULES}
    assert rooms - OUTSIDE - ROW_OF.keys() == set()
