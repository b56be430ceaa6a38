"""What readers get: an edition in, finished pages out; serving them; feeds and sitemaps.

Reads editions, their entries, their corrections and pages; never an article, revision, finding or claim.
"""

from articles.public.change import pages_of
from articles.public.rebuild import Busy, rebuild_all
from articles.public.serve import serve
from articles.public.site import absolute, site
from articles.public.static_pages import static_pages
from articles.public.types import PageBytes, Rendered, SiteChange
from articles.public.write import advance, compress, entries_of, generation, write_pages

__all__ = [
    "Busy",
    "PageBytes",
    "Rendered",
    "SiteChange",
    "absolute",
    "advance",
    "compress",
    "entries_of",
    "generation",
    "pages_of",
    "rebuild_all",
    "serve",
    "site",
    "static_pages",
    "write_pages",
]
