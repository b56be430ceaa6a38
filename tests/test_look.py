"""The base templates, parts and error pages: they render from plain values and carry nothing inline."""

import base64
import hashlib
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from articles.public.templates import ENGINE, render

TEMPLATES = Path(settings.BASE_DIR) / "templates"
LOOK = Path(settings.BASE_DIR) / "articles" / "static" / "articles"
ERRORS = ("400.html", "403.html", "403_csrf.html", "404.html", "410.html", "500.html")
SITE = {
    "name": "Newsroom",
    "url": "https://news.example",
    "language": "en",
    "css": ["/static/a.css", "/static/b.css"],
    "icon": "/static/icon.svg",
}
HANDBOOK = ("reporter", "reviewer", "editor", "administrator", "keys", "api")
DAY = datetime(2026, 3, 14, 9, tzinfo=UTC)


class ImportForm(forms.Form):
    title = forms.CharField(help_text="As readers see it.")
    note = forms.CharField(required=False)


def part(name: str, *values: object) -> str:
    """A part of public pages, in English."""
    module = engines[ENGINE].get_template(f"parts/{name}.html").template.module
    return str(getattr(module, name)(*values, "en"))


@pytest.mark.parametrize("name", ERRORS)
def test_error_page_without_context_has_heading_and_way_out(name: str) -> None:
    page = render_to_string(name)
    assert len(re.findall(r"<h1>[^<]+</h1>", page)) == 1
    assert 'href="/"' in page
    assert "{%" not in page
    assert "{{" not in page


def test_forbidden_page_says_the_reason_escaped() -> None:
    page = render_to_string("403.html", {"exception": "You wrote <this> claim."})
    assert "<p>You wrote &lt;this&gt; claim.</p>" in page


def test_templates_hold_no_inline_style_or_script() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|ld\+json))", re.I)
    found = [
        path.relative_to(TEMPLATES).as_posix()
        for path in sorted(TEMPLATES.rglob("*.html"))
        if inline.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["500.html"]


def test_server_error_style_matches_the_documented_hash() -> None:
    style = re.search(r"<style>(.*?)</style>", (TEMPLATES / "500.html").read_text(encoding="utf-8"), re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in (LOOK / "README.md").read_text(encoding="utf-8")


def test_public_base_without_request_links_styles_and_canonical() -> None:
    page = {
        "title": 'A "quoted" <b>title</b>',
        "description": "Words",
        "url": "https://news.example/a/",
        "section": "tags",
    }
    html = render("base", site=SITE, page=page, context={})
    assert re.findall(r'rel="stylesheet" href="([^"]+)"', html) == SITE["css"]
    assert re.findall(r'rel="canonical" href="([^"]+)"', html) == ["https://news.example/a/"]
    assert unescape(re.findall(r"<title>([^<]+)</title>", html)[0]) == 'A "quoted" <b>title</b> · Newsroom'
    assert re.findall(r'href="([^"]+)" aria-current="page"', html) == ["/tags/"]
    assert "<b>title" not in html


def test_claim_note_leads_back_to_its_words_and_escapes() -> None:
    note = {
        "number": 3,
        "verdict": "mixed",
        "label": "Mixed",
        "how": "single review",
        "decided": DAY,
        "claimant": "<i>Somebody</i>",
        "rationale": "Partly.",
        "url": "/claims/3/",
        "sources": [
            {
                "title": "Register",
                "url": "/sources/register/",
                "stance": "Supports",
                "value": "supports",
                "outside": "",
            }
        ],
    }
    html = part("claim_note", note | {"unseen": False, "withdrawn": []})
    assert re.findall(r'id="([^"]+)"', html) == ["n3"]
    assert re.findall(r'href="([^"]+)"', html) == ["#c3", "/sources/register/", "/claims/3/"]
    assert "&lt;i&gt;Somebody&lt;/i&gt;" in html
    assert '<time datetime="2026-03-14T09:00:00+00:00">14 March 2026</time>' in html


def test_article_item_without_dek_counts_and_tags_leaves_them_out() -> None:
    item = {"url": "/a/", "headline": "A", "published": DAY, "language": "zh", "dir": "ltr"}
    item |= {"dek": "", "corrected": None, "counts": [], "tags": []}
    html = part("article_item", item)
    assert re.findall(r'class="([^"]+)"', html) == ["item", "by"]
    assert "corrected" not in html


def test_field_with_error_binds_help_and_error_to_the_widget() -> None:
    html = render_to_string("desk/parts/field.html", {"field": ImportForm({})["title"]})
    assert re.findall(r'aria-describedby="([^"]+)"', html) == ["id_title_helptext id_title_error"]
    assert set(re.findall(r'\sid="([^"]+)"', html)) == {"id_title", "id_title_helptext", "id_title_error"}
    assert "(optional)" not in html


def test_field_that_may_be_empty_says_so() -> None:
    assert "(optional)" in render_to_string("desk/parts/field.html", {"field": ImportForm()["note"]})


def test_pagination_keeps_the_search(rf: RequestFactory) -> None:
    page = Paginator(range(100), 10).page(2)
    html = render_to_string("desk/parts/pagination.html", {"page": page}, request=rf.get("/?q=a%26b&page=2"))
    assert unescape(re.findall(r'href="([^"]+)" rel="next"', html)[0]) == "?q=a%26b&page=3"


def test_pagination_of_one_page_is_empty(rf: RequestFactory) -> None:
    page = Paginator(range(3), 10).page(1)
    assert render_to_string("desk/parts/pagination.html", {"page": page}, request=rf.get("/")).strip() == ""


def test_desk_without_nav_shows_neither_navigation_nor_log_out() -> None:
    html = render_to_string("desk/base.html", {})
    assert "<nav" not in html
    assert "Log out" not in html


@pytest.mark.parametrize("role", ["index", *HANDBOOK])
def test_handbook_page_marks_itself_and_links_the_others(role: str) -> None:
    html = render_to_string(f"help/{role}.html")
    up = "" if role == "index" else "../"
    others = [f"{up}{name}/" for name in HANDBOOK]
    tabs = html[html.index('class="tabs"') : html.index('class="handbook"')]
    assert re.findall(r'href="([^"]+)"', tabs) == [up or "./", *others]
    own = (up or "./") if role == "index" else f"{up}{role}/"
    assert re.findall(r'href="([^"]+)" aria-current', tabs) == [own]


def test_every_class_of_the_table_has_a_style() -> None:
    css = "\n".join(path.read_text(encoding="utf-8") for path in sorted((LOOK / "css").glob("*.css")))
    table = (LOOK / "README.md").read_text(encoding="utf-8").split("## Parts")[0]
    first = re.findall(r"^\| (`[^|]+) \|", table, re.M)
    words = {
        word for cell in first for name in re.findall(r"`([^`]+)`", cell) for word in re.split(r"[ .]", name)
    }
    bare = {"VALUE", "(short", "ins", "del", "mark", "s", "r", "m", "u", "x"}
    missing = sorted(word for word in words - bare if not re.search(rf"\.{re.escape(word)}\b", css))
    assert missing == []
