"""manage.py import_articles: files, folders, JSON lines, bad input, what it prints and how it ends."""

import io
import json
import os
from collections import Counter

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from articles.actions import pool
from articles.management.commands._import_summary import Summary
from articles.models import Article, Finding
from articles.text.incoming import Incoming
from articles.text.types import Finding as Found
from tests import factories
from tests.shared import SEED, needs_seed

pytestmark = pytest.mark.django_db


def run(*args, fails=""):
    """(lines printed, the error's words)."""
    out = io.StringIO()
    if not fails:
        call_command("import_articles", *map(str, args), stdout=out)
        return out.getvalue().splitlines()
    with pytest.raises(CommandError, match=fails):
        call_command("import_articles", *map(str, args), stdout=out)
    return out.getvalue().splitlines()


def rows(*args, fails=""):
    return [json.loads(line) for line in run(*args, "--json", fails=fails)]


@pytest.fixture
def folder(tmp_path):
    """Three good files in three formats, one of them deeper."""
    (tmp_path / "a.txt").write_text(factories.DIRTY.format(number=71), encoding="utf-8")
    (tmp_path / "b.md").write_text(
        "# Bridges\n\nThe town has built 40 bridges since 1990.\n", encoding="utf-8"
    )
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.html").write_text(
        "<h1>Wells</h1><p>The village has 12 wells.</p>", encoding="utf-8"
    )
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7")
    return tmp_path


def test_folder_is_imported_deep_in_order(folder):
    assert rows(folder) == [
        {
            "path": str(folder / "a.txt"),
            "status": "created",
            "article": "the-harbour-of-lindau-bay-runs-on-sunlight",
            "findings": 1,
            "claims": 3,
            "error": None,
        },
        {
            "path": str(folder / "b.md"),
            "status": "created",
            "article": "bridges",
            "findings": 0,
            "claims": 1,
            "error": None,
        },
        {
            "path": str(folder / "deep" / "c.html"),
            "status": "created",
            "article": "wells",
            "findings": 0,
            "claims": Article.objects.get(slug="wells").revision.appearances.count(),
            "error": None,
        },
    ]
    assert list(Article.objects.order_by("pk").values_list("format", flat=True)) == [
        "text",
        "markdown",
        "html",
    ]


def test_second_time_changes_nothing(folder):
    first = rows(folder)
    assert rows(folder) == [row | {"status": "unchanged"} for row in first]
    assert Article.objects.count() == 3


def test_dry_run_stores_nothing(folder):
    expected = [("created", 1, 3), ("created", 0, 1)]
    assert [(row["status"], row["findings"], row["claims"]) for row in rows(folder, "--dry-run")][
        :2
    ] == expected
    assert run(folder, "--dry-run")[-1] == "3 created, 0 unchanged, 0 failed (dry run: nothing was stored)"
    assert not Article.objects.exists()


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_text_twice_in_one_import_is_one_article(folder, dry):
    (folder / "again.txt").write_text(factories.DIRTY.format(number=71), encoding="utf-8")
    got = {row["path"].rpartition("/")[2]: row for row in rows(folder, *dry)}
    assert [got[name]["status"] for name in ("a.txt", "again.txt", "b.md")] == [
        "created",
        "unchanged",
        "created",
    ]
    assert (got["again.txt"]["findings"], got["again.txt"]["article"]) == (1, got["a.txt"]["article"])


def test_several_processes_print_what_one_prints(folder, monkeypatch):
    monkeypatch.setattr(pool, "CHUNK_ITEMS", 3)
    monkeypatch.setattr(pool, "WORTH_IT", 10)
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    for number in range(10):
        (folder / f"{number:02}.txt").write_text(factories.DIRTY.format(number=number), encoding="utf-8")
    failed = "1 of 14 failed"
    alone = rows(folder, "--dry-run", "--jobs", 1, fails=failed)
    assert rows(folder, "--dry-run", "--jobs", 2, fails=failed) == alone
    stored = rows(folder, fails=failed)
    assert [row | {"article": None} for row in stored] == alone
    assert Article.objects.count() == 13
    assert list(Article.objects.order_by("pk").values_list("slug", flat=True)) == [
        row["article"] for row in stored if row["article"]
    ]


@pytest.mark.parametrize("jobs", [-1, 65])
def test_number_of_processes_has_bounds(folder, jobs):
    run(folder, "--jobs", jobs, fails="--jobs takes 1 to 64")


def test_summary_counts_what_the_new_articles_hold(folder):
    (folder / "again.txt").write_text(factories.DIRTY.format(number=71), encoding="utf-8")
    (folder / "more.txt").write_text(
        factories.DIRTY.format(number=72).replace("What comes", "上海云锦阁419 What comes"), encoding="utf-8"
    )
    lines = run(folder)
    found = Finding.objects.all()
    assert {finding.sure for finding in found} == {True}
    rules = Counter(found.values_list("rule", flat=True))
    table = [line.split() for line in lines[lines.index("") :]]
    assert table[:2] == [[], ["findings", "by", "rule", "sure", "ask", "articles"]]
    assert {row[0]: int(row[1]) for row in table[2 : 2 + len(rules)]} == rules
    assert table[3 + len(rules)] == ["findings", "by", "category", "sure", "ask", "articles"]
    assert table[4 + len(rules)] == ["escort", "3", "0", "2"]
    dirty = Article.objects.filter(origin_name__in=["a.txt", "more.txt"]).order_by("pk")
    slugs = list(dirty.values_list("slug", flat=True))
    assert lines[-8:] == [
        "most findings",
        f"     2  {slugs[1]}",
        f"     1  {slugs[0]}",
        "",
        "2 of the new articles have sure findings only; accept them together at /desk/clean/",
        "",
        "passed over, as no article ends so: .pdf 1",
        "4 created, 1 unchanged, 0 failed",
    ]
    assert "findings by campaign" not in "".join(lines)  # two articles make none
    assert not any(line.startswith(("findings", "most")) for line in run(folder))


def read_with(text: str, found) -> Incoming:
    return Incoming(text, "", "", "text", "en", "", "", tuple(found), (), ())


def test_summary_names_ten_of_each():
    summary = Summary()
    found = [Found(0, 1, f"rule-{number:02}", "other", 0.5, number % 2 == 0, "So.") for number in range(13)]
    for number in range(13):
        summary.add(f"article-{number}", read_with("-", found[: number + 1]), number)
    lines = summary.lines(stored=True, failed=0)
    assert lines[:3] == [
        "",
        "findings by rule                    sure     ask  articles",
        "  rule-00                             13       0        13",
    ]
    assert lines[12:14] == ["  and 3 more", ""]
    assert lines[-13:] == [
        "most findings",
        *(f"  {number + 1:>4}  article-{number}" for number in range(12, 2, -1)),
        "",
        "1 of the new articles has sure findings only; accept them together at /desk/clean/",
    ]


def test_summary_groups_fragments_to_campaigns():
    summary = Summary()
    for number in range(4):
        words = f"上海云锦阁41{number % 3}"
        text = f"{words} and buy cheap pills {number % 2}"
        found = [
            Found(0, len(words), "own-line", "escort", 0.9, True, "So."),
            Found(text.index("buy"), len(text), "own-line", "pharma", 0.5, number > 1, "So."),
        ]
        summary.add(f"article-{number}", read_with(text, found), number)
    summary.add("other", read_with("lone words", [Found(0, 10, "own-line", "other", 0.5, False, "So.")]), 5)
    lines = summary.lines(stored=False, failed=0)
    at = lines.index("findings by campaign                sure     ask  articles")
    assert lines[at + 1 : at + 4] == [
        "  buy cheap pills 0 +1                 2       2         4",
        "  上海云锦阁410 +2                     4       0         4",
        "",
    ]


def test_what_failed_in_a_long_import_stands_again_at_the_end(tmp_path):
    for number in range(41):
        (tmp_path / f"{number:02}.txt").write_bytes(b"")
    lines = run(tmp_path, "--jobs", 1, fails="41 of 41 failed")
    assert lines[-24:] == [
        "",
        "failed",
        *(f"  {tmp_path / f'{number:02}.txt'}: The file is empty. Choose a file that holds an article."
          for number in range(20)),
        "  and 21 more",
        "0 created, 0 unchanged, 41 failed",
    ]  # fmt: skip


def test_what_failed_is_told_once_where_its_line_is_in_sight(tmp_path):
    for number in range(3):
        (tmp_path / f"{number:02}.txt").write_bytes(b"")
    lines = run(tmp_path, fails="3 of 3 failed")
    assert sum("The file is empty" in line for line in lines) == 3
    assert lines[-1] == "0 created, 0 unchanged, 3 failed"
    assert len(lines) == 4


def test_bar_stands_below_the_lines_while_it_goes_on(folder, monkeypatch):
    """A bar that is cleared for each line and not drawn again is seen by nobody."""
    from articles.management.commands import import_articles

    happened = []

    class Bar:
        def __init__(self, **options):
            happened.append(f"{options['total']} {options['unit']}")

        def __getattr__(self, name):
            return lambda *_, **__: happened.append(name)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            happened.append("end")

    class Out(io.StringIO):
        def write(self, words):
            happened.append(words.split()[0] if words.split() else "")
            return super().write(words)

    monkeypatch.setattr(import_articles, "tqdm", Bar)
    call_command("import_articles", str(folder), stdout=Out())
    assert happened[: happened.index("end")] == ["3  article", *["clear", "created", "update", "refresh"] * 3]


def test_article_that_the_database_does_not_take_costs_only_itself(folder, monkeypatch):
    from articles.management.commands import import_articles

    store = import_articles.import_article

    def failing(*, name, **fields):
        if name == "b.md":
            raise OperationalError("database is locked")
        return store(name=name, **fields)

    monkeypatch.setattr(import_articles, "import_article", failing)
    got = rows(folder, fails="1 of 3 failed")
    assert [row["error"] for row in got] == [None, "The database did not take it: database is locked", None]
    assert Article.objects.count() == 2


def test_one_bad_file_costs_only_itself(folder):
    (folder / "bad.txt").write_bytes(b"\xff\xfe\xfa broken \x80\x81\0\0")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    got = {row["path"].rpartition("/")[2]: row for row in rows(folder, fails="3 of 6 failed")}
    assert {name: row["status"] for name, row in got.items()} == {
        "a.txt": "created",
        "b.md": "created",
        "bad.txt": "failed",
        "c.html": "created",
        "empty.txt": "failed",
        "picture.txt": "failed",
    }
    assert all(row["error"] and row["article"] is None for row in got.values() if row["status"] == "failed")
    assert Article.objects.count() == 3


def test_large_file_is_refused_unread(tmp_path):
    with (tmp_path / "line.txt").open("wb") as file:
        file.truncate(100 * 2**20)
    (row,) = rows(tmp_path, fails="1 of 1 failed")
    assert row["error"] == "104,857,600 bytes are too many; 2,000,000 are the most."


def test_missing_path_and_wrong_kind_are_told(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    os.mkfifo(tmp_path / "pipe.txt")
    got = rows(tmp_path / "none.txt", tmp_path / "a.pdf", tmp_path / "pipe.txt", fails="3 of 3 failed")
    assert [row["error"] for row in got] == [
        "There is no such file or folder.",
        "Files end in .txt, .md, .markdown, .html, .htm, .jsonl; rename it or convert it first.",
        "This is not a regular file.",
    ]


def test_folder_without_articles_is_told(tmp_path):
    run(tmp_path, fails="There is no article in these folders")


def test_other_kinds_of_files_in_a_folder_are_counted(folder):
    for name in ("Letter.DOCX", "more.pdf", "no ending", ".hidden.docx", ".git/HEAD", "deep/table.xlsx"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"PK")
    words = "passed over, as no article ends so: .pdf 2, .docx 1, .xlsx 1, no ending 1"
    assert run(folder)[-2:] == [words, "3 created, 0 unchanged, 0 failed"]
    assert words in run(folder, "--dry-run")
    assert len(rows(folder)) == 3  # one object for each article, and nothing else


def test_links_and_pipes_in_a_folder_are_told_and_not_read(tmp_path):
    inside, elsewhere = tmp_path / "folder", tmp_path / "secret.txt"
    inside.mkdir()
    elsewhere.write_text("Words that stand outside of the folder.", encoding="utf-8")
    (inside / "link.txt").symlink_to(elsewhere)
    os.mkfifo(inside / "pipe.txt")  # who opens it for reading waits for ever
    assert [(row["path"], row["error"]) for row in rows(inside, fails="2 of 2 failed")] == [
        (
            str(inside / "link.txt"),
            "This is a link, and links in a folder are not followed; give the file itself.",
        ),
        (str(inside / "pipe.txt"), "This is not a regular file."),
    ]
    assert [row["status"] for row in rows(inside / "link.txt")] == ["created"]


def test_folder_with_the_name_of_a_file_is_a_folder(tmp_path):
    (tmp_path / "odd.txt").mkdir()
    (tmp_path / "odd.txt" / "a.txt").write_text("The town has built 40 bridges since 1990.\n")
    assert [row["status"] for row in rows(tmp_path / "odd.txt")] == ["created"]


def test_json_lines_give_one_article_each(tmp_path):
    path = tmp_path / "many.jsonl"
    lines = [
        json.dumps({"text": "# One\n\nThe town has 40 bridges.", "format": "markdown", "name": "one.md"}),
        "",
        "not json",
        json.dumps(["a list"]),
        json.dumps({"text": 5}),
        "[" * 100_000,
        '{"text": "half \\ud800 a pair"}',
        '{"text": "number", "name": ' + "1" * 5000 + "}",
        json.dumps({"text": "x", "format": "pdf"}),
        json.dumps({"text": "Two wells were dug in 2020, twelve in 2021."}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    got = rows(path, fails="7 of 9 failed")
    assert [(row["path"].rpartition(":")[2], row["status"]) for row in got] == [
        ("1", "created"),
        ("3", "failed"),
        ("4", "failed"),
        ("5", "failed"),
        ("6", "failed"),
        ("7", "failed"),
        ("8", "failed"),
        ("9", "failed"),
        ("10", "created"),
    ]
    assert got[2]["error"] == 'A line is an object with "text"; "name" and "format" may follow.'


def test_line_that_is_no_json_says_where_and_a_byte_order_mark_is_no_matter(tmp_path):
    path = tmp_path / "windows.jsonl"
    line = json.dumps({"text": "Two wells were dug in 2020, twelve in 2021."})
    path.write_bytes(
        b"\xef\xbb\xbf" + f'{line}\r\n{{"text": "Wells" "name": "a"}}\r\n'.encode() + b"\xff\r\n"
    )
    got = rows(path, fails="2 of 3 failed")
    assert [row["error"] for row in got] == [
        None,
        "Not a line of JSON: Expecting ',' delimiter at character 18.",
        "Not in UTF-8: byte 1 of the line is not. Save the file as UTF-8.",
    ]


def test_importer_is_named(folder, reporter):
    rows(folder, "--by", "rita")
    assert set(Article.objects.values_list("imported_by__username", flat=True)) == {"rita"}


@pytest.mark.parametrize(
    ("by", "words"), [("nobody", "There is no user 'nobody'"), ("ravi", "You may not import articles")]
)
def test_importer_without_the_right_stores_nothing(folder, reviewer, by, words):
    assert run(folder, "--by", by, fails=words) == []
    assert not Article.objects.exists()


@needs_seed
def test_seed_is_imported(reporter):
    (row,) = rows(SEED, "--by", "rita")
    assert (row["status"], row["findings"], row["error"]) == ("created", 3, None)
    assert row["claims"] >= 9
