"""Tags in the admin: made, described, merged, deleted."""

import pytest
from django.urls import reverse

from articles.actions.tagging import add_tag, set_tags
from articles.models import Event, Tag, TagAlias
from tests import factories
from tests.admin.posts import errors, send

LIST, ADD = "/admin/articles/tag/", "/admin/articles/tag/add/"


def change(tag: Tag) -> str:
    return reverse("admin:articles_tag_change", args=[tag.pk])


@pytest.fixture
def tags(reporter) -> list[Tag]:
    """Port on two articles, Ports on one of them, Sun on none."""
    one, two = factories.imported(by=reporter), factories.imported(by=reporter)
    set_tags(one, ["Port", "Ports"], by=reporter)
    set_tags(two, ["Port"], by=reporter)
    return [*Tag.objects.order_by("name"), add_tag(name="Sun", description="", by=None)]


def ticked(tags: list[Tag], **more: str) -> dict:
    return {"action": "merge", "index": 0, "_selected_action": [tag.pk for tag in tags]} | more


def test_adding_and_renaming_a_tag(client_for, editor):
    client = client_for(editor)
    assert send(client, ADD, name="Café ", description="Where people sit.").status_code == 302
    tag = Tag.objects.get()
    assert (tag.name, tag.key, tag.slug, tag.description) == ("Café", "café", "café", "Where people sit.")
    assert send(client, change(tag), name="Coffee house").status_code == 302
    tag.refresh_from_db()
    assert (tag.name, tag.description) == ("Coffee house", "Where people sit.")
    assert send(client, change(tag)).status_code == 302
    assert [event.action for event in Event.objects.order_by("number")] == ["add", "edit"]


@pytest.mark.parametrize("name", ["Port", "PORT", " port "])
def test_a_name_that_is_there_is_refused(client_for, editor, tags, name):
    client = client_for(editor)
    words = {"__all__": ["“Port” is there already; merge the two, or choose another name."]}
    assert errors(client.post(ADD, {"name": name})) == words
    assert errors(send(client, change(tags[1]), name=name)) == words


@pytest.mark.parametrize("name", ["", "x" * 61, "a\0b"])
def test_bad_name_is_an_error_of_the_form(client_for, editor, name):
    answer = client_for(editor).post(ADD, {"name": name})
    assert list(errors(answer)) == ["name"]
    assert not Tag.objects.exists()


def test_emoji_name_gets_an_address(client_for, editor):
    send(client_for(editor), ADD, name="🌊")
    assert Tag.objects.get().slug.startswith("tag-")


def test_merge_is_shown_first_and_done_when_confirmed(client_for, editor, tags):
    client = client_for(editor)
    port, ports, _ = tags
    page = client.post(LIST, ticked([port, ports]))
    assert page.status_code == 200
    assert [(tag.name, tag.article_count) for tag in page.context["tags"]] == [("Port", 2), ("Ports", 1)]
    assert Tag.objects.count() == 3
    asked = client.post(LIST, ticked([port, ports], confirmed="yes"))
    assert "Choose the tag to keep." in asked.content.decode()
    answer = client.post(LIST, ticked([port, ports], confirmed="yes", into=str(port.pk)))
    assert answer.status_code == 302
    assert "1 merged into “Port”; things tagged with it anew: 0." in client.get(LIST).content.decode()
    assert list(Tag.objects.values_list("name", flat=True)) == ["Port", "Sun"]
    assert list(TagAlias.objects.values_list("name", "tag__name")) == [("Ports", "Port")]
    assert Event.objects.first().action == "merge"


def test_merge_needs_two(client_for, editor, tags):
    client = client_for(editor)
    assert client.post(LIST, ticked(tags[:1])).status_code == 302
    assert "Choose 2 to 50 tags to merge." in client.get(LIST).content.decode()


def test_merge_without_the_right_is_neither_offered_nor_run(client_for, tags):
    """The right to look at tags, to add and to change them is not the right to merge."""
    from django.contrib.auth.models import Permission

    person = factories.person(is_staff=True)
    codes = ("view_tag", "add_tag", "change_tag", "delete_tag")
    person.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = client_for(person)
    page = client.get(LIST)
    assert page.status_code == 200
    assert b"Merge selected" not in page.content
    client.post(LIST, ticked(tags[:2], confirmed="yes", into=str(tags[0].pk)))
    assert Tag.objects.count() == 3
    assert client.get("/admin/taggit/tag/merge-tags/").status_code == 404
    assert client.get("/admin/taggit/tag/").status_code == 404


@pytest.mark.parametrize("pk", ["abc", "9" * 30, "-1"])
def test_ticks_that_are_no_numbers_are_a_bad_request(client_for, editor, tags, pk):
    answer = client_for(editor).post(LIST, {"action": "merge", "index": 0, "_selected_action": [pk]})
    assert answer.status_code == 400


def test_tag_that_nothing_uses_is_deleted_by_an_administrator(client_for, administrator, editor, tags):
    port, _, sun = tags
    url = reverse("admin:articles_tag_delete", args=[sun.pk])
    assert client_for(editor).post(url, {"post": "yes"}).status_code == 403
    assert client_for(administrator).get(url).status_code == 200
    assert client_for(administrator).post(url, {"post": "yes"}).status_code == 302
    assert not Tag.objects.filter(pk=sun.pk).exists()
    assert Event.objects.first().action == "delete"
    used = reverse("admin:articles_tag_delete", args=[port.pk])
    assert client_for(administrator).post(used, {"post": "yes"}).status_code == 403
    assert b"deletelink" not in client_for(administrator).get(change(port)).content


def test_tag_that_was_used_meanwhile_stays(client_for, administrator, tags, monkeypatch):
    """Between the look and the deletion somebody tagged something: told, and nothing is deleted."""
    monkeypatch.setattr("articles.admin.tags.uses_of", lambda tag: 0)
    client = client_for(administrator)
    answer = client.post(reverse("admin:articles_tag_delete", args=[tags[0].pk]), {"post": "yes"})
    assert (answer.status_code, Tag.objects.count()) == (302, 3)
    assert "“Port” is used in 2 places." in client.get(change(tags[0])).content.decode()


@pytest.mark.parametrize("model", ["article", "claim", "source"])
def test_names_are_offered_while_typing(client_for, editor, outsider, tags, model):
    query = {"app_label": "articles", "model_name": model, "field_name": "tags", "term": "por"}
    answer = client_for(editor).get("/admin/autocomplete/", query)
    assert [one["text"] for one in answer.json()["results"]] == ["Port", "Ports"]
    assert client_for(factories.person(is_staff=True)).get("/admin/autocomplete/", query).status_code == 403
    assert client_for(outsider).get("/admin/autocomplete/", query).status_code == 302


def test_field_of_tags_says_where_names_are_looked_up(client_for, editor):
    page = client_for(editor).get("/admin/articles/source/add/").content.decode()
    look_up = "/admin/autocomplete/?app_label=articles&amp;model_name=source&amp;field_name=tags&amp;term="
    assert f'data-tags="{look_up}"' in page
    assert "articles/js/admin-tags.js" in page
