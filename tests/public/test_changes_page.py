"""What changed between two editions: the pages that stand beside them, and what they say."""

import re

import pytest

from articles.models import Page
from articles.public import rebuild_all
from articles.public.changes_page import changes_pages
from tests.public.browse import html_of, links_of, status_of, tree_of, words_of
from tests.public.records import TEXT, citation, claim, correction, put_live, record, tag, take_off

CHANGES = "/articles/harbour-1/editions/2/changes/"


def html_between(old: dict, new: dict, proofs: dict | None = None) -> str:
    """The page of two editions, read strictly."""
    old, new = old | {"number": 1}, new | {"number": 2}
    page = changes_pages((old, new), proofs or {}, new["slug"], [1, 2])
    assert [one.path for one in page] == [f"/articles/{new['slug']}/editions/2/changes/"]
    html = page[0].body.decode()
    tree_of(html)
    return html


def between(old: dict, new: dict) -> str:
    """What a reader sees of it."""
    return words_of(html_between(old, new))


def text_of(html: str) -> str:
    """The compared text, with what went and came in brackets."""
    part = html[html.index('<div class="compared"') :].split("</section>")[0]
    plain = re.sub(r'<span class="vh"[^>]*>.*?</span>', "", part)
    plain = re.sub(r"<del>(.*?)</del>", r"[-\1-]", plain, flags=re.DOTALL)
    plain = re.sub(r"<ins>(.*?)</ins>", r"[+\1+]", plain, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "", plain).strip()


def test_words_that_changed_are_marked_in_their_paragraph():
    html = html_between(record(), record(text=TEXT.replace("61 roofs", "64 roofs"), claims=[]))
    assert text_of(html).split("\n") == [
        "Port Averly covered [-61-][+64+] roofs with panels. Its director says that it makes more power than it uses.",
        "What the meters say",
        "In its first year the installation delivered 21 gigawatt hours.",
    ]
    assert '<del><span class="vh" lang="en" dir="ltr">[removed: </span>61' in html
    assert '<ins><span class="vh" lang="en" dir="ltr">[added: </span>64' in html
    assert '<meta name="robots" content="noindex">' in html


def paragraphs(*numbers: int) -> str:
    return "A title\n\n" + "\n\n".join(f"Paragraph {number} has words of its own." for number in numbers)


def test_unchanged_paragraphs_far_from_a_change_are_folded():
    old = record(text=paragraphs(*range(1, 31)), claims=[])
    new = record(text=paragraphs(*range(1, 15), 99, *range(16, 31)), claims=[])
    assert text_of(html_between(old, new)).split("\n") == [
        "… 13 paragraphs unchanged",
        "Paragraph 14 has words of its own.",
        "Paragraph [-15-][+99+] has words of its own.",
        "Paragraph 16 has words of its own.",
        "… 14 paragraphs unchanged",
    ]


def test_paragraph_that_moved_is_not_taken_for_new_words():
    lines = [
        "The first of them is about the harbour and its cranes.",
        "The second speaks of roofs.",
        "A third one ends it.",
    ]
    old = record(text="\n\n".join(["A title", *lines]), claims=[])
    new = record(text="\n\n".join(["A title", *lines[1:], lines[0]]), claims=[])
    html = html_between(old, new)
    assert text_of(html).split("\n")[0] == f"Moved from here{lines[0]}"
    assert "1 paragraph moved" in words_of(html).lower()
    assert "<ins><span" not in html


def test_long_unchanged_stretches_of_a_paragraph_are_left_out():
    long = "These words go on and on. " * 400
    old = record(text=f"A title\n\nIt began in May. {long}It ended.", claims=[])
    new = record(text=f"A title\n\nIt began in June. {long}It is over.", claims=[])
    html = html_between(old, new)
    assert "characters unchanged" in html
    assert "[-May-][+June+]" in text_of(html)
    assert len(html) < 12_000


def test_headline_summary_byline_and_tags():
    old = record(summary="", tags=[tag("Energy"), tag("Ports")])
    new = record(
        headline="The port that runs on sunlight", byline="Mara Q. Quist", tags=[tag("Energy"), tag("Sun")]
    )
    words = between(old, new)
    assert "HeadlineThe [removed: harbour][added: port] that runs on sunlight" in words
    assert "Summary[added: How much of what a port says about its roofs holds?]" in words
    assert "Byline" in words
    assert "Tags[added: Sun], [removed: Ports]" in words
    assert "Headline changed" in words


def test_verdict_that_changed_says_from_what_to_what_when_and_how():
    words = "delivered 21 gigawatt hours"
    old = record(claims=[claim(words, id=7)])
    again = {
        "decided_at": "2026-11-22T09:00:00+00:00",
        "round": 2,
        "standing": "adjudicated",
        "rationale": "Counted.",
    }
    html = html_between(old, record(claims=[claim(words, id=7, verdict="refuted", **again)]))
    told = words_of(html)
    assert "[was: Supported] → [now: Refuted] · adjudicated, 22 November 2026 · In edition 2" in told
    assert "[removed: The permits list them][added: Counted]." in told
    assert "Also changed: the reviews." in told
    assert "1 verdict changed" in told.lower()
    assert 'href="/articles/harbour-1/editions/2/#n1"' in html


def test_claims_and_sources_that_came_and_went():
    words = "delivered 21 gigawatt hours"
    old = record(claims=[claim("Port Averly covered 61 roofs", id=7, citations=[citation(3)])])
    new = record(claims=[claim(words, id=8, citations=[citation(4)])])
    html = html_between(old, new)
    told = words_of(html)
    assert f"Added {words} Supported · single review, 20 November 2026 · In edition 2" in told
    assert "Removed Port Averly covered 61 roofs Supported" in told
    assert "As it stood in edition 1" in told
    assert "[added: Port register 4] · Organisation, primary source" in told
    assert "[removed: Port register 3] · Organisation, primary source" in told
    assert 'href="/articles/harbour-1/editions/1/#n1"' in html


def test_claim_whose_reasons_changed_says_so():
    words = "delivered 21 gigawatt hours"
    told = between(
        record(claims=[claim(words, id=7)]), record(claims=[claim(words, id=7, rationale="Read again.")])
    )
    assert "[removed: The permits list them][added: Read again]." in told
    assert "Added" not in told


def test_only_the_notes_of_this_edition_stand_on_top():
    new = record(corrections=[correction(2, "The figure was wrong."), correction(1, "An earlier one.")])
    told = between(record(), new | {"text": f"{TEXT} More."})
    assert "Correction, 22 November 2026: The figure was wrong." in told
    assert "An earlier one." not in told


def test_same_words_with_another_link_are_told():
    old = record(text="# A title\n\nSee [the report](https://a.example/old).", format="markdown", claims=[])
    new = record(text="# A title\n\nSee [the report](https://a.example/new).", format="markdown", claims=[])
    html = html_between(old, new)
    assert "Link removed: https://a.example/old" in words_of(html)
    assert "Link added: https://a.example/new" in words_of(html)
    assert 'href="https://a.example' not in html


def test_rows_of_tables_and_list_items_are_compared_one_by_one():
    old = record(
        text="# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n- one thing\n- two things\n",
        format="markdown",
        claims=[],
    )
    new = record(text="# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 5 |\n\n- one thing\n- three things\n", format="markdown", claims=[])  # fmt: skip
    assert text_of(html_between(old, new)).split("\n") == [
        "a | b",
        "1 | 2",
        "3 | [-4-][+5+]",
        "one thing",
        "[-two-][+three+] things",
    ]


@pytest.mark.parametrize(
    ("language", "old", "new", "wanted"),
    [
        ("zh", "港口安装了4200块板。", "港口安装了4300块板。", "港口安装了[-4200-][+4300+]块板。"),
        ("ar", "ركب 4200 لوح", "ركب 4300 لوح", "ركب [-4200-][+4300+] لوح"),
        ("th", "ติดตั้งแผงแล้ว", "ติดตั้งหลังคาแล้ว", "ติดตั้ง[-แผง-][+หลังคา+]แล้ว"),
    ],
)
def test_language_and_direction_are_those_of_the_text(language, old, new, wanted):
    one, two = (record(language=language, text=f"T\n\n{text}", claims=[]) for text in (old, new))
    html = html_between(one, two)
    assert text_of(html) == wanted
    assert f'<div class="compared" lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html


def test_nothing_that_differs_is_said():
    words = between(record(), record())
    assert "Nothing differs in what readers see of the article, its claims and its sources." in words


SPAM = "上海云锦阁419"
BEFORE = f"{SPAM} A title\n\nThe port {SPAM} has 61 roofs.\n\n{SPAM} Call now."
AFTER = "A title\n\nThe port has 61 roofs.\n\nIt is near."


def proofs_of(before: str) -> dict[int, dict]:
    """That the first edition was the text as it came in, and that the second lacks what was injected."""
    removed = [
        {"start": found.start(), "length": len(found[0]), "rule": "network", "category": "escort"}
        for found in re.finditer(re.escape(f"{SPAM} "), before)
    ]
    return {1: {"pieces": [[0, len(before)]], "removed": []}, 2: {"pieces": [], "removed": removed}}


def test_words_removed_as_injected_are_not_repeated():
    """Not in the text, the headline or a claim: only how many they were."""
    old = record(
        text=BEFORE, headline=f"{SPAM} A title", claims=[claim(f"port {SPAM} has", id=7, text=BEFORE)]
    )
    html = html_between(old, record(text=AFTER, headline="A title", claims=[]), proofs_of(BEFORE))
    words = words_of(html)
    assert SPAM not in html
    assert "419" not in html
    assert "27 injected characters were taken out since edition 1. The words are not repeated here." in words
    assert "The port [removed: 9 injected characters, not repeated here" in words.replace("\n", " ")
    assert "A claim in injected words, not repeated here" in words


def test_words_that_an_editor_took_out_are_shown():
    proofs = proofs_of(BEFORE)
    for one in proofs[2]["removed"]:
        del one["rule"]
    assert SPAM in html_between(record(text=BEFORE, claims=[]), record(text=AFTER, claims=[]), proofs)


@pytest.mark.django_db
def test_publishing_renders_the_newest_only_and_a_rebuild_all_with_the_same_bytes():
    put_live(record(1))
    assert not Page.objects.filter(path__contains="/changes/").exists()
    put_live(record(1, 2, text=TEXT.replace("61", "62"), claims=[]))
    before = html_of(CHANGES)
    Page.objects.filter(path=CHANGES).update(body=b"left alone")
    put_live(record(1, 3, text=TEXT.replace("61", "63"), claims=[]))
    assert html_of(CHANGES) == "left alone"
    third = html_of("/articles/harbour-1/editions/3/changes/")
    Page.objects.filter(path__contains="/changes/").delete()
    rebuild_all()
    assert html_of(CHANGES) == before
    assert html_of("/articles/harbour-1/editions/3/changes/") == third


@pytest.mark.django_db
def test_changes_follow_the_article_to_its_new_address_and_off_the_site():
    put_live(record(1))
    put_live(record(1, 2, corrections=[correction(2)]))
    assert CHANGES in links_of(html_of("/articles/harbour-1/"))
    assert CHANGES in links_of(html_of("/corrections/"))
    put_live(record(1, 3, slug="port"))
    row = Page.objects.get(path=CHANGES)
    assert (row.status, row.location) == (301, "/articles/port/editions/2/changes/")
    assert "The article moved from /articles/harbour-1/ to /articles/port/" in words_of(
        html_of("/articles/port/editions/3/changes/")
    )
    assert status_of("/articles/port/editions/2/changes/") == 200
    take_off(1)
    assert [status_of(f"/articles/port/editions/{number}/changes/") for number in (2, 3)] == [410, 410]
    assert "sunlight" not in html_of("/articles/port/editions/3/changes/")


@pytest.mark.django_db
def test_sitemaps_and_feeds_do_not_list_them():
    put_live(record(1))
    put_live(record(1, 2, text=TEXT.replace("61", "62"), claims=[]))
    machines = Page.objects.exclude(content_type__startswith="text/html").values_list("path", "body")
    assert [path for path, body in machines if b"/changes/" in bytes(body)] == []
