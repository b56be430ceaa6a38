"""Files and folders as a stream of articles to import; one that cannot be read costs only itself."""

import json
import os
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.errors import Refused
from articles.text.decode import MAX_BYTES

SUFFIXES = {".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
LINES = ".jsonl"
# One article as JSON: \uXXXX may take six bytes for each code point of a text, and its name comes on top.
LINE_BYTES = 6 * MAX_BYTES + 10_000


@dataclass(frozen=True)
class Item:
    """One article on its way in: `error` says why it cannot be read, else `data` or `text` holds it."""

    path: str
    name: str
    data: bytes | None = None
    text: str | None = None
    format: str = ""
    error: str = ""


def find_files(paths: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """(file, "" or why not) for each path given; a folder gives all its articles, deep, in order of name.

    Links inside folders are not followed, so that a folder from elsewhere brings in nothing but its own; one with
    the name of an article is told, and so is what is no regular file. Other kinds of files are passed over; a path
    named outright that is missing or of another kind is told.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders.sort()
                known = [name for name in sorted(names) if Path(name).suffix.lower() in {*SUFFIXES, LINES}]
                yield from ((Path(folder) / name, _in_folder(Path(folder) / name)) for name in known)
        elif not path.exists():
            yield path, "There is no such file or folder."
        elif not path.is_file():
            yield path, "This is not a regular file."
        elif path.suffix.lower() not in {*SUFFIXES, LINES}:
            yield path, f"Files end in {', '.join([*SUFFIXES, LINES])}; rename it or convert it first."
        else:
            yield path, ""


def count_passed_over(paths: Iterable[str]) -> Counter[str]:
    """How many files of each ending the folders among these paths hold besides articles; hidden ones do not count."""
    counts: Counter[str] = Counter()
    for given in paths:
        for _, folders, names in os.walk(given):
            folders[:] = [name for name in folders if not name.startswith(".")]
            endings = (Path(name).suffix.lower() for name in names if not name.startswith("."))
            counts.update(ending for ending in endings if ending not in {*SUFFIXES, LINES})
    return counts


def _in_folder(path: Path) -> str:
    """Why a file of a folder is not read; "" when it is. A pipe would be waited for without end."""
    try:
        if path.is_symlink():
            return "This is a link, and links in a folder are not followed; give the file itself."
        return "" if path.is_file() else "This is not a regular file."
    except OSError as error:  # a folder that may be listed and not entered
        return f"Cannot be read: {error.strerror}."


def read_items(path: Path) -> Iterator[Item]:
    """The articles of one file: one, or one a line for JSON lines. Sizes are checked before reading."""
    try:
        if path.suffix.lower() == LINES:
            yield from _read_lines(path)
            return
        size = path.stat().st_size
        if size > MAX_BYTES:
            yield Item(
                str(path), path.name, error=f"{size:,} bytes are too many; {MAX_BYTES:,} are the most."
            )
            return
        yield Item(str(path), path.name, data=path.read_bytes(), format=SUFFIXES[path.suffix.lower()])
    except OSError as error:
        yield Item(str(path), path.name, error=f"Cannot be read: {error.strerror}.")


def _read_lines(path: Path) -> Iterator[Item]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LINE_BYTES + 1):
            number += 1
            where = f"{path}:{number}"
            if len(line) > LINE_BYTES:
                yield Item(
                    where, path.name, error=f"A line has at most {LINE_BYTES:,} bytes; the rest is not read."
                )
                return
            line = line.removeprefix(BOM_UTF8) if number == 1 else line
            if not line.strip():
                continue
            try:
                text, name, format = _article_of(line)
            except Refused as error:
                yield Item(where, path.name, error=str(error))
            else:
                yield Item(where, name or where, text=text, format=format)


def _article_of(line: bytes) -> tuple[str, str, str]:
    """(text, name, format) of one JSON line; Refused says what is wrong with it."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        words = f"Not in UTF-8: byte {error.start + 1} of the line is not. Save the file as UTF-8."
        raise Refused(words) from error
    except json.JSONDecodeError as error:
        raise Refused(f"Not a line of JSON: {error.msg} at character {error.pos + 1}.") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"Not a line of JSON: {str(error)[:100]}.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise Refused('A line is an object with "text"; "name" and "format" may follow.')
    name, format = row.get("name") or row.get("url") or "", row.get("format") or ""
    if not isinstance(name, str) or not isinstance(format, str):
        raise Refused('"name" and "format" are texts.')
    return row["text"], name, format
