"""Recomputes the chain of the log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.actions.log import broken_lines
from articles.models import Event

SHOWN = 20


class Command(BaseCommand):
    help = "Says whether every line of the log is as it was written and follows the one before."

    def handle(self, **options: Any) -> None:
        broken = 0
        for number, problem in broken_lines():
            broken += 1
            if broken <= SHOWN:
                self.stdout.write(f"line {number}: {problem}")
        if broken:
            raise CommandError(f"The chain does not hold: {broken} problems.")
        last = Event.objects.order_by("-number").values_list("number", "hash").first()
        if last is None:
            self.stdout.write("The log is empty.")
        else:
            self.stdout.write(f"The chain holds: {last[0]} lines, the last is {last[1]}.")
