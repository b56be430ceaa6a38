"""The best compression, for pages that are read often and written seldom."""

from collections.abc import Callable, Sequence

import brotli
from django.db import transaction
from zlib_ng import gzip_ng

from articles.models import Page
from articles.public.write import touch

# The highest levels: 15 ms and 0.1 ms a page, so not while somebody waits for a publication.
BEST_BROTLI, BEST_GZIP = 11, 9
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
    """Compress these pages anew where that makes them smaller; return the bytes saved for each of those, in both forms
    together.

    Compresses outside the transaction. A page that was published anew meanwhile is left as it is. The site's
    generation goes up, so that those who serve pages from memory take the smaller form.
    """
    smaller = []
    pages = Page.objects.filter(path__in=paths)
    for path, body, zipped, brotlied, etag in pages.values_list("path", "body", "gzip", "brotli", "etag"):
        forms = {
            "gzip": min(bytes(zipped), gzip_ng.compress(bytes(body), BEST_GZIP, mtime=0), key=len),
            "brotli": min(bytes(brotlied), brotli.compress(bytes(body), quality=BEST_BROTLI), key=len),
        }
        gain = len(zipped) + len(brotlied) - sum(map(len, forms.values()))
        if gain:
            smaller.append((path, etag, forms, gain))
    saved = []
    with transaction.atomic():
        for path, etag, forms, gain in smaller:
            if Page.objects.filter(pk=path, etag=etag).update(**forms):
                saved.append(gain)
        if saved:
            touch()
    return saved
