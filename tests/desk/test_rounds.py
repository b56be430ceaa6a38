"""Rounds of more than one review at the desk: decided, or settled by an adjudicator."""

import pytest

from articles.enums import ClaimStatus, ReviewKind
from articles.models import Review
from tests import factories
from tests.desk.claim_states import STATES, claim_in


@pytest.fixture
def disputed(people):
    return claim_in(ClaimStatus.DISPUTED, people)


def test_second_review_that_agrees_decides(
    disputed, reporter, reviewer, second_reviewer, client_for, settings
):
    settings.REVIEWS_PER_CLAIM = 2
    claim = factories.claims_of(factories.submitted(by=reporter))[0]
    for person in (reviewer, second_reviewer):
        client = client_for(person)
        client.post(f"/desk/claims/{claim.pk}/take/")
        data = {"verdict": "unproven", "rationale": "Nobody counted.", "seen": claim.digest, "do": "submit"}
        assert client.post(f"/desk/claims/{claim.pk}/review/", data).status_code == 302
    claim.refresh_from_db()
    assert (claim.status, claim.verdict) == (ClaimStatus.DECIDED, "unproven")


def test_adjudicator_sees_both_sides(disputed, editor, client_for):
    answer = client_for(editor).get(f"/desk/claims/{disputed.pk}/adjudicate/")
    words = answer.content.decode()
    assert [(one.verdict, one.rationale) for one in answer.context["sides"]] == [
        ("supported", "The report says so."),
        ("refuted", "The count says otherwise."),
    ]
    assert "The report says so." in words
    assert "The count says otherwise." in words
    assert words.count("Rests on") == 2


def test_adjudicator_settles_it(disputed, editor, client_for):
    citation = disputed.citations.get()
    data = {"verdict": "mixed", "rationale": "Both count, differently.", "seen": disputed.digest}
    data |= {"evidence": [citation.pk], "do": "submit"}
    answer = client_for(editor).post(f"/desk/claims/{disputed.pk}/adjudicate/", data)
    assert (answer.status_code, answer.url) == (302, "/desk/queue/")
    disputed.refresh_from_db()
    review = Review.objects.get(kind=ReviewKind.ADJUDICATION)
    assert (disputed.status, disputed.verdict) == (ClaimStatus.DECIDED, "mixed")
    assert (review.reviewer, review.rationale) == (editor, "Both count, differently.")


def test_adjudication_without_a_reason_keeps_the_verdict(disputed, editor, client_for):
    data = {"verdict": "unproven", "rationale": "", "seen": disputed.digest, "do": "submit"}
    answer = client_for(editor).post(f"/desk/claims/{disputed.pk}/adjudicate/", data)
    assert answer.status_code == 400
    assert "Say why: a verdict needs its reason." in answer.content.decode()
    assert [one["value"] for one in answer.context["verdicts"] if one["checked"]] == ["unproven"]
    assert len(answer.context["sides"]) == 2


def test_adjudicator_may_add_evidence_first(disputed, editor, client_for):
    data = {"rationale": "Half a thought", "seen": disputed.digest, "do": "cite"}
    data |= {"name": "The counter", "kind": "person", "stance": "context"}
    answer = client_for(editor).post(f"/desk/claims/{disputed.pk}/adjudicate/", data)
    assert answer.status_code == 200
    assert answer.context["adjudicating"]
    assert answer.context["form"]["rationale"].value() == "Half a thought"
    assert [one["ticked"] for one in answer.context["citations"]] == [False, True]


def test_adjudicator_may_return_it(disputed, editor, client_for):
    answer = client_for(editor).post(
        f"/desk/claims/{disputed.pk}/return/", {"note": "", "adjudicating": "yes"}
    )
    assert (answer.status_code, answer.context["adjudicating"]) == (400, True)
    client_for(editor).post(f"/desk/claims/{disputed.pk}/return/", {"note": "Two claims in one."})
    disputed.refresh_from_db()
    assert (disputed.status, disputed.return_note) == (ClaimStatus.RETURNED, "Two claims in one.")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("reporter", 403),
        ("colleague", 403),
        ("outsider", 403),
        ("reviewer", 403),
        ("second_reviewer", 403),
        ("editor", 200),
        ("administrator", 200),
        (None, 302),
    ],
)
def test_who_may_adjudicate(request, disputed, client_for, who, status):
    client = client_for(request.getfixturevalue(who) if who else None)
    assert client.get(f"/desk/claims/{disputed.pk}/adjudicate/").status_code == status
    data = {"verdict": "unproven", "rationale": "So.", "seen": disputed.digest, "do": "submit"}
    answer = client.post(f"/desk/claims/{disputed.pk}/adjudicate/", data)
    assert answer.status_code == {200: 302, 302: 401}.get(status, status)
    disputed.refresh_from_db()
    assert (disputed.status == ClaimStatus.DECIDED) == (status == 200)


def test_who_reviewed_a_side_is_told_why_not(disputed, reviewer, client_for):
    answer = client_for(reviewer).get(f"/desk/claims/{disputed.pk}/adjudicate/")
    assert (
        "You reviewed this claim in this round; somebody else has to adjudicate." in answer.content.decode()
    )


@pytest.mark.parametrize("state", sorted(STATES))
def test_adjudicate_by_state(state, people, client_for):
    claim = claim_in(state, people)
    data = {"verdict": "unproven", "rationale": "So.", "seen": claim.digest, "do": "submit"}
    answer = client_for(people["free"]).post(f"/desk/claims/{claim.pk}/adjudicate/", data)
    assert answer.status_code == (302 if state == ClaimStatus.DISPUTED else 400)
    assert Review.objects.filter(kind=ReviewKind.ADJUDICATION).exists() == (state == ClaimStatus.DISPUTED)
