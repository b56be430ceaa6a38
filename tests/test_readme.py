"""What the two READMEs say is so: the diagrams, and every command of the start page."""

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.actions.tokens import make_token
from articles.models import Article
from tests.readme import commands

ROOT = Path(__file__).resolve().parent.parent
SET_UP = ["python3 -m venv .venv", ".venv/bin/pip install -r requirements.txt"]
RUN, TEST, *OTHERS = commands()
REQUESTS = [command for command in OTHERS if command.startswith("curl ")]


def test_diagrams_are_those_of_the_tables():
    call_command("draw_workflows", check=True)


def test_two_commands_set_everything_up():
    assert RUN.split(" && ") == [*SET_UP, ".venv/bin/python manage.py quickstart"]
    assert TEST.split(" && ") == [*SET_UP, ".venv/bin/pytest"]


@pytest.fixture(scope="module")
def in_a_folder(tmp_path_factory):
    """Runs a command of the README with this Python, on a database of its own."""
    var = tmp_path_factory.mktemp("var")
    keep = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "SECRET_KEY", "DEBUG")
    }

    def run(command: str) -> subprocess.CompletedProcess:
        program, *words = shlex.split(command)
        assert program == ".venv/bin/python"
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=keep | {"NEWSROOM_VAR": str(var), "PYTHONWARNINGS": "error"},
            capture_output=True,
            text=True,
            timeout=120,
        )

    done = run(RUN.split(" && ")[-1] + " --no-serve")
    assert done.returncode == 0, done.stderr
    assert "public pages" in done.stdout
    return run


@pytest.mark.parametrize("command", [command for command in OTHERS if command not in REQUESTS])
def test_command_of_the_readme_works(command, in_a_folder):
    done = in_a_folder(command)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


@pytest.mark.django_db
@pytest.mark.parametrize("command", REQUESTS)
def test_request_of_the_readme_works(command, reporter, client):
    """As curl sends it: POST, since it carries data."""
    key = make_token(by=reporter, name="readme", days=1)[1]
    sent = argparse.ArgumentParser()
    sent.add_argument("curl")
    sent.add_argument("url")
    sent.add_argument("-H", action="append")
    sent.add_argument("-d")
    words = sent.parse_args(shlex.split(command.replace("$NEWSROOM_TOKEN", key)))
    headers = dict(header.split(": ", 1) for header in words.H)
    path = words.url.removeprefix("http://127.0.0.1:8000")
    answer = client.generic("POST", path, words.d, headers.pop("Content-Type"), headers=headers)
    assert answer.status_code == 201
    article = Article.objects.get()
    assert (article.headline, article.origin, list(article.tags.names())) == ("Frost", "api", ["weather"])


def test_picture_and_links_of_the_readme_are_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = [part.split(")")[0] for part in text.split("](")[1:]]
    assert [
        target for target in targets if not target.startswith("http") and not (ROOT / target).exists()
    ] == []
