"""Hostile words in every field: they are shown or left out, never run, linked or taken for markup."""

import pytest

from articles.models import Page
from articles.public.site import safe_url
from articles.public.write import encoded, printable
from tests.public.browse import html_of, jsonld_of, links_of, tree_of, words_of
from tests.public.records import citation, claim, correction, put_live, record, tag, take_off

pytestmark = pytest.mark.django_db

BAD = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><!-- {{ 7|add:7 }} ]]> &lt;b&gt; \u2028"
CONTROL = "a\x00b\x08c\x0bd\x1fe\x85f\ufdd0g\ufffeh"


def hostile(words: str) -> dict:
    text = f"A headline of its own\n\nBefore {words} after the claim, and more.\n\n- item {words}\n"
    evil = claim(
        f"Before {words} after",
        id=7,
        text=text,
        claimant=words,
        rationale=words,
        said_on="2026-01-02",
        label=f"Supported {words}",
        standing="agreed",
        reviews=[
            {
                "verdict": "supported",
                "label": words,
                "kind": "review",
                "rationale": words,
                "at": "2026-11-20T09:00:00+00:00",
            }
        ]
        * 2,
        citations=[
            citation(name=words, url="javascript:alert(3)", quote=words, locator=words, slug="source-3")
        ],
        tags=[tag(words, "evil-claim")],
    )
    return record(
        text=text,
        headline=f"Headline {words}",
        summary=words,
        byline=words,
        tags=[tag(words, "evil")],
        claims=[evil],
        corrections=[correction(1, words)],
        cleaning={
            "removed": 1,
            "characters": 1,
            "kinds": [{"category": words, "count": 1}],
            "decided_by": [words],
        },
    )


def html_pages() -> list[str]:
    rows = Page.objects.filter(content_type__startswith="text/html", status__in=[200, 410])
    return [html_of(path) for path in rows.values_list("path", flat=True)]


def test_no_field_becomes_markup_script_or_template():
    put_live(hostile(BAD))
    take_off_note = record(2)
    put_live(take_off_note)
    take_off(2, note=BAD)
    for html in html_pages():
        tree = tree_of(html)
        scripts = list(tree.iter("script"))
        assert all(node.get("type") == "application/ld+json" for node in scripts)
        assert not list(tree.iter("img"))
        assert not [
            name
            for node in tree.iter()
            if isinstance(node.tag, str)
            for name in node.attrib
            if name.startswith("on")
        ]
        assert "{{ 7|add:7 }}" in html or "alert" not in html
    shown = words_of(html_of("/articles/harbour-1/"))
    assert " ".join(f"Headline {BAD}".split()) in shown
    assert jsonld_of(html_of("/articles/harbour-1/"))["headline"] == f"Headline {BAD}"
    assert jsonld_of(html_of("/claims/7/"))["reviewRating"]["alternateName"] == f"Supported {BAD}"


def test_javascript_addresses_are_never_linked():
    text = "A headline of its own\n\nSee [here](javascript:alert(1)), <a href='data:text/html,x'>there</a> and [fine](https://e.org/).\n"
    put_live(
        record(
            text=text,
            format="markdown",
            claims=[claim("here", text=text, citations=[citation(url="JaVaScRiPt:alert(1)")])],
        )
    )
    put_live(
        record(
            2,
            text=text.replace("[here](javascript:alert(1))", "<a href=' javascript:x'>here</a>"),
            format="html",
            claims=[],
        )
    )
    for html in html_pages():
        for link in links_of(html):
            assert link.startswith(
                ("/", "#", "http://localhost:8000/", "https://e.org", "https://register.example/")
            ), link


SAFE = ["https://e.org/", "http://e.org/a?b=c#d", "https://e.org:8443/ä", "https://[::1]/"]
UNSAFE = [
    "", "javascript:alert(1)", "JAVASCRIPT:x", "java\nscript:x", " https://e.org", "https://e.org/\n", "data:text/html,x", "//e.org/",
    "/relative", "ftp://e.org", "https://", "https:e.org", "https://user@e.org/", "https://e.org/\"onclick", "https://[e.org", "http:\\\\e.org",
    "https://e.org/<b>", "vbscript:x", "file:///etc/passwd", "mailto:a@e.org",
]  # fmt: skip


def test_only_plain_web_addresses_are_safe():
    assert [safe_url(url) for url in SAFE] == SAFE
    assert [url for url in UNSAFE if safe_url(url)] == []


def test_forbidden_code_points_are_left_out_everywhere():
    put_live(hostile(CONTROL.replace("\x00", "")))
    for html in html_pages():
        tree_of(html)
    texts = Page.objects.exclude(content_type__startswith="image/")
    for body in texts.values_list("body", flat=True):
        assert not set(bytes(body).decode()) & set("\x00\x08\x0b\x1f\x85\ufdd0\ufffe")


FORMS = {
    "long words": "x" * 5000,
    "right to left": "\u202eabc \u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea",
    "chinese": "上海的芯片雄心",
    "entities": "&amp; &#0; &nbsp; &notit; &#x1F600;",
    "nothing": "x",
}


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
@pytest.mark.parametrize("name", FORMS)
def test_pages_are_valid_whatever_the_words(name, format):
    new = hostile(FORMS[name]) | {"format": format}
    put_live(new)
    put_live(new | {"number": 2})
    for html in html_pages():
        tree_of(html)


def test_article_of_many_claims_is_rendered_in_time_that_grows_with_it():
    text = "\n\n".join(f"Sentence {number} says that roof {number} was covered." for number in range(300))
    claims = [
        claim(f"Sentence {number} says that roof {number} was covered", id=number + 1, text=text)
        for number in range(300)
    ]
    put_live(record(text=text, claims=claims))
    html = html_of("/articles/harbour-1/")
    tree_of(html)
    assert html.count("<aside") == 300


def test_printable_keeps_every_code_point_but_the_forbidden():
    kept = printable("".join(map(chr, range(0x110000))))
    assert printable(kept) is kept
    gone = set(map(chr, range(0x110000))) - set(kept)
    assert len(gone) == 29 + 33 + 2048 + 32 + 2
    assert [sign for sign in gone if printable(sign)] == []
    assert [sign for sign in gone if encoded(f"a{sign}ö") != "aö".encode()] == []
    assert encoded(kept) == kept.encode()
