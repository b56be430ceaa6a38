"""Writing and editing articles in the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.actions.editing import edit_details, edit_text
from articles.actions.importing import import_article
from articles.actions.publishing import retract
from articles.actions.tagging import set_tags
from articles.enums import ArticleStatus, Origin, RevisionKind
from articles.models import Article, Event, Finding, Revision
from tests import factories
from tests.admin.posts import as_sent, errors, fields_of, form_at, send

ADD = "/admin/articles/article/add/"
TEXT = "A quiet bay\n\nThe harbour cut its diesel use by 38 percent in two years, says Petra Lind.\n"


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def tags_of(article: Article) -> list[str]:
    return sorted(item.tag.name for item in article.tagged.select_related("tag"))


@pytest.fixture
def article(reporter) -> Article:
    return factories.imported(by=reporter)


@pytest.fixture
def client(client_for, editor):
    return client_for(editor)


def test_writing_an_article(client, editor):
    answer = send(
        client, ADD, headline="The bay is quiet", language="en", format="text", text=factories.DIRTY.format(number=7),
        summary="Solar cranes.", byline="E. Nord", tag_names='Port, "Sun, wind", port',
    )  # fmt: skip
    assert answer.status_code == 302
    article = Article.objects.get()
    assert (article.headline, article.language, article.summary, article.byline) == (
        "The bay is quiet", "en", "Solar cranes.", "E. Nord",
    )  # fmt: skip
    assert (article.origin, article.imported_by, article.status) == (
        Origin.ADMIN,
        editor,
        ArticleStatus.DRAFT,
    )
    assert article.revision.text == factories.DIRTY.format(number=7)
    assert tags_of(article) == ["Port", "Sun, wind"]
    assert Finding.objects.filter(revision=article.revision).count() == 1
    page = client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert "Look at them at the desk" in page
    assert f'href="/desk/articles/{article.slug}/"' in page


def test_empty_form_says_what_is_missing(client):
    assert errors(client.post(ADD, {})) == {"text": ["This field is required."]}
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"headline": "x" * 2000}, "headline", "Ensure this value has at most 300 characters (it has 2000)."),
        ({"headline": "a\0b"}, "headline", "Null characters are not allowed."),
        ({"text": "a\0b"}, "text", "Null characters are not allowed."),
        ({"text": "x" * 3_000_000}, "text", "The text has 3,000,000 characters; 2,000,000 are allowed."),
        ({"text": " \n "}, "text", "The text is empty."),
        ({"language": "klingon"}, "language", "Select a valid choice."),
        ({"format": "pdf"}, "format", "Select a valid choice."),
        ({"tag_names": "y" * 61}, "tag_names", "is too long: a tag has at most 60 characters."),
        ({"tag_names": ",".join(map(str, range(31)))}, "tag_names", "That is 31 tags; 30 are the most."),
        ({"text": "<p></p>", "format": "html"}, "__all__", "There is nothing to read in it"),
    ],
)
def test_bad_input_is_an_error_of_the_form(client, changes, field, words):
    answer = client.post(ADD, {"text": TEXT} | changes)
    assert answer.status_code == 200
    (name,) = errors(answer)
    assert name == field
    assert words in errors(answer)[name][0]
    assert not Article.objects.exists()


def test_emoji_headline_gets_a_slug(client):
    assert send(client, ADD, headline="🌊🌊", text=TEXT).status_code == 302
    article = Article.objects.get()
    assert article.headline == "🌊🌊"
    assert article.slug == f"article-{article.digest[:10]}"


def test_two_articles_with_one_title_both_stand(client):
    send(client, ADD, headline="Twice", text=TEXT)
    send(client, ADD, headline="Twice", text=TEXT + "More.\n")
    assert list(Article.objects.order_by("pk").values_list("slug", flat=True)) == ["twice", "twice-2"]


def test_the_same_text_again_is_told(client):
    send(client, ADD, text=TEXT)
    answer = send(client, ADD, text=TEXT)
    assert errors(answer) == {
        "__all__": ["“A quiet bay” has this very text already. Change that article instead."]
    }
    assert fields_of(answer.context["adminform"].form)["text"].replace("\r\n", "\n") == TEXT


def test_saving_a_changed_text_makes_a_revision(client, article, editor):
    new = article.revision.text.replace("4,200", "4,300")
    assert send(client, change(article), text=new, note="Counted again").status_code == 302
    article.refresh_from_db()
    made = article.revision
    assert (made.number, made.kind, made.note, made.created_by, made.text) == (
        2, RevisionKind.EDITED, "Counted again", editor, new,
    )  # fmt: skip
    assert made.based_on.number == 1
    assert Event.objects.first().action == "edited"


def test_saving_without_a_change_writes_nothing(client, article):
    before = Event.objects.count()
    assert send(client, change(article)).status_code == 302
    assert (Event.objects.count(), Revision.objects.count()) == (before, 1)


@pytest.mark.parametrize("text", ["One\rtwo\r\nthree\nfour words here.", "\nLeading line.\n\n", "Plain.  \n"])
def test_untouched_text_with_odd_line_breaks_stays(client, reporter, text):
    article = import_article(by=reporter, origin=Origin.DESK, text=text).article
    assert send(client, change(article), byline="E. Nord").status_code == 302
    article.refresh_from_db()
    assert (article.byline, article.revision.number, article.revision.text) == ("E. Nord", 1, text)


def test_editing_details_and_tags(client, article):
    words = {"headline": "Sun on the cranes", "summary": "Short.", "byline": "E. Nord", "language": "de"}
    send(client, change(article), **words, tag_names="Sun, PORT")
    article.refresh_from_db()
    assert {name: getattr(article, name) for name in words} == words
    assert article.headline_edited
    assert tags_of(article) == ["PORT", "Sun"]
    send(client, change(article), tag_names="port; wind")
    assert tags_of(article) == ["PORT", "wind"]


def test_newer_text_is_a_conflict_and_what_was_typed_stays(client, article, reporter):
    data = form_at(client, change(article)) | {"text": "My own words entirely.", "byline": "Mine"}
    edit_text(article, text=article.revision.text + "Theirs.\n", based_on=1, by=reporter)
    answer = client.post(change(article), as_sent(data))
    assert answer.status_code == 200
    assert "Somebody saved a newer text while you were writing." in errors(answer)["__all__"][0]
    assert "My own words entirely." in answer.content.decode()
    article.refresh_from_db()
    assert (article.revision.number, article.byline) == (2, "")


def test_newer_text_is_no_conflict_for_who_changed_only_details(client, article, reporter):
    data = form_at(client, change(article)) | {"byline": "Mine"}
    newer = edit_text(article, text=article.revision.text + "Theirs.\n", based_on=1, by=reporter)
    assert client.post(change(article), as_sent(data)).status_code == 302
    article.refresh_from_db()
    assert (article.byline, article.revision) == ("Mine", newer)


def test_detail_that_somebody_else_changed_is_told_once(client, article, reporter):
    data = form_at(client, change(article)) | {"headline": "Mine"}
    edit_details(article, by=reporter, headline="Theirs")
    answer = client.post(change(article), data)
    assert errors(answer) == {
        "headline": [
            "Somebody else changed this to “Theirs” while you were writing. Save again if yours is to stand."
        ]
    }
    again = fields_of(answer.context["adminform"].form)
    assert (again["headline"], again["initial-headline"]) == ("Mine", "Theirs")
    assert client.post(change(article), again).status_code == 302
    article.refresh_from_db()
    assert article.headline == "Mine"


def test_field_left_alone_does_not_undo_somebody_else(client, article, reporter):
    data = form_at(client, change(article)) | {"byline": "Mine"}
    edit_details(article, by=reporter, headline="Theirs")
    set_tags(article, ["Theirs"], by=reporter)
    assert client.post(change(article), as_sent(data)).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.byline, tags_of(article)) == ("Theirs", "Mine", ["Theirs"])


def test_what_the_workflow_owns_is_not_taken_from_a_forged_form(client, article, editor):
    forged = {
        "status": "published", "slug": "mine", "imported_by": editor.pk, "submitted_by": "", "live_edition": "1",
        "revision": "99", "publish_at_0": "2030-01-01", "digest": "0" * 64, "origin": "api",
    }  # fmt: skip
    before = Article.objects.filter(pk=article.pk).values().get()
    assert send(client, change(article), **forged).status_code == 302
    assert Article.objects.filter(pk=article.pk).values().get() == before


def test_save_as_new_is_an_import_and_no_copy(client, article):
    answer = send(client, change(article), _saveasnew="1")
    assert "has this very text already" in errors(answer)["__all__"][0]
    assert Article.objects.count() == 1


def test_form_without_its_revision_is_refused(client, article):
    answer = send(client, change(article), based_on="77", text="Other words.")
    assert errors(answer) == {"__all__": ["This form names a text that is not there. Open the page again."]}
    assert errors(send(client, change(article), based_on=""))["based_on"] == ["This field is required."]


def test_retracted_article_is_only_looked_at(client, reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    retract(article, by=editor, note="Wrong from start to end.")
    answer = client.get(change(article))
    assert answer.status_code == 200
    assert b"_save" not in answer.content
    assert b"The port authority has installed" in answer.content
    assert client.post(change(article), {"headline": "Mine"}).status_code == 403


def test_who_may_not_edit_articles_may_not_here(client_for, article):
    """Django's permission alone opens nothing: the role's right is asked too."""
    person = factories.person(is_staff=True)
    codes = ("add_article", "change_article", "view_article")
    person.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = client_for(person)
    assert client.get(ADD).status_code == 403
    assert client.post(change(article), {"headline": "Mine"}).status_code == 403
    page = client.get(change(article))
    assert page.status_code == 200
    assert b"_save" not in page.content


def test_history_is_the_log_of_the_desk(client, article):
    answer = client.get(reverse("admin:articles_article_history", args=[article.pk]))
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/articles/{article.slug}/log/")
