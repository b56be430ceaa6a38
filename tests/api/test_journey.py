"""An article from import to its readers by the API alone, and what each step leaves in the log."""

import pytest

from articles.models import Article, Event, Page
from tests import factories
from tests.api.calls import Program, refusal

pytestmark = pytest.mark.django_db
TEXT = factories.DIRTY.format(number="one")


def test_an_article_goes_from_import_to_its_readers(reporter, reviewer, editor):
    writer, judge, chief = Program(reporter), Program(reviewer), Program(editor)
    sent = {"text": TEXT, "format": "text", "url": "https://wire.example/1", "tags": ["ports", "Sun"]}
    done = writer.do("POST", "articles", sent)
    assert done["created"]
    slug = done["article"]["slug"]
    assert (done["article"]["origin"], done["article"]["url"]) == ("api", "https://wire.example/1")
    assert {"ports", "Sun"} <= set(done["article"]["tags"])
    again = writer.do("POST", "articles", sent)
    assert (again["created"], again["article"]["slug"]) == (False, slug)
    one = f"articles/{slug}"

    findings = writer.get(f"{one}/findings")["items"]
    choices = [
        {"finding": row["id"], "decision": "remove" if row["sure"] else "keep", "seen": "open"}
        for row in findings
    ]
    decided = writer.do("POST", f"{one}/findings/decide", {"decisions": choices, "apply": True})
    assert (decided["changed"], decided["revision"]) == (len(findings), 2)
    assert "上海云锦阁419" not in writer.get(one)["text"]
    writer.do("PATCH", one, {"headline": "A harbour on sunlight", "language": "en"})
    assert writer.do("POST", f"{one}/claims/accept")["accepted"] == len(writer.get(f"{one}/claims")["items"])
    writer.do("POST", f"{one}/submit")
    assert [line["key"] for line in chief.get(f"{one}/checklist")["items"] if not line["ok"]] == ["decided"]
    assert refusal(chief.send("POST", f"{one}/publish", {"seen": 2}))[:2] == (409, "not_ready")

    source = writer.do(
        "POST", "sources", {"name": "Port", "kind": "organisation", "url": "https://port.example/"}
    )
    for row in writer.get(f"{one}/claims")["items"]:
        claim = f"claims/{row['id']}"
        assert row["place"]
        cited = {"source": source["slug"], "stance": "supports", "quote": "4,200 panels"}
        citation = judge.do("POST", f"{claim}/citations", cited)
        assert row["id"] in [line["id"] for line in judge.get("queue?group=waiting")["items"]]
        seen = judge.do("POST", f"{claim}/take")["digest"]
        verdict = {
            "verdict": "supported",
            "rationale": "It says so.",
            "evidence": [citation["id"]],
            "seen": seen,
        }
        assert judge.do("POST", f"{claim}/review", verdict)["verdict"] == "supported"
    assert chief.do("POST", f"{one}/publish", {"seen": 2})["number"] == 1
    article = Article.objects.get(slug=slug)
    assert article.status == "published"
    assert Page.objects.get(path=f"/articles/{slug}/").status == 200
    by = dict(Event.objects.filter(article=article).exclude(actor=None).values_list("action", "after__via"))
    assert {*by.values()} == {f"API, {person.tokens.get()}" for person in (reporter, reviewer, editor)}
    lines = chief.get(f"{one}/log?limit=2")
    assert [lines["items"][0]["action"], lines["next"]] == ["publish", lines["items"][1]["number"]]
    assert chief.get(f"{one}/log?limit=2&after={lines['next']}")["items"][0]["number"] < lines["next"]


def test_what_people_do_by_hand_says_nothing_of_a_program(reporter):
    factories.imported(by=reporter)
    assert not Event.objects.filter(after__has_key="via").exists()


def test_tokens_hand_is_the_persons_hand(reporter, editor):
    """Nobody publishes what they submitted, by whatever way they submitted it."""
    article = factories.decided(by=editor, reviewer=factories.person("reviewer"))
    status, code, words = refusal(
        Program(editor).send("POST", f"articles/{article.slug}/publish", {"seen": 2})
    )
    assert (status, code, words) == (
        403,
        "not_allowed",
        "You submitted this article; somebody else has to publish it.",
    )


def test_text_is_edited_and_put_back(reporter):
    writer, article = Program(reporter), factories.cleaned(by=reporter)
    one = f"articles/{article.slug}"
    out = next(row for row in writer.get(f"{one}/findings")["items"] if row["applied"])
    assert writer.do("POST", f"{one}/findings/{out['id']}/put-back")["number"] == 3
    text = writer.get(one)["text"]
    edited = writer.do("POST", f"{one}/revisions", {"text": text + "\nMore to come.", "based_on": 3})
    assert edited["number"] == 4
    assert [row["number"] for row in writer.get(f"{one}/revisions")["items"]] == [4, 3, 2, 1]
    old = writer.send("POST", f"{one}/revisions", {"text": text, "based_on": 3})
    assert refusal(old)[:2] == (409, "conflict")
    start = text.index("Dock")
    place = {"start": start, "end": start + 4, "revision": 4}
    assert writer.do("POST", f"{one}/findings", place | {"reason": "An advertisement"})["text"] == "Dock"
    claim = writer.do("POST", f"{one}/claims", place | {"text": "There is a dock.", "said_on": "2026-11-01"})
    assert (claim["status"], claim["said_on"], claim["written_by"]) == ("accepted", "2026-11-01", "rita")
    aside = {"decision": "dismiss", "reason": "No claim", "seen": "accepted"}
    assert writer.do("POST", f"claims/{claim['id']}/set-aside", aside)["status"] == "dismissed"
    assert refusal(writer.send("POST", f"claims/{claim['id']}/set-aside", aside))[:2] == (409, "conflict")
    assert writer.do("PUT", f"{one}/tags", {"tags": ["docks"]})["tags"] == ["docks"]


def test_a_claim_goes_back_and_forth(reporter, reviewer, editor):
    article = factories.submitted(by=reporter)
    claim = factories.claims_of(article)[0]
    path = f"claims/{claim.pk}"
    writer, judge, chief = Program(reporter), Program(reviewer), Program(editor)
    judge.do("POST", f"{path}/take")
    assert [one["person"] for one in judge.get(path)["holders"]] == ["ravi"]
    assert judge.do("POST", f"{path}/give-back")["status"] == "waiting"
    judge.do("POST", f"{path}/take")
    assert judge.do("POST", f"{path}/return", {"note": "Which year?"})["return_note"] == "Which year?"
    fixed = {"text": "It has 4,200 panels.", "claimant": "", "said_on": None, "seen": claim.digest}
    assert writer.do("PUT", path, fixed)["status"] == "accepted"
    assert writer.do("POST", f"{path}/submit")["status"] == "waiting"
    assert writer.do("POST", f"{path}/withdraw", {"reason": "Not yet"})["status"] == "accepted"
    writer.do("POST", f"{path}/submit")
    seen = judge.do("POST", f"{path}/take")["digest"]
    verdict = {"verdict": "unproven", "rationale": "Nothing found.", "seen": seen}
    assert judge.do("POST", f"{path}/review", verdict)["status"] == "decided"
    assert [one["rationale"] for one in writer.get(path)["reviews"]] == ["Nothing found."]
    assert chief.do("POST", f"{path}/reopen", {"reason": "News"})["status"] == "waiting"


def test_source_is_added_changed_and_a_citation_taken_away(reporter):
    writer, article = Program(reporter), factories.cleaned(by=reporter)
    claim = factories.claims_of(article)[0]
    port = {"name": "Port", "kind": "organisation", "url": "https://port.example/"}
    slug = writer.do("POST", "sources", port)["slug"]
    assert writer.do("POST", "sources", port | {"name": "Another"})["name"] == "Port"
    assert writer.do("PATCH", f"sources/{slug}", {"rank": "primary"})["rank"] == "primary"
    assert writer.get("sources?q=port")["items"] == [writer.get(f"sources/{slug}")]
    cited = writer.do("POST", f"claims/{claim.pk}/citations", {"source": slug, "stance": "supports"})
    assert writer.get(f"claims/{claim.pk}/citations")["items"] == [cited]
    assert writer.do("DELETE", f"claims/{claim.pk}/citations/{cited['id']}")["items"] == []
    gone = writer.send("POST", f"claims/{claim.pk}/citations", {"source": "none", "stance": "supports"})
    assert refusal(gone) == (
        422,
        "refused",
        "There is no source “none” here. Add the source first, then cite it.",
    )
