"""The stored pages as files, for any web server or content network.

`/` becomes `index.html`, `/articles/x/` becomes `articles/x/index.html`, `/robots.txt` stays; beside each file
its `.gz` and `.br` form. What is gone (410) goes under `_gone/`, and `_gone.map` and `_moved.map` tell the
example configuration for nginx which addresses are gone, and where the moved ones (301) lead.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from articles.models import Page
from articles.public.types import PAGE_FIELDS, PageBytes, page_of_row

BATCH = 200  # pages read at once
MARK = "_newsroom-export"  # a folder without it, and not empty, is somebody else's
GONE = "_gone"
MAPS = {301: "_moved.map", 410: "_gone.map"}


class Unfit(Exception):
    """The folder cannot be exported to; the sentence says why."""


def export_site(folder: Path, *, total: Callable[[int], object], done: Callable[[int], object]) -> int:
    """Write all stored pages into `folder`; return how many pages there are.

    Files whose bytes are the same stay untouched, files of pages that are no more are deleted, each file is
    there whole or not at all. `total` is told the number of pages, `done` is called with 1 after each. Raises
    Unfit for a folder with files that are not an export's, and for a path that is no file name.
    """
    prepare(folder)
    total(Page.objects.count())
    wanted, number = {MARK, *MAPS.values()}, 0
    maps: dict[int, list[str]] = {status: [] for status in MAPS}
    for page in pages():
        if page.status in MAPS:
            maps[page.status].append(f"{quoted(page.path)} {quoted(page.location or '1')};\n")
        if page.status != 301:
            name = file_of(page)
            for suffix, form in (("", page.body), (".gz", page.gzip), (".br", page.brotli)):
                if form or not suffix:
                    put(folder / (name + suffix), form)
                    wanted.add(name + suffix)
        number += 1
        done(1)
    for status, lines in maps.items():
        put(folder / MAPS[status], "".join(lines).encode())
    sweep(folder, wanted)
    return number


def prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / MARK).exists():
        raise Unfit(f"{folder} holds files that are not an export's; name an empty folder.")
    (folder / MARK).touch()


def pages() -> Iterator[PageBytes]:
    rows = Page.objects.order_by("path").values_list(*PAGE_FIELDS).iterator(chunk_size=BATCH)
    return map(page_of_row, rows)


def file_of(page: PageBytes) -> str:
    """The file of a page, relative to the export's folder."""
    parts = page.path[1:].split("/")
    if any(part in ("", ".", "..") for part in parts[:-1]) or parts[-1] in (".", "..") or "\0" in page.path:
        raise Unfit(f"{page.path!r} cannot be the name of a file.")
    name = "/".join([*parts[:-1], parts[-1] or "index.html"])
    return f"{GONE}/{name}" if page.status == 410 else name


def quoted(value: str) -> str:
    """A value as nginx reads it in a map."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("$", "${dollar}") + '"'


def put(path: Path, body: bytes) -> None:
    """Write a file whole or not at all; one that has these bytes already keeps its time of change."""
    if path.is_file() and path.stat().st_size == len(body) and path.read_bytes() == body:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(body)
    os.replace(part, path)


def sweep(folder: Path, wanted: set[str]) -> None:
    """Delete what no page accounts for, and the folders that are empty then."""
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            file = Path(place, name)
            if file.relative_to(folder).as_posix() not in wanted:
                file.unlink()
        if Path(place) != folder and not any(Path(place).iterdir()):
            Path(place).rmdir()
