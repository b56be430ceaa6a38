"""What public pages are rendered with, as one digest: code, templates and settings."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from articles.public.site import site

CODE = ("articles/public", "articles/text", "templates/public")
KINDS = (".css", ".html", ".py", ".toml", ".ttf", ".xml")
SETTINGS = ("TIME_ZONE", "OBJECTION_DAYS", "OBJECTION_CONTACT_DAYS")


def stamp() -> str:
    """Another one whenever the same editions may give other bytes."""
    found = hashlib.sha256(repr([site(), *(getattr(settings, name) for name in SETTINGS)]).encode())
    for path in files():
        found.update(path.read_bytes())
    return found.hexdigest()


def files() -> Iterator[Path]:
    for folder in CODE:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in KINDS and path.is_file():
                yield path
