"""export_memory and import_memory on files."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.actions.rules import put_in_force
from articles.models import Event, Fragment, Rule

pytestmark = pytest.mark.django_db
LINE = '{"kind": "fragment", "text": "casino  bonus", "category": "gambling", "decision": "removed"}\n'


def run(name: str, *args: str) -> str:
    out = StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


def test_file_goes_out_and_in_again(tmp_path, editor):
    file = tmp_path / "memory.jsonl"
    Fragment.objects.create(key="casino", text="Casino ", category="gambling", decision="kept")
    put_in_force(phrase="Rub the lamp", category="other", note="", by=editor)
    assert run("export_memory", str(file)) == f"2 lines written to {file}.\n"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(line["kind"], line.get("text") or line["phrase"]) for line in lines] == [
        ("fragment", "Casino "),
        ("rule", "Rub the lamp"),
    ]
    assert run("export_memory", "-") == file.read_text(encoding="utf-8")
    assert run("import_memory", str(file)) == "0 taken over, 2 unchanged, 0 bad\n"
    Fragment.objects.all().delete()
    assert run("import_memory", str(file), "--by", "edda") == "1 taken over, 1 unchanged, 0 bad\n"
    assert Event.objects.order_by("-number").first().actor == editor
    assert Fragment.objects.get().decision == "kept"


def test_bad_lines_are_told_and_the_exit_code_says_so(tmp_path):
    file = tmp_path / "memory.jsonl"
    long = '{"kind": "fragment", "text": "' + "x" * 250_000 + '"}\n'
    file.write_text(f"{LINE}nonsense\n{long}{LINE.replace('casino', 'slot')}")
    out = StringIO()
    with pytest.raises(CommandError, match="2 lines are bad") as caught:
        call_command("import_memory", str(file), stdout=out)
    assert caught.value.returncode == 1
    assert out.getvalue().splitlines() == [
        "line 2: this is no JSON in UTF-8",
        "line 3: the line has more than 100,000 bytes",
        "2 taken over, 0 unchanged, 2 bad",
    ]
    assert (Fragment.objects.count(), Rule.objects.count()) == (2, 0)


def test_one_bad_line_is_one(tmp_path):
    file = tmp_path / "memory.jsonl"
    file.write_text("nonsense\n")
    with pytest.raises(CommandError, match="1 line is bad"):
        call_command("import_memory", str(file), stdout=StringIO())


def test_file_or_person_that_is_not_there(tmp_path, reporter):
    missing, file = tmp_path / "no" / "memory.jsonl", tmp_path / "memory.jsonl"
    file.write_text(LINE)
    for name, args, words in (
        ("import_memory", [str(missing)], "cannot be read: No such file"),
        ("export_memory", [str(missing)], "cannot be written: No such file"),
        ("import_memory", [str(file), "--by", "nobody"], "no user 'nobody'"),
        ("import_memory", [str(file), "--by", "rita"], "You may not edit rules"),
    ):
        with pytest.raises(CommandError, match=words):
            run(name, *args)
    assert not Fragment.objects.exists()


def test_import_of_articles_goes_by_the_lists_read_once(tmp_path, editor, monkeypatch):
    from articles.management.commands import import_articles
    from articles.models import Finding

    put_in_force(phrase="Rub the lamp", category="other", note="", by=editor)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(
            f"The harbour {number}\n\nThe cranes burned oil.\n\nRub the lamp\n"
        )
    calls, read = [], import_articles.read_lists
    monkeypatch.setattr(import_articles, "read_lists", lambda: calls.append(1) or read())
    run("import_articles", str(tmp_path))
    assert calls == [1]
    assert list(Finding.objects.values_list("text", flat=True)) == ["Rub the lamp\n"] * 3


def test_other_processes_go_by_the_lists_too(tmp_path, editor):
    from articles.models import Finding

    put_in_force(phrase="Rub the lamp", category="other", note="", by=editor)
    (tmp_path / "one.txt").write_text("The harbour\n\nThe cranes burned oil.\n\nRub the lamp\n")
    run("import_articles", str(tmp_path), "--jobs", "2")
    assert Finding.objects.get().text == "Rub the lamp\n"
