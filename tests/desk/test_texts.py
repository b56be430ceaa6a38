"""Editing the text by hand, and looking at what was changed."""

import pytest
from django.urls import reverse

from articles.actions.editing import edit_text
from articles.actions.publishing import retract
from articles.models import Revision
from tests import factories


@pytest.fixture
def article(reporter):
    return factories.cleaned(by=reporter)


@pytest.fixture
def client(client_for, reporter):
    return client_for(reporter)


def url(name, article, *args):
    return reverse(f"desk:{name}", args=[article.slug, *args])


def sent(article, text: str, **more) -> dict:
    """As a browser sends it: every line break as CR LF."""
    return {
        "text": text.replace("\n", "\r\n"),
        "note": "Better so",
        "based_on": article.revision.number,
    } | more


def test_edit_makes_a_revision_and_keeps_line_breaks(client, article):
    text = article.revision.text
    response = client.post(url("edit", article), sent(article, text.replace("beautiful.", "beautiful now.")))
    made = factories.reread(article).revision
    assert (made.number, made.kind, made.note) == (3, "edited", "Better so")
    assert made.text == text.replace("beautiful.", "beautiful now.")
    assert made.changes == [
        {"start": text.index("beautiful.") + 9, "end": text.index("beautiful.") + 9, "text": " now"}
    ]
    assert response.headers["Location"] == reverse("desk:article", args=[article.slug])


def test_edit_of_mixed_line_breaks_changes_only_what_was_edited(client, reporter):
    raw = "A title\r\n\r\nOne line of the harbour.\nA second line of it.\rA third line.\r\n"
    article = factories.imported(by=reporter, text=raw)
    browser = raw.replace("\r\n", "\n").replace("\r", "\n").replace("second", "middle")
    client.post(url("edit", article), sent(article, browser))
    assert factories.reread(article).revision.text == raw.replace("second", "middle")


def test_edit_that_changes_nothing_is_refused(client, article):
    response = client.post(url("edit", article), sent(article, article.revision.text))
    assert response.status_code == 400
    assert response.context["form"].non_field_errors() == ["Nothing has changed in the text."]


@pytest.mark.parametrize("text", ["", "a\0b", "x" * (2 * 2**20 + 1)])
def test_text_that_cannot_be_is_refused(client, article, text):
    assert client.post(url("edit", article), sent(article, text)).status_code == 400
    assert Revision.objects.filter(article=article).count() == 2


def test_who_is_slower_keeps_the_text_in_the_form_and_sees_both(client, article, colleague):
    old = article.revision.text
    theirs, mine = old.replace("cranes", "ships"), old.replace("soot", "smoke")
    fields = sent(article, mine)
    edit_text(factories.reread(article), text=theirs, based_on=2, by=colleague)
    response = client.post(url("edit", article), fields)
    assert response.status_code == 409
    form = response.context["form"]
    assert form["text"].value().replace("\r\n", "\n") == mine
    both = response.context["both"]
    assert [(one.gone, one.come) for one in both.differences.values()] == [
        ("ships", "cranes"),
        ("soot", "smoke"),
    ]
    assert "smoke</ins>" in response.text
    assert "ships</del>" in response.text
    assert factories.reread(article).revision.text == theirs
    # Saving once more is on purpose: the form now follows on the newer text.
    again = client.post(
        url("edit", article), {name: form[name].value() for name in ("text", "note", "based_on")}
    )
    assert again.status_code == 302
    assert factories.reread(article).revision.text == mine


def test_edit_page_of_a_retracted_article_leads_back_with_the_reason(client, reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    retract(article, by=editor, note="It was wrong.")
    response = client.get(url("edit", article), follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "This article is retracted. Import its text anew if it is to come back."
    ]


def test_revision_says_what_was_changed_and_why(client, article):
    context = client.get(url("revision", article, 2)).context
    assert [(change["gone"], change["come"]) for change in context["changes"]] == [("上海云锦阁419 ", "")]
    assert context["changes"][0]["finding"].decided_by.username == "rita"
    assert client.get(url("revision", article, 99)).status_code == 404


def test_edit_that_takes_a_decision_away_is_asked_about_first(client_for, reporter, reviewer, editor):
    article = factories.decided(by=reporter, reviewer=reviewer)
    client = client_for(editor)
    claim = next(one for one in factories.claims_of(article) if "4,200" in one.text)
    fields = sent(article, article.revision.text.replace("4,200", "4,300"))
    response = client.post(url("edit", article), fields)
    assert response.status_code == 200
    assert [(one["claim"], one["touched"]) for one in response.context["fallen"]] == [
        (claim, "“4,200” became “4,300”")
    ]
    form = response.context["form"]
    again = {name: form[name].value() for name in ("text", "note", "based_on", "knows")}
    assert again["knows"] == str(claim.pk)
    assert client.post(url("edit", article), again).status_code == 200  # not ticked: asked again
    assert factories.reread(article).revision.number == 2
    response = client.post(url("edit", article), again | {"sure": "on"}, follow=True)
    assert response.redirect_chain == [(url("article-claims", article), 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "Saved as revision 3.",
        "1 claim needs a look: show where it stands, or say that the text no longer makes it.",
    ]
    page = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    assert "“4,200” became “4,300” in revision 3." in page


@pytest.mark.parametrize("knows", ["", "x", "1,", "0", "9" * 40])
def test_edit_that_knows_of_other_claims_is_asked_about_again(client_for, reporter, reviewer, editor, knows):
    article = factories.decided(by=reporter, reviewer=reviewer)
    fields = sent(article, article.revision.text.replace("4,200", "4,300")) | {"knows": knows, "sure": "on"}
    assert client_for(editor).post(url("edit", article), fields).status_code in (200, 400)
    assert factories.reread(article).revision.number == 2


def test_edit_of_spacing_in_a_claim_is_saved_at_once(client_for, reporter, reviewer, editor):
    article = factories.decided(by=reporter, reviewer=reviewer)
    fields = sent(article, article.revision.text.replace("has installed", "has  installed"))
    response = client_for(editor).post(url("edit", article), fields)
    assert response.headers["Location"] == reverse("desk:article", args=[article.slug])
    assert {claim.status for claim in factories.claims_of(article)} == {"decided"}
