"""Campaigns, the memory and "keep it everywhere" at the desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Event, Finding, Fragment
from tests import factories


@pytest.fixture
def client(client_for, editor):
    return client_for(editor)


@pytest.fixture
def wave(reporter) -> list[Article]:
    return [factories.imported(by=reporter) for _ in range(3)]


def campaign(client):
    (group,) = client.get("/desk/campaigns/").context["groups"]
    return group


def statuses() -> list[str]:
    return list(Finding.objects.order_by("pk").values_list("status", flat=True))


def test_page_shows_fragments_articles_and_when(client, wave):
    group = campaign(client)
    assert [(one["words"], one["articles"]) for one in group["fragments"]] == [("上海云锦阁419", 3)]
    assert group["articles"] == wave[::-1]
    html = client.get("/desk/campaigns/").content.decode()
    assert all(reverse("desk:clean", args=[article.slug]) in html for article in wave)


@pytest.mark.parametrize(
    ("more", "status", "revision", "decision"),
    [
        ({"decision": "accept"}, "removed", 1, "removed"),
        ({"decision": "accept", "apply": "yes"}, "removed", 2, "removed"),
        ({"decision": "refuse"}, "kept", 1, "kept"),
        ({"decision": "refuse", "apply": "yes"}, "kept", 1, "kept"),
    ],
)
def test_one_step_decides_all(client, wave, more, status, revision, decision):
    name = campaign(client)["campaign"].name
    answer = client.post("/desk/campaigns/decide/", {"name": name} | more, follow=True)
    assert answer.redirect_chain == [("/desk/campaigns/", 302)]
    assert answer.context["groups"] == []
    assert statuses() == [status] * 3
    assert {factories.reread(article).revision.number for article in wave} == {revision}
    assert Fragment.objects.get().decision == decision


@pytest.mark.parametrize(
    "data",
    [{}, {"name": "x", "decision": "accept"}, {"name": "0" * 32}, {"name": "0" * 32, "decision": "burn"}, {"name": "\0" * 32},
     {"name": "0" * 32, "decision": "accept"}],
)  # fmt: skip
def test_campaign_that_is_not_there_changes_nothing(client, wave, data):
    before = Event.objects.count()
    answer = client.post("/desk/campaigns/decide/", data)
    assert answer.status_code == 302
    assert (Event.objects.count(), statuses()) == (before, ["open"] * 3)


def test_page_asks_the_same_for_few_and_for_many(client, wave, reporter):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/campaigns/").status_code == 200
        return len(queries)

    asked()
    one = asked()
    for number in range(3):
        for word in "abc":
            text = factories.CLEAN.replace("What changed", f"北京凤凰楼{number}楼{number} What changed")
            factories.imported(by=reporter, text=text.format(number=f"{word}{number}"))
    assert asked() == one


def test_memory_is_listed_narrowed_and_forgotten(client, reporter):
    factories.cleaned(by=reporter)
    Fragment.objects.create(key="genuine words", text="Genuine words", category="other", decision="kept")
    rows = client.get("/desk/memory/").context["rows"]
    assert [(row["fragment"].key, row["articles"]) for row in rows] == [
        ("genuine words", 0),
        ("上海云锦阁419", 1),
    ]
    for query, keys in (
        ({"q": "GENUINE"}, ["genuine words"]),
        ({"decision": "removed"}, ["上海云锦阁419"]),
        ({"q": "nothing"}, []),
        ({"q": "\0", "decision": "odd", "page": "x"}, ["genuine words", "上海云锦阁419"]),
    ):
        found = client.get("/desk/memory/", query).context["rows"]
        assert [row["fragment"].key for row in found] == keys
    fragment = Fragment.objects.get(decision="removed")
    assert client.post(f"/desk/memory/{fragment.pk}/forget/").url == "/desk/memory/"
    assert Fragment.objects.values_list("key", flat=True).get() == "genuine words"
    assert client.post(f"/desk/memory/{fragment.pk}/forget/").status_code == 404


def test_all_that_a_search_found_is_forgotten_at_once(client, editor, monkeypatch):
    for words, decision in (("slot one", "kept"), ("slot two", "kept"), ("slot three", "removed")):
        Fragment.objects.create(key=words, text=words, category="other", decision=decision)
    page = client.get("/desk/memory/", {"q": "SLOT", "decision": "kept"})
    assert "Forget all 2" in page.text
    assert "Forget all" not in client.get("/desk/memory/").text
    sent = {"q": "SLOT", "decision": "kept", "seen": 2}
    before = Event.objects.count()
    for change in (
        {"seen": 3},
        {"seen": "x"},
        {"seen": ""},
        {"q": "", "decision": ""},
        {"q": "x" * 201, "decision": ""},
    ):
        assert client.post("/desk/memory/forget/", sent | change).status_code == 302
    monkeypatch.setattr("articles.actions.memory.MOST_FORGOTTEN", 1)
    client.post("/desk/memory/forget/", sent)
    assert (Fragment.objects.count(), Event.objects.count()) == (3, before)
    monkeypatch.undo()
    done = client.post("/desk/memory/forget/", sent, follow=True)
    assert "2 forgotten." in done.text
    assert Fragment.objects.get().key == "slot three"
    events = Event.objects.order_by("-number")[:2]
    assert [(one.action, one.actor, one.before) for one in events] == [
        ("forget", editor, {"decision": "kept"})
    ] * 2


def test_long_campaign_is_folded(client, reporter, monkeypatch):
    monkeypatch.setattr("articles.desk.campaigns.FIRST", 2)
    monkeypatch.setattr("articles.desk.campaigns.SHOWN", 3)
    for number in range(4):
        text = factories.DIRTY.format(number="abcd"[number]).replace("419", f"41{number}")
        factories.imported(by=reporter, text=text)
    page = client.get("/desk/campaigns/")
    (group,) = page.context["groups"]
    for kind in ("fragments", "articles"):
        assert (len(group[kind]), len(group[f"folded_{kind}"]), group[f"more_{kind}"]) == (2, 1, 1)
    assert page.text.count("<summary>1 more</summary>") == 2
    assert page.text.count("And 1 that are not listed.") == 2


def decided(finding: Finding, decision: str, **more) -> dict[str, str]:
    return {f"decision-{finding.pk}": decision, f"seen-{finding.pk}": finding.status, "save": "yes"} | more


def test_keep_everywhere_on_the_clean_page(client, wave):
    finding = Finding.objects.get(revision__article=wave[0])
    url = reverse("desk:decide", args=[wave[0].slug])
    everywhere = {f"everywhere-{finding.pk}": "yes"}
    assert (
        f'name="everywhere-{finding.pk}"'
        in client.get(reverse("desk:clean", args=[wave[0].slug])).content.decode()
    )
    for decision in ("remove", "undo"):
        answer = client.post(url, decided(finding, decision, **everywhere))
        assert answer.status_code == 400
        assert [row.everywhere for row in answer.context["rows"]] == [True]
    assert statuses() == ["open"] * 3
    client.post(url, decided(finding, "keep", **everywhere))
    assert statuses() == ["kept"] * 3
    assert Fragment.objects.values_list("decision", "standing").get() == ("kept", True)


def test_reporter_keeps_for_the_article_only(client_for, reporter, wave):
    finding = Finding.objects.get(revision__article=wave[0])
    page, url = (reverse(f"desk:{name}", args=[wave[0].slug]) for name in ("clean", "decide"))
    client = client_for(reporter)
    assert b'name="everywhere-' not in client.get(page).content
    assert (
        client.post(url, decided(finding, "keep", **{f"everywhere-{finding.pk}": "yes"})).status_code == 403
    )
    assert statuses() == ["open"] * 3
    client.post(url, decided(finding, "keep"))
    assert statuses() == ["kept", "open", "open"]
    assert not Fragment.objects.exists()
