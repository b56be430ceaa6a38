"""An article as of a date, and any two editions compared: friendly whatever is asked, and nothing of what is off."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.public.answer import POLICY
from tests.public.browse import tree_of, words_of
from tests.public.records import TEXT, claim, put_live, record, take_off
from tests.replay import kept

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.public.urls")]
AS_OF, COMPARE = "/articles/harbour-1/as-of/", "/articles/harbour-1/changes/"
FIRST = "2026-11-20T10:00:00+00:00"


@pytest.fixture(autouse=True)
def zone(settings):
    """Twelve hours and more ahead, so that days differ from those of UTC."""
    settings.TIME_ZONE = "Pacific/Auckland"


@pytest.fixture
def editions() -> None:
    published()


@kept(int)
def published() -> int:
    """Published 20 November 23:00, 22 November 09:30 and 25 November 00:10, all in Auckland."""
    put_live(record(1, first_published_at=FIRST, published_at=FIRST))
    put_live(record(1, 2, text=TEXT.replace("61", "62"), claims=[], first_published_at=FIRST, published_at="2026-11-21T20:30:20+00:00"))  # fmt: skip
    put_live(record(1, 3, text=TEXT.replace("61", "63"), claims=[], first_published_at=FIRST, published_at="2026-11-24T11:10:00+00:00"))  # fmt: skip
    return 3


def page(response) -> str:
    html = response.content.decode()
    tree_of(html)
    return words_of(html)


STOOD = [
    ("2026-11-20", 1),
    ("2026-11-21", 1),
    ("2026-11-22", 2),
    ("2026-11-24", 2),
    ("2026-11-25", 3),
    ("2026-11-20T23:00", 1),
    ("2026-11-22T09:29", 1),
    ("2026-11-22T09:30", 2),
    ("2026-11-22T09:30:19", 1),
    ("2026-11-22T09:30:20", 2),
    ("2026-11-22 09:30", 2),
    ("2026-11-21T20:30Z", 2),
    ("2026-11-21T21:29+01:00", 1),
    ("2026-11-21T21:30 01:00", 2),
    (" 2026-11-22 ", 2),
    ("2999-01-01", 3),
    ("9998-12-31", 3),
]


@pytest.mark.parametrize(("on", "number"), STOOD)
def test_day_leads_to_the_edition_that_stood_at_its_end(client, editions, on, number):
    response = client.get(AS_OF, {"on": on})
    assert (response.status_code, response["Location"]) == (302, f"/articles/harbour-1/editions/{number}/")
    assert response["Content-Security-Policy"] == POLICY
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")
    assert response.cookies.output() == ""


@pytest.mark.parametrize("on", ["2026-11-19", "2026-11-20T22:59", "0002-01-01", "2026-11-20T09:59Z"])
def test_before_the_first_edition_says_when_that_was(client, editions, on):
    response = client.get(AS_OF, {"on": on})
    assert response.status_code == 404
    words = page(response)
    assert "The article was not there yet" in words
    assert "The first edition was published on 20 November 2026, 23:00." in words
    assert 'href="/articles/harbour-1/editions/1/"' in response.content.decode()


NO_DAYS = [
    "", " ", "yesterday", "2026", "2026-11", "20.11.2026", "2026-13-01", "2026-02-30", "0000-01-01", "0001-01-01",
    "9999-12-31", "99999-01-01", "-2026-11-20", "2026-11-20T25:00", "2026-11-20T14:60", "2026-11-20T14:30+99:00",
    "2026-W47-5", "20261120", "２０２６-11-20", "2026-11-20\x00", "2026-11-20\n", "<script>alert(1)</script>",
    "' OR 1=1 --", "2026-11-20" * 1000, "\u202e2026-11-20", "2026-11-20T14:30:00.000001", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("on", NO_DAYS)
def test_what_is_no_day_gets_the_form_again_and_is_not_repeated(client, editions, on):
    response = client.get(AS_OF, {"on": on.encode("utf-8", "surrogatepass")})
    if on.strip() == "2026-11-20":
        assert response.status_code == 302
        return
    assert response.status_code == 400
    words = page(response)
    assert "Write a day as 2026-11-20" in words
    assert 'name="on"' in response.content.decode()
    assert not on.strip() or len(on) < 11 or on not in response.content.decode()


def test_no_day_at_all_and_two_days(client, editions):
    assert client.get(AS_OF).status_code == 400
    assert client.get(f"{AS_OF}?on=x&on=2026-11-22")["Location"] == "/articles/harbour-1/editions/2/"


def test_days_on_which_the_clocks_change(client, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    put_live(record(1, first_published_at=FIRST, published_at="2026-03-29T21:59:59+00:00"))
    put_live(record(1, 2, first_published_at=FIRST, published_at="2026-03-29T22:00:00+00:00"))
    put_live(record(1, 3, first_published_at=FIRST, published_at="2026-10-25T22:59:00+00:00"))
    for on, number in {"2026-03-29": 1, "2026-03-30": 2, "2026-03-29T02:30": None, "2026-10-25": 3, "2026-10-25T02:30": 2}.items():  # fmt: skip
        response = client.get(AS_OF, {"on": on})
        assert (response.status_code, response.get("Location")) == (
            (302, f"/articles/harbour-1/editions/{number}/") if number else (404, None)
        )


def test_time_when_the_article_was_off_says_so(client):
    put_live(record(1, first_published_at=FIRST, published_at=FIRST))
    off = {"off_since": "2026-11-22T08:00:00+00:00", "published_at": "2026-11-24T08:00:00+00:00"}
    put_live(record(1, 2, first_published_at=FIRST, **off))
    for on, status in {"2026-11-21": 302, "2026-11-22": 404, "2026-11-23": 404, "2026-11-24": 302, "2026-11-22T20:59": 302, "2026-11-22T21:00": 404}.items():  # fmt: skip
        assert client.get(AS_OF, {"on": on}).status_code == status
    words = page(client.get(AS_OF, {"on": "2026-11-23"}))
    assert "The article was not public then" in words
    assert (
        "It was taken offline on 22 November 2026, 21:00 and published again on 24 November 2026, 21:00."
        in words
    )


@pytest.mark.parametrize("rest", ["as-of/?on=2026-11-20", "changes/?from=1&to=3", "as-of/", "changes/"])
def test_gone_article_says_so_without_its_words(client, editions, rest):
    take_off(1, note="We could not verify it.")
    response = client.get(f"/articles/harbour-1/{rest}")
    assert response.status_code == 410
    words = page(response)
    assert "This article was retracted" in words
    assert "sunlight" not in words
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")


@pytest.mark.parametrize("rest", ["as-of/?on=2026-11-20", "changes/?from=1&to=3", "as-of/?on=%0d%0aX:%20y"])
def test_moved_article_is_followed_with_what_was_asked(client, editions, rest):
    put_live(record(1, 4, slug="hafen-ä", published_at="2026-11-26T10:00:00+00:00", first_published_at=FIRST))
    response = client.get(f"/articles/harbour-1/{rest}")
    assert (response.status_code, response["Location"]) == (301, f"/articles/hafen-%C3%A4/{rest}")
    if "X" not in rest:
        assert client.get(response["Location"]).status_code in (200, 302)


@pytest.mark.parametrize(
    "slug", ["nowhere", "x" * 101, "x" * 600, "a%00b", "%F0%9F%98%80", "..", "%2e%2e%2fdesk", "é" * 50]
)
@pytest.mark.parametrize("rest", ["as-of/?on=2026-11-20", "changes/?from=1&to=2"])
def test_unknown_article_is_a_404(client, editions, slug, rest):
    assert client.get(f"/articles/{slug}/{rest}").status_code == 404


def test_unpublished_draft_has_no_address(client, editions):
    take_off(1, kind="unpublished")
    response = client.get(COMPARE, {"from": "1", "to": "3"})
    assert response.status_code == 410
    assert "61" not in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", [AS_OF, COMPARE])
def test_other_methods_are_refused(client, editions, path, method):
    response = getattr(client, method)(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_head_has_no_body(client, editions):
    for path in (f"{AS_OF}?on=x", f"{COMPARE}?from=1&to=3", f"{COMPARE}?from=1&to=2"):
        assert client.head(path).content == b""


@pytest.mark.parametrize("path", [AS_OF, COMPARE])
def test_missing_slash_is_not_found(client, editions, path):
    """As everywhere on the public side: only what has a stored page is sent on."""
    assert client.get(path.rstrip("/")).status_code == 404


def test_two_editions_that_do_not_follow_each_other_are_compared(client, editions):
    response = client.get(COMPARE, {"from": "1", "to": "3"})
    assert response.status_code == 200
    words = page(response)
    assert "What changed from edition 1 to 3" in words
    assert "[removed: 61][added: 63]" in words
    html = response.content.decode()
    assert html.count("<option") == 6
    assert '<meta name="robots" content="noindex">' in html
    assert client.get(COMPARE, {"from": "3", "to": "1"}).content == response.content


def test_old_edition_leads_to_what_has_changed_since(client, editions):
    assert f'href="{COMPARE}?from=1"' in client.get("/articles/harbour-1/editions/1/").content.decode()
    assert "from edition 1 to 3" in page(client.get(COMPARE, {"from": "1"}))
    assert COMPARE not in client.get("/articles/harbour-1/editions/3/").content.decode()


@pytest.mark.parametrize(("one", "two", "number"), [("1", "2", 2), ("3", "2", 3), ("02", "3", 3)])
def test_neighbours_lead_to_the_stored_page(client, editions, one, two, number):
    response = client.get(COMPARE, {"from": one, "to": two})
    assert (response.status_code, response["Location"]) == (
        302,
        f"/articles/harbour-1/editions/{number}/changes/",
    )


NO_EDITIONS = [
    {}, {"from": "3"}, {"to": "2"}, {"from": "1", "to": "1"}, {"from": "0", "to": "1"}, {"from": "1", "to": "4"},
    {"from": "-1", "to": "2"}, {"from": "1e9", "to": "2"}, {"from": "9" * 5000, "to": "2"}, {"from": "²", "to": "2"},
    {"from": "١", "to": "2"}, {"from": "1\x00", "to": "2"}, {"from": "", "to": ""}, {"from": "1 or 1", "to": "<b>"},
]  # fmt: skip


@pytest.mark.parametrize("asked", NO_EDITIONS)
def test_editions_that_are_not_there_get_the_form_again(client, editions, asked):
    response = client.get(COMPARE, asked)
    assert response.status_code == 400
    assert "The article has the editions 1 to 3. Choose two different ones" in page(response)


def test_article_with_one_edition_has_nothing_to_compare(client):
    put_live(record(1))
    response = client.get(COMPARE)
    assert response.status_code == 404
    assert "one edition" in page(response)


def test_same_queries_for_short_and_long_histories(client, editions):
    def queries(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(path)
        return len(asked)

    paths = (f"{AS_OF}?on=2026-11-22", f"{COMPARE}?from=1&to=3")
    client.get(paths[1])  # the records are read and kept
    before = [queries(path) for path in paths]
    for number in range(4, 8):
        put_live(
            record(1, number, first_published_at=FIRST, published_at=f"2026-11-26T1{number}:00:00+00:00")
        )
    assert [queries(path) for path in paths] == before == [1, 4]


BAD = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><!-- {{ 7|add:7 }} &lt;b&gt; \u2028"


def test_hostile_words_are_shown_and_never_markup(client):
    def hostile(number: int) -> dict:
        text = f"A title\n\nBefore {BAD} {number} after the claim.\n\n<b>{BAD}</b>"
        one = claim(f"Before {BAD}", id=number, text=text, rationale=BAD, claimant=BAD, label=BAD)
        notes = [{"kind": "correction", "kind_label": BAD, "note": BAD, "at": FIRST, "edition": number}]
        tags = [{"name": f"{BAD} {number}", "slug": f"bad-{number}"}]
        at = f"2026-11-2{number}T10:00:00+00:00"
        return record(1, number, text=text, headline=f"{BAD} {number}", summary=f"{BAD} {number}", byline=f"{BAD} {number}",
                      claims=[one], tags=tags, corrections=notes if number > 1 else [], first_published_at=FIRST, published_at=at)  # fmt: skip

    for number in (1, 2, 3):
        put_live(hostile(number))
    for path in (f"{COMPARE}?from=1&to=3", "/articles/harbour-1/editions/2/changes/"):
        html = client.get(path).content.decode()
        tree = tree_of(html)
        assert not list(tree.iter("img"))
        assert not [node for node in tree.iter("script") if node.get("type") != "application/ld+json"]
        assert "alert(1)" in words_of(html)


def test_article_with_many_editions_is_asked_for_numbers(client, monkeypatch):
    monkeypatch.setattr("articles.public.changes_page.MOST_OPTIONS", 2)
    for number in (1, 2, 3):
        put_live(
            record(1, number, text=TEXT.replace("61", str(60 + number)), claims=[], first_published_at=FIRST)
        )
    html = client.get(COMPARE, {"from": "1", "to": "3"}).content.decode()
    assert '<input type="number" name="to" id="edition-to" min="1" max="3" value="3" required>' in html
    tree_of(html)


def test_forms_stand_on_the_article_and_lead_here(client, editions):
    html = client.get("/articles/harbour-1/").content.decode()
    assert f'action="{AS_OF}"' in html
    assert 'type="date" id="as-of" name="on" min="2026-11-20"' in html
    assert f'action="{COMPARE}"' in client.get("/articles/harbour-1/editions/3/changes/").content.decode()
    assert COMPARE not in client.get("/articles/harbour-1/editions/2/changes/").content.decode()
