"""What readers get: an edition in, finished pages out; serving them; feeds and sitemaps.

Reads editions, their entries, their corrections and pages; never an article, revision, finding or claim.
"""

from articles.public.change import pages_of
from articles.public.marks import retractions
from articles.public.rebuild import Busy, rebuild_all
from articles.public.serve import serve
from articles.public.site import absolute, site
from articles.public.source_change import pages_of_source
from articles.public.static_pages import static_pages
from articles.public.types import PageBytes, Rendered, Retraction, SiteChange
from articles.public.write import advance, compress, entries_of, generation, write_pages

__all__ = [
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
    "pages_of",
    "pages_of_source",
    "rebuild_all",
    "retractions",
    "serve",
    "site",
    "static_pages",
    "write_pages",
]
