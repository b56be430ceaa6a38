"""Judging a claim at the desk: verdict, reason and evidence; returning it; what goes wrong keeps what was typed."""

import pytest

from articles.actions.citing import add_source, cite
from articles.actions.claiming import edit_claim
from articles.actions.reviewing import submit_claim, take
from articles.desk.context import Sentences, sentences_around
from articles.enums import ClaimStatus, Verdict
from articles.models import Assignment, Citation, Claim, Event, Review, Source
from articles.text.parse import parse
from tests import factories
from tests.desk.claim_states import STATES, claim_in

WHY = "The port's own count says 4,200; I asked for the list."


@pytest.fixture
def claims(reporter):
    return factories.claims_of(factories.submitted(by=reporter))


def cited(claim: Claim, by) -> Citation:
    source = add_source(
        by=by, name="Port of Lindau Bay", kind="organisation", url="https://port.example/report"
    )
    return cite(claim, source, stance="supports", quote="4,200 panels", locator="p. 4", by=by)


def posted(claim: Claim, *, do: str = "submit", **also) -> dict:
    return {"verdict": "unproven", "rationale": WHY, "seen": claim.digest, "do": do} | also


def address(claim: Claim, name: str = "review") -> str:
    return f"/desk/claims/{claim.pk}/{name}/"


def words_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("verdict", Verdict.values)
def test_each_verdict_is_written_with_its_evidence(claims, reporter, reviewer, client_for, verdict):
    citation = cited(claims[0], reporter)
    take(claims[0], by=reviewer)
    data = posted(claims[0], verdict=verdict, evidence=[citation.pk])
    answer = client_for(reviewer).post(address(claims[0]), data)
    assert (answer.status_code, answer.url) == (302, "/desk/queue/")
    review = Review.objects.get()
    assert (review.verdict, review.rationale, review.reviewer) == (verdict, WHY, reviewer)
    assert list(review.evidence.all()) == [citation]
    claims[0].refresh_from_db()
    assert (claims[0].status, claims[0].verdict) == (ClaimStatus.DECIDED, verdict)


def test_submit_and_next_takes_the_oldest_that_waits(claims, reviewer, client_for):
    client = client_for(reviewer)
    take(claims[0], by=reviewer)
    visited = []
    for claim in claims:
        answer = client.post(address(claim), posted(claim, do="next"))
        visited.append(answer.url)
    assert visited == [address(claims[1]), address(claims[2]), "/desk/queue/"]
    assert Assignment.objects.filter(ended_at__isnull=True).count() == 0
    assert set(Claim.objects.values_list("status", flat=True)) == {ClaimStatus.DECIDED}


def test_next_passes_over_claims_of_ones_own_articles(claims, reporter, reviewer, editor, client_for):
    own = factories.claims_of(factories.submitted(by=editor))
    Claim.objects.filter(pk=own[0].pk).update(waiting_since="2020-01-01T00:00:00Z")
    take(claims[0], by=editor)
    answer = client_for(editor).post(address(claims[0]), posted(claims[0], do="next"))
    assert answer.url == address(claims[1])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": ""}, "Choose a verdict."),
        ({"verdict": "true"}, "Select a valid choice"),
        ({"rationale": "  "}, "Say why: a verdict needs its reason."),
        ({"rationale": "x" * 5001}, "at most 5000 characters"),
        ({"rationale": "a\0b"}, "Null characters are not allowed"),
        ({"verdict": "supported"}, "This verdict rests on evidence"),
        ({"verdict": "supported", "evidence": ["999"]}, "A citation that you ticked is gone"),
        ({"verdict": "mixed", "evidence": ["x"]}, "A citation that you ticked is gone"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(claims, reviewer, client_for, change, words):
    take(claims[0], by=reviewer)
    before = Event.objects.count()
    data = posted(claims[0]) | change
    answer = client_for(reviewer).post(address(claims[0]), data)
    assert answer.status_code == 400
    assert words in words_of(answer)
    assert answer.context["form"]["rationale"].value() == data["rationale"]
    assert (Review.objects.count(), Event.objects.count()) == (0, before)


def test_a_long_reason_counts_line_breaks_once(claims, reviewer, client_for):
    take(claims[0], by=reviewer)
    answer = client_for(reviewer).post(
        address(claims[0]), posted(claims[0], rationale="ab\r\n" * 1666 + "cd")
    )
    assert answer.status_code == 302
    assert Review.objects.get().rationale == "ab\n" * 1666 + "cd"


def test_adding_evidence_in_the_middle_keeps_the_review_and_ticks_it(claims, reporter, reviewer, client_for):
    citation = cited(claims[0], reporter)
    take(claims[0], by=reviewer)
    data = posted(
        claims[0], do="cite", verdict="mixed", evidence=[citation.pk], name="Harbour log", kind="document",
        url="log.example/2023", stance="refutes", quote="3,900 panels", locator="May", note="half a note",
    )  # fmt: skip
    answer = client_for(reviewer).post(address(claims[0]), data)
    assert answer.status_code == 200
    added = Citation.objects.latest("pk")
    assert (added.source.name, added.source.url) == ("Harbour log", "https://log.example/2023")
    assert (added.stance, added.quote, added.locator) == ("refutes", "3,900 panels", "May")
    context = answer.context
    assert context["form"]["rationale"].value() == WHY
    assert context["return_form"]["note"].value() == "half a note"
    assert [one["value"] for one in context["verdicts"] if one["checked"]] == ["mixed"]
    assert [(one["row"], one["ticked"]) for one in context["citations"]] == [(citation, True), (added, True)]
    assert Review.objects.count() == 0


def test_evidence_that_cannot_be_added_keeps_review_and_citation(claims, reporter, reviewer, client_for):
    citation = cited(claims[0], reporter)
    take(claims[0], by=reviewer)
    data = posted(
        claims[0], do="cite", source=citation.source_id, stance="supports", locator="p. 4", quote="so"
    )
    answer = client_for(reviewer).post(address(claims[0]), data)
    assert answer.status_code == 400
    assert "This claim cites that source already" in words_of(answer)
    assert answer.context["form"]["rationale"].value() == WHY
    assert answer.context["cite_form"]["quote"].value() == "so"
    assert Citation.objects.count() == 1


def test_claim_corrected_meanwhile_keeps_the_words_and_shows_the_new_claim(
    claims, reporter, reviewer, client_for
):
    take(claims[0], by=reviewer)
    data = posted(claims[0])
    new = "The port authority installed 4,201 panels."
    edit_claim(claims[0], text=new, claimant="", said_on=None, seen=claims[0].digest, by=reporter)
    client = client_for(reviewer)
    answer = client.post(address(claims[0]), data)
    assert answer.status_code == 409
    assert "The claim was corrected while you were reviewing" in words_of(answer)
    assert f"“{new}”" in words_of(answer)
    assert WHY in words_of(answer).replace("&#x27;", "'")
    submit_claim(claims[0], by=reporter)
    kept = answer.context["form"]
    retake = {name: kept[name].value() for name in ("verdict", "rationale", "seen")} | {"do": "take"}
    answer = client.post(address(claims[0]), retake)
    assert answer.status_code == 200
    assert answer.context["mine"]
    assert answer.context["form"]["rationale"].value() == WHY
    claims[0].refresh_from_db()
    answer = client.post(address(claims[0]), posted(claims[0], seen=answer.context["form"]["seen"].value()))
    assert answer.status_code == 302
    assert Review.objects.get().claim_digest == claims[0].digest


@pytest.mark.parametrize("state", sorted(STATES))
def test_review_by_state(state, people, client_for):
    claim = claim_in(state, people)
    before = Review.objects.count()
    client = client_for(people["reviewer"])
    page = client.get(address(claim))
    assert page.status_code == 200
    assert page.context["mine"] == (state == ClaimStatus.IN_REVIEW)
    answer = client.post(address(claim), posted(claim))
    refused = 409 if state in (ClaimStatus.DECIDED, ClaimStatus.DISPUTED) else 400
    assert answer.status_code == (302 if state == ClaimStatus.IN_REVIEW else refused)
    assert Review.objects.count() - before == (state == ClaimStatus.IN_REVIEW)


@pytest.mark.parametrize("state", sorted(STATES))
def test_return_by_state(state, people, client_for):
    claim = claim_in(state, people)
    allowed = state in (ClaimStatus.IN_REVIEW, ClaimStatus.DISPUTED)
    # A dispute is returned by somebody who judged no side of it, everything else by who has the claim.
    person = people["free" if state == ClaimStatus.DISPUTED else "reviewer"]
    answer = client_for(person).post(address(claim, "return"), {"note": "Who counts?"})
    claim.refresh_from_db()
    assert answer.status_code == (302 if allowed else 400)
    assert (claim.status, claim.return_note) == (
        (ClaimStatus.RETURNED, "Who counts?")
        if allowed
        else (state, "Who counts?" if state == ClaimStatus.RETURNED else "")
    )


def test_who_judged_a_side_does_not_return_a_dispute(people, client_for):
    claim = claim_in(ClaimStatus.DISPUTED, people)
    answer = client_for(people["reviewer"]).post(address(claim, "return"), {"note": "Who counts?"})
    assert answer.status_code == 400
    assert "You reviewed this claim in this round" in words_of(answer)


def test_return_without_a_note_keeps_the_review(claims, reviewer, client_for):
    take(claims[0], by=reviewer)
    answer = client_for(reviewer).post(address(claims[0], "return"), posted(claims[0], note=" "))
    assert answer.status_code == 400
    assert "Say what is missing" in words_of(answer)
    assert answer.context["form"]["rationale"].value() == WHY
    claims[0].refresh_from_db()
    assert claims[0].status == ClaimStatus.IN_REVIEW


@pytest.mark.parametrize(
    ("who", "status"),
    [("reporter", 403), ("colleague", 403), ("outsider", 403), (None, 401), ("second_reviewer", 400)],
)
@pytest.mark.parametrize("name", ["review", "return"])
def test_only_who_took_it_judges_or_returns(request, claims, reviewer, client_for, who, status, name):
    take(claims[0], by=reviewer)
    client = client_for(request.getfixturevalue(who) if who else None)
    answer = client.post(address(claims[0], name), posted(claims[0], note="So"))
    assert answer.status_code == status
    claims[0].refresh_from_db()
    assert (claims[0].status, Review.objects.count()) == (ClaimStatus.IN_REVIEW, 0)


def test_importer_gets_the_reason_instead_of_the_page(editor, client_for):
    claim = factories.claims_of(factories.submitted(by=editor))[0]
    for answer in (
        client_for(editor).get(address(claim)),
        client_for(editor).post(address(claim), posted(claim)),
    ):
        assert answer.status_code == 403
        assert "You imported, wrote or last edited an article with this claim" in words_of(answer)


def test_a_superuser_is_no_exception(superuser, client_for):
    claim = factories.claims_of(factories.submitted(by=superuser))[0]
    assert client_for(superuser).get(address(claim)).status_code == 403
    assert client_for(superuser).post(address(claim, "take")).status_code == 403


def test_page_shows_context_evidence_and_keys(claims, reporter, reviewer, client_for):
    cited(claims[0], reporter)
    take(claims[0], by=reviewer)
    answer = client_for(reviewer).get(address(claims[0]))
    around = answer.context["place"].around
    assert (around.above, around.lead, around.below) == (
        "For a hundred years the cranes of the port burned oil and dreams, and the wind carried the soot into the old town.",
        "",
        "",
    )
    assert around.words.startswith("The port authority has installed 4,200")
    assert (
        around.rest.strip()
        == '"We cut our diesel use by 38 percent in two years," says Petra Lind, the harbour master.'
    )
    words = words_of(answer)
    link = '<a href="https://port.example/report" rel="nofollow noopener noreferrer"'
    assert link in words
    assert words.count('id="words"') == 1
    assert [f'data-key="{key}"' in words for key in ("1", "5", "w", "e", "c", "b", "s", "ctrl+enter")] == [
        True
    ] * 8


def test_an_address_that_is_not_http_is_no_link(claims, reporter, reviewer, client_for):
    citation = cited(claims[0], reporter)
    Source.objects.filter(pk=citation.source_id).update(url="javascript:alert(1)")
    take(claims[0], by=reviewer)
    words = words_of(client_for(reviewer).get(address(claims[0])))
    assert "javascript:" not in words
    assert "open the source" not in words


def test_text_of_others_is_escaped(reporter, reviewer, client_for):
    text = "A headline of it\n\nThe port <script>alert(1)</script> has built 4,200 & more sheds since 2021.\n"
    claim = factories.claims_of(factories.submitted(by=reporter, text=text))[0]
    take(claim, by=reviewer)
    words = words_of(client_for(reviewer).get(address(claim)))
    assert "<script>alert" not in words
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in words


def test_earlier_rounds_are_shown(claims, reviewer, second_reviewer, editor, client_for):
    from articles.actions.reviewing import reopen_claim

    factories.judge(claims[0], by=reviewer, rationale="First look.")
    reopen_claim(claims[0], reason="New figures", by=editor)
    take(claims[0], by=second_reviewer)
    answer = client_for(second_reviewer).get(address(claims[0]))
    assert [(one.round, one.rationale) for one in answer.context["earlier"]] == [(1, "First look.")]
    assert "First look." in words_of(answer)


def test_review_page_asks_the_same_whatever_it_shows(
    claims, reporter, reviewer, client_for, django_assert_num_queries
):
    take(claims[0], by=reviewer)
    take(claims[1], by=reviewer)
    client = client_for(reviewer)
    for number in range(4):
        source = add_source(by=reporter, name=f"Source {number}", kind="document")
        if number == 0:
            cite(claims[0], source, stance="supports", by=reporter)
        cite(claims[1], source, stance="context", by=reporter)
    client.get(address(claims[0]))
    for claim in claims[:2]:
        with django_assert_num_queries(18):
            assert client.get(address(claim)).status_code == 200


def test_sentences_around_keep_to_their_block():
    text = "Title of it\n\nFirst one. Second one.\n\nThird one, 5 percent. Fourth one.\n\n- Fifth one.\n"
    document = parse(text, "markdown")
    start = text.index("5 percent")
    assert sentences_around(document, start, start + 9) == Sentences(
        "Second one.", "Third one, ", "5 percent", ". Fourth one.", ""
    )
    start = text.index("Fourth one.")
    assert sentences_around(document, start, start + 11) == Sentences(
        "", "Third one, 5 percent. ", "Fourth one.", "", "Fifth one."
    )
