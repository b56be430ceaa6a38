"""The best compression, for pages that are read often and written seldom."""

from collections.abc import Callable, Sequence

import brotli
from django.db import transaction

from articles.models import Page
from articles.public.write import touch

BEST = 11  # brotli's highest quality: 15 ms a page, so not while somebody waits for a publication
BATCH = 50  # pages of one transaction


def recompress_all(*, total: Callable[[int], object], done: Callable[[int], object]) -> tuple[int, int]:
    """Compress all stored pages anew; return how many became smaller, and the bytes saved.

    `total` is told the number of pages, `done` is called with how many were looked at after each batch.
    """
    paths = list(Page.objects.exclude(brotli=b"").order_by("path").values_list("path", flat=True))
    total(len(paths))
    number = saved = 0
    for start in range(0, len(paths), BATCH):
        batch = paths[start : start + BATCH]
        found = recompress(batch)
        number, saved = number + len(found), saved + sum(found)
        done(len(batch))
    return number, saved


def recompress(paths: Sequence[str]) -> list[int]:
    """Compress these pages anew where that makes them smaller; return the bytes saved for each of those.

    Compresses outside the transaction. A page that was published anew meanwhile is left as it is. The site's
    generation goes up, so that those who serve pages from memory take the smaller form.
    """
    smaller = []
    for path, body, old, etag in Page.objects.filter(path__in=paths).values_list(
        "path", "body", "brotli", "etag"
    ):
        new = brotli.compress(bytes(body), quality=BEST)
        if len(new) < len(old):
            smaller.append((path, etag, new, len(old) - len(new)))
    saved = []
    with transaction.atomic():
        for path, etag, new, gain in smaller:
            if Page.objects.filter(pk=path, etag=etag).update(brotli=new):
                saved.append(gain)
        if saved:
            touch()
    return saved
