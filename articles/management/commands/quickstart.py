"""From nothing to a site to click: database, people, sample, two published articles, a running server."""

import json
import os
import socket
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles import public
from articles.actions.demo import import_sample, make_people, sample_files, walk, walks
from articles.errors import NewsroomError
from articles.models import Article, Claim, Finding, Page


class Command(BaseCommand):
    help = "Sets up a demonstration on this machine and serves it. Running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="stop before serving")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, no_serve: bool, host: str, port: int, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "DEBUG is off. quickstart is for a developer's own machine; see newsroom/deploy."
            )
        if not no_serve:
            _check_port(host, port)
        call_command("migrate", verbosity=0)
        try:
            passwords = _remember(make_people())
            self._walk_sample()
        except NewsroomError as error:
            raise CommandError(str(error)) from error
        self._report(passwords)
        if not no_serve:
            self._serve(host, port)

    def _walk_sample(self) -> None:
        plans = dict(walks())
        files = sample_files()
        articles = {}
        with tqdm(files, unit=" file", desc="import", file=sys.stderr, disable=None, leave=False) as bar:
            for path in bar:
                articles[path.name], _ = import_sample(path)
        with tqdm(
            plans.items(), unit=" article", desc="walk", file=sys.stderr, disable=None, leave=False
        ) as bar:
            for name, plan in bar:
                walk(articles[name], plan)
        if (
            not Page.objects.filter(path="/").exists()
            or not Page.objects.filter(path="/how-we-work/").exists()
        ):
            public.rebuild_all()

    def _report(self, passwords: dict[str, str]) -> None:
        statuses = Counter(Article.objects.values_list("status", flat=True))
        rows = [
            (
                "articles",
                f"{statuses.total()}: " + ", ".join(f"{n} {name}" for name, n in sorted(statuses.items())),
            ),
            (
                "findings",
                f"{Finding.objects.count()}, {Finding.objects.exclude(removed_in=None).count()} removed",
            ),
            ("claims", f"{Claim.objects.count()}, {Claim.objects.exclude(verdict='').count()} decided"),
            ("public pages", str(Page.objects.count())),
        ]
        self.stdout.write("")
        for name, words in rows:
            self.stdout.write(f"  {name:<14}{words}")
        self.stdout.write(f"\n  {'user name':<14}password")
        for name, password in passwords.items():
            self.stdout.write(f"  {name:<14}{password}")
        self.stdout.write("")

    def _serve(self, host: str, port: int) -> None:
        url = f"http://{host}:{port}"
        self.stdout.write(
            f"  readers {url}/\n  desk    {url}/desk/\n  admin   {url}/admin/\n\n  Stop with Ctrl-C.\n"
        )
        self.stdout.flush()
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            host,
            "--port",
            str(port),
        ]
        command += ["--blocking-threads", "4", "--backpressure", "64", "--no-ws"]
        environment = os.environ | {"SITE_URL": os.environ.get("SITE_URL", url)}
        os.execve(sys.executable, [*command, "newsroom.wsgi:application"], environment)  # noqa: S606


def _remember(made: dict[str, str]) -> dict[str, str]:
    """All generated passwords, old and new: kept in a file that only this user can read, beside the database."""
    path = Path(settings.VAR_DIR) / "demo-passwords.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(path.read_text()) if path.exists() else {}
    if made:
        known |= made
        path.touch(mode=0o600)
        path.write_text(json.dumps(known, indent=1))
    return known


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken; choose another one: --port {port + 1}") from error
