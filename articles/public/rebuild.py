"""Render the whole public site again: after new templates, or when it has never been rendered."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Page, Rebuild
from articles.public.rebuild_parts import PARTS, number_of_steps
from articles.public.search_index import drop_lost
from articles.public.settle import settle
from articles.public.stamp import stamp
from articles.public.types import Rendered
from articles.public.write import advance, generation, write_pages

TRIES = 20  # how often one batch starts again because somebody published meanwhile
CHUNK = 500  # paths in one statement


class Busy(Exception):
    """Publications came faster than one batch could be rendered."""


def rebuild_all(
    *,
    now: datetime | None = None,
    total: Callable[[int], object] | None = None,
    done: Callable[[int], object] | None = None,
    resumed: Callable[[datetime], object] | None = None,
) -> int:
    """Render all pages from the live editions and write those that differ; return how many were rendered.

    The same editions give the same bytes. Works in batches, each in its own transaction: readers get the old
    pages until the new ones are written, and publishing goes on in between. Pages that say 301 or 410 stay as
    they are. A page that no live edition accounts for any more is deleted, and search forgets such things.

    How far it came is written with each batch: one that was broken off is gone on with, unless what it renders with
    (code, templates, settings) has changed since. `resumed` is told when that one began, `total` the number of
    articles and lists, `done` how many of them a batch was. Raises Busy after 20 tries of one batch.
    """
    state = Rebuild.objects.filter(pk=1, stamp=stamp()).first()
    if state is None:
        state = Rebuild(pk=1, stamp=stamp(), began_at=timezone.now(), part=next(iter(PARTS)))
    elif resumed:
        resumed(state.began_at)
    if total:
        total(number_of_steps())
    if done and state.steps:
        done(state.steps)
    names = list(PARTS)
    begun = names.index(state.part)
    for part in names[begun:]:
        after = state.after if part == names[begun] else []
        for batch in PARTS[part](after, now):
            state.part, state.after, state.steps = part, batch.after, state.steps + batch.size
            write_batch(batch.render, state)
            if done:
                done(batch.size)
    drop_strays(state.began_at)
    with transaction.atomic():
        drop_lost()
        Rebuild.objects.all().delete()
    return state.pages


def write_batch(render: Callable[[], Rendered], state: Any = None) -> set[str]:
    """Render and write, again if the site changed in between; return the paths. `state` is written along."""
    for _ in range(TRIES):
        number = generation()
        rendered = render()
        changed = settle(rendered)
        paths = {page.path for page in rendered.put}
        same = sorted(paths - {page.path for page in changed.put})
        with transaction.atomic():
            if advance(number):
                write_pages(changed)
                for start in range(0, len(same), CHUNK):
                    stored = Page.objects.filter(path__in=same[start : start + CHUNK])
                    stored.update(updated_at=timezone.now())
                if state is not None:
                    state.pages += len(paths)
                    state.save()
                return paths
    raise Busy("The site was published to all the time; run rebuild_site again when it is calmer.")


def drop_strays(began: datetime) -> None:
    """Delete pages with status 200 that nobody has rendered since."""
    strays = tuple(Page.objects.filter(status=200, updated_at__lt=began).values_list("path", flat=True))
    if strays:
        write_batch(lambda: Rendered(drop=strays))
