"""`manage.py check_sources`: what it prints, how it ends, and that one bad source never stops it."""

import json

import pytest
from django.core.management import CommandError, call_command

from articles.actions import checking
from articles.actions.citing import add_source
from articles.models import SourceCheck

pytestmark = pytest.mark.django_db
NAMES = ("alive", "gone", "broken", "moved")


def url(name: str) -> str:
    return f"https://{name}.example/report"


@pytest.fixture
def sources(reporter, web, monkeypatch):
    for name in NAMES:
        add_source(by=reporter, name=name, kind="webpage", url=url(name))
    web[url("alive")] = web[url("moved")] = "<p>It has 4,200 panels.</p>"
    real = checking.look_at

    def look_at(source):
        if source.name == "broken":
            raise RuntimeError("words that no parser expected")
        return real(source)

    monkeypatch.setattr(checking, "look_at", look_at)


def test_one_line_for_each_that_is_not_alive(sources, capsys):
    with pytest.raises(CommandError, match="2 of 4 need somebody") as caught:
        call_command("check_sources")
    assert caught.value.returncode == 1
    assert capsys.readouterr().out.splitlines() == [
        "gone       gone: No connection to it can be made.",
        "failed     broken: by a fault of this program: RuntimeError: words that no parser expected",
        "4 sources looked at.",
    ]
    assert list(SourceCheck.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "alive",
        "gone",
        "alive",
    ]


def test_json_has_every_source(sources, capsys):
    with pytest.raises(CommandError):
        call_command("check_sources", "--json")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["source"], row["state"], row["strikes"], bool(row["error"])) for row in rows] == [
        ("alive", "alive", 0, False),
        ("gone", "gone", 1, False),
        ("broken", "unchecked", 0, True),
        ("moved", "alive", 0, False),
    ]
    assert rows[0] == {
        "source": "alive", "url": url("alive"), "outcome": "alive", "error": "", "state": "alive", "strikes": 0,
        "status": 200, "found_at": url("alive"), "note": "",
    }  # fmt: skip


def test_limit_and_all_is_well(sources, capsys):
    call_command("check_sources", "--limit", "1")
    assert capsys.readouterr().out == "1 source looked at.\n"
    with pytest.raises(CommandError, match="--limit takes 1 or more"):
        call_command("check_sources", "--limit", "0")


def test_while_nothing_may_be_fetched(sources, settings):
    settings.OUTGOING_REQUESTS = False
    with pytest.raises(CommandError, match="fetches nothing") as caught:
        call_command("check_sources")
    assert caught.value.returncode == 2
    assert not SourceCheck.objects.exists()
