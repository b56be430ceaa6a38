"""All that is registered: our own modules, in place of what other applications brought with them."""

from django.contrib import admin
from taggit.models import Tag as StockTag

from articles.admin import articles, claims, log, memory, people, public, reviews, sources, tags

# Nobody uses it, and its merge can be run with the right to look alone.
admin.site.unregister(StockTag)

__all__ = ["articles", "claims", "log", "memory", "people", "public", "reviews", "sources", "tags"]
