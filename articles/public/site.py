"""What templates know of the site, and how its URLs are built."""

from functools import cache, lru_cache
from urllib.parse import quote, urlsplit

from django.conf import settings

RTL = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"))


@cache
def site() -> dict:
    """The constants of every page, to be read only. Style sheets have unhashed names: stored pages keep working.

    Made once in a process, in which settings do not change: a publication asks 2,700 times, and Django takes 0.3 µs
    for each setting. Tests that change some begin anew (`tests/conftest.py`).
    """
    return {
        "name": settings.SITE_NAME,
        "url": settings.SITE_URL,
        "language": settings.LANGUAGE_CODE,
        "zone": settings.TIME_ZONE,
        "debug": settings.DEBUG,
        "css": [f"{settings.STATIC_URL}articles/css/{name}.css" for name in ("tokens", "public")],
        "feed_css": f"{settings.STATIC_URL}articles/css/feed.css",
        "icon": f"{settings.STATIC_URL}articles/icon.svg",
    }


@lru_cache(maxsize=4096)
def href(path: str) -> str:
    """A decoded path as it stands in a link: percent-encoded."""
    return quote(path, safe="/-._~")


def absolute(path: str) -> str:
    """The full address of a decoded path."""
    return site()["url"] + href(path)


def direction(language: str) -> str:
    """The value of `dir` for a language."""
    return "rtl" if language.lower().replace("_", "-").split("-")[0] in RTL else "ltr"


@lru_cache(maxsize=4096)
def safe_url(url: str) -> str:
    """The address if it is a plain http or https one that may be linked, else an empty text."""
    if any(sign.isspace() or ord(sign) < 32 or sign in '"<>\\' for sign in url):
        return ""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname)
    except ValueError:
        return ""
    return url if named and parts.scheme in ("http", "https") and "@" not in parts.netloc else ""


def article_path(slug: str) -> str:
    return f"/articles/{slug}/"


def edition_path(slug: str, number: int) -> str:
    return f"/articles/{slug}/editions/{number}/"


def changes_path(slug: str, number: int) -> str:
    """What changed in an edition since the one before; the first has no such page."""
    return f"{edition_path(slug, number)}changes/"


def compare_path(slug: str) -> str:
    """Where any two editions are compared; made by Django, no page stands there."""
    return f"{article_path(slug)}changes/"


def as_of_path(slug: str) -> str:
    """Where an article is asked for as it stood on a day; answered by Django."""
    return f"{article_path(slug)}as-of/"


def card_path(slug: str) -> str:
    """Where the picture of an article stands that other sites show beside a link to it."""
    return f"{article_path(slug)}card.png"


def proof_path(slug: str, number: int) -> str:
    """Where the proof of an edition stands."""
    return f"{edition_path(slug, number)}proof.json"


def text_path(slug: str, number: int) -> str:
    """Where the bare text of an edition stands, which its proof is about."""
    return f"{edition_path(slug, number)}text.txt"


# The page of an entry of a list: kind and key as in EditionEntry.
def entry_path(kind: str, key: str) -> str:
    """The page of an entry of a list: kind and key as in EditionEntry."""
    if kind == "front":
        return "/"
    if kind == "month":
        return f"/archive/{key[:4]}/{key[5:]}/"
    return f"/{kind}s/{key}/"
