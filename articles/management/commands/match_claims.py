"""Compare all claims of the archive with each other, propose what is likely the same, and say how long it takes."""

from itertools import islice
from statistics import median
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand

from articles.actions.match_archive import match_claims, renew_keys
from articles.models import Claim, Match

BATCH = 50


class Command(BaseCommand):
    help = (
        "Compare all claims of the archive with each other and propose those that are likely the same. "
        "Needed once after an upgrade; an import does it for what it brings."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--keys",
            action="store_true",
            help="Write anew what the claims are looked up by, before anything else.",
        )

    def handle(self, *args: Any, keys: bool, **options: Any) -> None:
        if keys:
            self.stdout.write(f"{renew_keys()} claims have new keys")
        numbers = iter(list(Claim.objects.order_by("pk").values_list("pk", flat=True)))
        found = 0
        times: list[float] = []
        while batch := list(islice(numbers, BATCH)):
            begun = perf_counter()
            found += match_claims(batch)
            times.append((perf_counter() - begun) / len(batch) * 1000)
        if times:
            self.stdout.write(
                f"{Claim.objects.count()} claims compared, {median(times):.1f} ms each ({max(times):.1f} at most)"
            )
        self.stdout.write(
            f"{found} likely the same proposed, {Match.objects.open().count()} wait for a yes or no, "
            f"{Match.objects.clashes().count()} clash"
        )
