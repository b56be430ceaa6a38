"""Sources at the desk: list, page, add, edit, tags, kept copies; citing them and taking citations away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.actions.capturing import SNAPSHOT_BYTES, add_snapshot
from articles.actions.citing import add_source, cite
from articles.actions.retracting import retract_source
from articles.actions.reviewing import submit_review, take
from articles.enums import ClaimStatus
from articles.models import Citation, Event, Snapshot, Source
from tests import factories
from tests.desk.claim_states import STATES, claim_in

NEW = {"name": "Harbour log", "kind": "document", "url": "https://log.example/1", "rank": "primary"}
UNRATED = {"reliability": "unrated", "reliability_note": "", "note": ""}
EVERYBODY = ["reporter", "colleague", "reviewer", "editor", "administrator"]


@pytest.fixture
def source(reporter):
    return factories.source(by=reporter)


@pytest.fixture
def claim(reporter):
    return factories.claims_of(factories.submitted(by=reporter))[0]


def words_of(answer) -> str:
    return answer.content.decode()


def test_list_counts_claims_and_is_narrowed(source, claim, reporter, colleague, client_for):
    rated = {"reliability": "high", "reliability_note": "Counts itself"}
    add_source(by=reporter, name="Ánna Lind", kind="person", note="harbour master", **rated)
    cite(claim, source, stance="supports", locator="p. 1", by=reporter)
    cite(claim, source, stance="context", locator="p. 2", by=reporter)
    client = client_for(colleague)

    def listed(**query) -> list[tuple[str, int]]:
        return [(row.name, row.claims) for row in client.get("/desk/sources/", query).context["listed"]]

    assert listed() == [("Port of Lindau Bay", 1), ("Ánna Lind", 0)]
    assert listed(q="lindau port") == [("Port of Lindau Bay", 1)]
    assert listed(q="port.example") == [("Port of Lindau Bay", 1)]
    assert listed(q="harbour") == [("Ánna Lind", 0)]
    assert listed(kind="person") == listed(reliability="high") == [("Ánna Lind", 0)]
    assert listed(kind="person", q="port") == []
    assert len(listed(kind="nonsense", page="99")) == 2


def test_add_and_edit(colleague, client_for):
    client = client_for(colleague)
    answer = client.post("/desk/sources/add/", NEW | UNRATED)
    assert (answer.status_code, answer.url) == (302, "/desk/sources/harbour-log/")
    changed = NEW | {
        "name": "Harbour log 2023",
        "reliability": "low",
        "reliability_note": "Gaps in May",
        "note": "x",
    }
    answer = client.post("/desk/sources/harbour-log/edit/", changed)
    source = Source.objects.get()
    assert answer.url == "/desk/sources/harbour-log/"
    assert (source.name, source.reliability, source.reliability_note) == (
        "Harbour log 2023",
        "low",
        "Gaps in May",
    )
    assert source.created_by == colleague
    before = Event.objects.count()
    assert "Nothing was changed." in words_of(client.post(answer.url + "edit/", changed, follow=True))
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "This field is required"),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"kind": "rumour"}, "Select a valid choice"),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"url": "ftp://log.example/1"}, "starts with http:// or https://"),
        ({"url": "https://x.example/" + "a" * 1000}, "at most 1000 characters"),
        ({"reliability": "high"}, "Say why the source is rated so."),
        ({"note": "a\0b"}, "Null characters are not allowed"),
    ],
)
@pytest.mark.parametrize("page", ["/desk/sources/add/", "/desk/sources/port-of-lindau-bay/edit/"])
def test_what_is_wrong_is_said_and_what_was_typed_stays(source, colleague, client_for, page, change, words):
    data = NEW | UNRATED | change
    before = Event.objects.count()
    answer = client_for(colleague).post(page, data)
    assert answer.status_code == 400
    assert words in words_of(answer)
    assert {name: answer.context["form"][name].value() for name in data} == data
    assert (Source.objects.count(), Event.objects.count()) == (1, before)


def test_a_known_address_leads_to_its_source(source, colleague, client_for):
    data = NEW | UNRATED | {"url": source.url}
    answer = client_for(colleague).post("/desk/sources/add/", data, follow=True)
    assert answer.redirect_chain == [(source.get_desk_url(), 302)]
    assert "That address is known" in words_of(answer)
    assert Source.objects.count() == 1


def test_an_address_of_another_source_is_refused_when_editing(source, reporter, client_for):
    other = add_source(by=reporter, name="Other", kind="document")
    answer = client_for(reporter).post(f"{other.get_desk_url()}edit/", NEW | UNRATED | {"url": source.url})
    assert answer.status_code == 400
    assert "Another source has this address already" in words_of(answer)


def test_a_source_called_like_an_address_of_the_desk_has_a_page(reporter, client_for):
    source = add_source(by=reporter, name="Add", kind="document")
    assert source.get_desk_url() == "/desk/sources/add-2/"
    assert client_for(reporter).get(source.get_desk_url()).context["source"] == source


def test_page_shows_claims_with_stance_and_verdict(source, claim, reporter, reviewer, client_for):
    citation = cite(claim, source, stance="refutes", quote="3,900", by=reporter)
    take(claim, by=reviewer)
    submit_review(
        claim, verdict="refuted", rationale="No.", evidence=[citation.pk], seen=claim.digest, by=reviewer
    )
    words = words_of(client_for(reporter).get(source.get_desk_url()))
    assert '<a href="https://port.example/report" rel="nofollow noopener noreferrer">' in words
    assert '<span class="verdict refuted">Refuted</span>' in words
    assert '<td data-label="It">refutes</td>' in words


def test_tags(source, colleague, client_for):
    client = client_for(colleague)
    client.post(f"{source.get_desk_url()}tags/", {"tags": 'Ports, energy, "Ports"'})
    assert sorted(source.tags.names()) == ["Ports", "energy"]
    answer = client.post(f"{source.get_desk_url()}tags/", {"tags": "x" * 61})
    assert answer.status_code == 400
    assert answer.context["tags_form"]["tags"].value() == "x" * 61
    assert sorted(source.tags.names()) == ["Ports", "energy"]


def upload(name: str = "report.html", data: bytes = b"<script>alert(1)</script>", kind: str = "text/html"):
    return {"file": SimpleUploadedFile(name, data, content_type=kind)}


def test_a_kept_copy_comes_back_as_a_file_that_no_browser_runs(source, colleague, reviewer, client_for):
    client_for(colleague).post(f"{source.get_desk_url()}snapshots/", upload(name='re"port\u202e.html'))
    copy = Snapshot.objects.get()
    assert (copy.captured_by, copy.content_type, copy.size) == (colleague, "text/html", 25)
    answer = client_for(reviewer).get(f"{source.get_desk_url()}snapshots/{copy.pk}/")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "\u202e" not in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "The file is empty."), (SNAPSHOT_BYTES + 1, "10 MB are the most"), (None, "Choose a file")],
)
def test_a_copy_that_cannot_be_kept(source, colleague, client_for, size, words):
    data = {} if size is None else upload(data=b"x" * size)
    answer = client_for(colleague).post(f"{source.get_desk_url()}snapshots/", data)
    assert answer.status_code == 400
    assert words in words_of(answer)
    assert not Snapshot.objects.exists()


def test_the_largest_copy_is_kept(source, colleague, client_for):
    answer = client_for(colleague).post(
        f"{source.get_desk_url()}snapshots/", upload(data=b"x" * SNAPSHOT_BYTES)
    )
    assert (answer.status_code, Snapshot.objects.get().size) == (302, SNAPSHOT_BYTES)


def test_a_copy_belongs_to_its_source(source, reporter, client_for):
    other = add_source(by=reporter, name="Other", kind="document")
    copy = add_snapshot(source, data=b"x", file_name="", content_type="", by=reporter)
    client = client_for(reporter)
    assert client.get(f"{other.get_desk_url()}snapshots/{copy.pk}/").status_code == 404
    found = client.get(f"{source.get_desk_url()}snapshots/{copy.pk}/")
    assert found["Content-Disposition"] == f'attachment; filename="copy-{copy.pk}"'


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"source": "PK"}, "Port of Lindau Bay"),
        (
            {"url": "https://port.example/report", "name": "Some other name", "kind": "webpage"},
            "Port of Lindau Bay",
        ),
        ({"name": "port of lindau bay"}, "Port of Lindau Bay"),
        (
            {"name": "Port of Lindau Bay", "url": "https://port.example/2", "kind": "webpage"},
            "Port of Lindau Bay",
        ),
        ({"name": "The counter", "kind": "person"}, "The counter"),
    ],
)
def test_cite_a_known_or_a_new_source(source, claim, colleague, client_for, typed, name):
    data = {key: source.pk if value == "PK" else value for key, value in typed.items()}
    data |= {"stance": "context", "quote": "so  it\nis", "locator": "p. 4"}
    answer = client_for(colleague).post(f"/desk/claims/{claim.pk}/cite/", data | {"next": "/desk/queue/"})
    citation = Citation.objects.get()
    assert answer.url == "/desk/queue/"
    assert (citation.source.name, citation.stance, citation.quote) == (name, "context", "so it is")
    known = typed.get("url", source.url) == source.url and name == source.name
    assert (citation.source == source) == known


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose a source, or name a new one."),
        ({"source": "999"}, "That source is not there"),
        ({"source": "9" * 30}, "That source is not there"),
        ({"source": "x"}, "Enter a whole number"),
        ({"url": "https://new.example/"}, "No source has that address yet: name it."),
        ({"name": "N", "kind": "webpage", "stance": "likes"}, "Select a valid choice"),
        ({"name": "N", "kind": ""}, "Say what kind of source it is."),
        ({"name": "N", "kind": "webpage", "url": "data:text/html,x"}, "Enter a valid URL"),
    ],
)
def test_a_citation_that_cannot_be_made_keeps_what_was_typed(claim, colleague, client_for, typed, words):
    data = {"stance": "supports", "quote": "kept words"} | typed
    answer = client_for(colleague).post(f"/desk/claims/{claim.pk}/cite/", data)
    assert answer.status_code == 400
    assert words in words_of(answer)
    assert answer.context["form"]["quote"].value() == "kept words"
    assert not Citation.objects.exists()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_next_stays_on_this_site(claim, colleague, client_for, target):
    data = {"name": "N", "kind": "webpage", "stance": "supports", "next": target}
    answer = client_for(colleague).post(f"/desk/claims/{claim.pk}/cite/", data)
    assert answer.url == f"/desk/claims/{claim.pk}/"


@pytest.mark.parametrize("state", sorted(STATES))
def test_a_citation_is_taken_away_unless_a_review_may_rest_on_it(state, people, client_for):
    claim = claim_in(state, people)
    reviewed = claim.citations.first()
    citation = reviewed or cite(
        claim,
        add_source(by=people["reporter"], name="N", kind="person"),
        stance="supports",
        by=people["reporter"],
    )
    client_for(people["reporter"]).post(f"/desk/claims/{claim.pk}/citations/{citation.pk}/drop/")
    stays = state in (ClaimStatus.DISPUTED, ClaimStatus.DECIDED)
    assert bool(reviewed) == stays
    assert Citation.objects.filter(pk=citation.pk).exists() == stays


def test_dropping_does_not_tell_what_a_sealed_review_rests_on(source, claim, reporter, reviewer, client_for):
    factories.wanting(claim, 2, by=reporter)
    first, second = (cite(claim, source, stance="supports", locator=place, by=reporter) for place in "ab")
    take(claim, by=reviewer)
    submit_review(
        claim, verdict="mixed", rationale="So.", evidence=[first.pk], seen=claim.digest, by=reviewer
    )
    later = cite(claim, source, stance="supports", locator="c", by=reporter)
    client = client_for(reporter)
    answers = [
        words_of(
            client.post(
                f"/desk/claims/{claim.pk}/citations/{one.pk}/drop/", {"next": "/desk/tags/"}, follow=True
            )
        )
        for one in (first, second, later)
    ]
    why = "A reviewer had this citation at hand, so it stays until the round is closed."
    assert [why in words for words in answers] == [True, True, False]
    assert list(Citation.objects.all()) == [first, second]


PAGE = "<h1>Report</h1><p>It has 4,200 panels & <b>38 percent</b>.</p>"


def test_a_fetched_copy_is_read_and_its_quotes_are_marked(source, claim, colleague, client_for, web):
    web[source.url] = PAGE
    quotes = ("4,200 panels", "200 panels", "panels & 38", "38 percent")
    rows = [
        cite(claim, source, stance="supports", quote=quote, locator=quote, by=colleague) for quote in quotes
    ]
    client = client_for(colleague)
    answer = client.post(f"{source.get_desk_url()}capture/", follow=True)
    assert answer.redirect_chain == [(source.get_desk_url() + "#copies", 302)]
    assert "A copy is kept." in words_of(answer)
    copy = Snapshot.objects.get()
    words = words_of(client.get(f"{source.get_desk_url()}snapshots/{copy.pk}/words/"))
    marks = [f'<mark class="claim" id="q{row.pk}">' for row in rows]
    assert (
        f"Report\nIt has {marks[0]}4,200 panels</mark>{marks[2]} &amp; 38</mark>{marks[3]} percent</mark>."
        in words
    )
    words = words_of(client.get(f"/desk/claims/{claim.pk}/"))
    assert words.count("Found in the kept copy") == 3
    assert words.count("Not found in the kept copy") == 1
    assert '<q dir="auto">… Report\nIt has <strong>4,200 panels</strong> &amp; 38 percent. …</q>' in words


def test_what_could_not_be_fetched_is_said(source, colleague, client_for, web):
    answer = client_for(colleague).post(f"{source.get_desk_url()}capture/", follow=True)
    assert "Nothing could be kept. No connection to it can be made." in words_of(answer)
    assert Snapshot.objects.get().status == "failed"


def test_while_nothing_may_be_fetched_there_is_no_button(source, colleague, client_for, settings):
    settings.OUTGOING_REQUESTS = False
    client = client_for(colleague)
    page = words_of(client.get(source.get_desk_url()))
    assert "capture/" not in page
    assert "This site fetches nothing from other servers" in page
    answer = client.post(f"{source.get_desk_url()}capture/", follow=True)
    assert "This site fetches nothing from other servers" in words_of(answer)
    assert not Snapshot.objects.exists()


def test_a_source_is_marked_as_retracted_and_that_is_taken_back(
    source, claim, reporter, reviewer, editor, client_for
):
    take(claim, by=reviewer)
    ticked = [cite(claim, source, stance="supports", by=reporter).pk]
    submit_review(
        claim, verdict="supported", rationale="So.", evidence=ticked, seen=claim.digest, by=reviewer
    )
    client, here = client_for(editor), source.get_desk_url()
    assert "1 verdict rests on it and will be reviewed again" in words_of(client.get(here))
    assert "Mark as retracted" not in words_of(client_for(reporter).get(here))
    answer = client.post(f"{here}retract/", {"reason": ""})
    assert (answer.status_code, "This field is required" in words_of(answer)) == (400, True)
    answer = client.post(f"{here}retract/", {"reason": "x" * 600})
    assert (answer.status_code, answer.context["retract_form"]["reason"].value()) == (400, "x" * 600)
    words = words_of(client.post(f"{here}retract/", {"reason": "It was <forged>"}, follow=True))
    assert "Opened again: 1 verdict." in words
    assert "It was &lt;forged&gt;. Nothing new can rest on it" in words
    assert [row.name for row in client.get("/desk/sources/?state=retracted").context["listed"]] == [
        source.name
    ]
    assert "This source was retracted on" in words_of(client.get(f"/desk/claims/{claim.pk}/"))
    offered = client.get(f"/desk/claims/{claim.pk}/cite/").context["form"].fields["source"].widget.choices
    assert source.pk not in [pk for pk, _ in offered]
    words = words_of(client.post(f"{here}restore/", {"reason": "It was not."}, follow=True))
    assert "Verdicts that were opened again stay open." in words
    assert not client.get("/desk/sources/?state=retracted").context["listed"].object_list


def test_the_address_is_looked_at_and_the_page_says_what_to_do(source, colleague, client_for, web):
    client, here = client_for(colleague), source.get_desk_url()
    assert "Nobody has looked whether it answers." in words_of(client.get(here))
    words = words_of(client.post(f"{here}check/", follow=True))
    assert "Gone. No connection to it can be made." in words
    assert "Gone on 1 day in a row. Nothing yet: it may come back." in words
    web[source.url] = PAGE
    words = words_of(client.post(f"{here}check/", follow=True))
    assert "It answers, and says what it said." in words
    assert words.count("<time datetime") >= 2
    assert [row.name for row in client.get("/desk/sources/?state=alive").context["listed"]] == [source.name]
    assert not client.get("/desk/sources/?state=dead").context["listed"].object_list


POSTS = {
    "/desk/sources/add/": NEW | UNRATED,
    "/desk/sources/port-of-lindau-bay/edit/": NEW | UNRATED,
    "/desk/sources/port-of-lindau-bay/tags/": {"tags": "a"},
    "/desk/sources/port-of-lindau-bay/snapshots/": None,
    "/desk/sources/port-of-lindau-bay/capture/": {"x": "y"},
    "/desk/sources/port-of-lindau-bay/check/": {"x": "y"},
    "/desk/sources/port-of-lindau-bay/retract/": {"reason": "Made up."},
    "/desk/sources/port-of-lindau-bay/restore/": {"reason": "It was not."},
    "/desk/claims/{claim}/cite/": {"name": "N", "kind": "person", "stance": "supports"},
    "/desk/claims/{claim}/citations/{citation}/drop/": {},
}


@pytest.mark.parametrize("who", [*EVERYBODY, "outsider", None])
@pytest.mark.parametrize("page", POSTS)
def test_who_may_change_sources(request, source, claim, reporter, client_for, web, page, who):
    citation = cite(claim, source, stance="supports", by=reporter)
    editors_only = page.endswith(("retract/", "restore/"))
    if page.endswith("restore/"):
        retract_source(source, by=request.getfixturevalue("editor"), reason="Made up.")
    before = Event.objects.count()
    client = client_for(request.getfixturevalue(who) if who else None)
    answer = client.post(page.format(claim=claim.pk, citation=citation.pk), POSTS[page] or upload())
    allowed = who in (["editor", "administrator"] if editors_only else EVERYBODY)
    assert answer.status_code == (302 if allowed or who is None else 403)
    assert (Event.objects.count() > before) == allowed
    if who is None:
        assert answer.url.startswith("/desk/login/")


def test_queries_do_not_grow_with_the_rows(source, reporter, client_for, django_assert_num_queries):
    client = client_for(reporter)

    def fill(number: int) -> None:
        for _ in range(number):
            for one in factories.claims_of(factories.submitted(by=reporter)):
                cite(one, source, stance="supports", by=reporter)
            add_source(by=reporter, name="N", kind="person")
            add_snapshot(source, data=b"x", file_name="x", content_type="", by=reporter)

    fill(1)
    for page, number in (("/desk/sources/", 6), (source.get_desk_url(), 11)):
        client.get(page)
        with django_assert_num_queries(number):
            client.get(page)
    fill(2)
    for page, number in (("/desk/sources/", 6), (source.get_desk_url(), 11)):
        with django_assert_num_queries(number):
            client.get(page)


@pytest.mark.parametrize("slug", ["none", "a%00b", "x" * 300])
def test_a_source_that_is_not_there_is_a_404(reporter, client_for, slug):
    client = client_for(reporter)
    assert client.get(f"/desk/sources/{slug}/").status_code == 404
    assert client.get(f"/desk/tags/{slug}/").status_code == 404
