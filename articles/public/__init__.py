"""What readers get: an edition in, finished pages out; serving them; feeds and sitemaps.

Reads editions, their entries, their corrections and pages; never an article, revision, finding or claim.

Each name is imported when it is first asked for: serving stored pages (`front`) needs no models, so a process
answers its first readers before Django is loaded.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from articles.public.answer_change import pages_of_answer
    from articles.public.change import pages_of
    from articles.public.claim_review import markup_problems
    from articles.public.marks import retractions
    from articles.public.rebuild import Busy, rebuild_all
    from articles.public.serve import missing
    from articles.public.site import absolute
    from articles.public.source_change import pages_of_source
    from articles.public.static_pages import static_pages
    from articles.public.types import Answered, PageBytes, Rendered, Retraction, SiteChange
    from articles.public.verdicts import public_claim
    from articles.public.write import advance, compress, entries_of, generation, write_pages

__all__ = [
    "Answered",
    "Busy",
    "PageBytes",
    "Rendered",
    "Retraction",
    "SiteChange",
    "absolute",
    "advance",
    "compress",
    "entries_of",
    "generation",
    "markup_problems",
    "missing",
    "pages_of",
    "pages_of_answer",
    "pages_of_source",
    "public_claim",
    "rebuild_all",
    "retractions",
    "static_pages",
    "write_pages",
]

ROOMS = {
    "answer_change": ("pages_of_answer",),
    "change": ("pages_of",),
    "claim_review": ("markup_problems",),
    "marks": ("retractions",),
    "rebuild": ("Busy", "rebuild_all"),
    "serve": ("missing",),
    "site": ("absolute",),
    "source_change": ("pages_of_source",),
    "static_pages": ("static_pages",),
    "types": ("Answered", "PageBytes", "Rendered", "Retraction", "SiteChange"),
    "verdicts": ("public_claim",),
    "write": ("advance", "compress", "entries_of", "generation", "write_pages"),
}
ROOM_OF = {name: room for room, names in ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{ROOM_OF[name]}"), name)
