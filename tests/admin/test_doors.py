"""Who gets through which door of the admin: every model, every view, everybody."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from articles import models
from articles.actions.capturing import add_snapshot
from articles.actions.citing import add_source, cite
from articles.actions.publishing import publish
from articles.actions.rules import put_in_force
from articles.actions.tagging import add_tag, merge_tags, set_tags
from articles.models import Article, Claim, EditionEntry, Event, Generation, RatingScale, Tag, TagAlias
from tests import factories
from tests.replay import kept

VIEWS = ("changelist", "add", "change", "delete", "history")
# What staff get: 200 there, 302 the log in place of a history, 403 refused.
LOOK = (200, 403, 200, 403, 302)
EDIT = (200, 200, 200, 403, 302)
SHUT = (403, 403, 403, 403, 403)
LOOKED_AT = [
    "revision",
    "finding",
    "appearance",
    "snapshot",
    "citation",
    "assignment",
    "review",
    "ratingscale",
    "edition",
    "editionentry",
    "page",
    "correction",
    "event",
    "tagalias",
    "fragment",
    "rule",
    "absence",
    "sourcecheck",
    "sourceretraction",
    "match",
    "answeredobjection",
]
# Model -> what (editor, administrator, superuser) get.
TABLE = dict.fromkeys(LOOKED_AT, (LOOK, LOOK, LOOK))
TABLE |= {
    "article": (EDIT, EDIT, EDIT),
    "source": (EDIT, EDIT, EDIT),
    "claim": ((200, 403, 200, 403, 302),) * 3,
}
TABLE |= {"tag": (EDIT, (200, 200, 200, 200, 302), (200, 200, 200, 200, 302))}
TABLE |= {"generation": (SHUT, SHUT, LOOK)}
TABLE |= {"user": (SHUT, (200, 200, 200, 403, 200), (200, 200, 200, 403, 200))}
TABLE |= {"group": (SHUT, (200, 403, 200, 403, 200), (200, 200, 200, 403, 200))}
STAFF = ("editor", "administrator", "superuser")


@kept(factories.reread)
def filled(reporter, reviewer, editor) -> int:
    """At least one row of each model; the article of most of them."""
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    source = add_source(by=reporter, name="Harbour log", kind="document")
    add_snapshot(source, data=b"log", file_name="log.txt", content_type="text/plain", by=reporter)
    claim = factories.claims_of(article)[0]
    cite(claim, source, stance="context", by=reporter)
    set_tags(article, ["Port", "Ports", "Sun"], by=reporter)
    merge_tags([Tag.objects.get(name="Ports")], into=Tag.objects.get(name="Port"), by=editor)
    publish(article, by=editor, correction=("update", "Tags were added."))
    add_tag(name="Lone", description="", by=editor)
    put_in_force(phrase="casino online", category="gambling", note="", by=editor)
    return article.pk


@pytest.fixture
def rows(reporter, reviewer, second_reviewer, editor):
    """One row of each model."""
    article = filled(reporter, reviewer, editor)
    factories.imported(by=reporter)  # the same claims once more
    source = models.Source.objects.get(name="Harbour log")
    claim = factories.claims_of(article)[0]
    away = models.Absence.objects.create(person=reviewer, back_on="2027-01-01")
    now = timezone.now()
    check = models.SourceCheck.objects.create(source=source, at=now, outcome="alive")
    retraction = models.SourceRetraction.objects.create(slug="log", at=now, reason="Made up.")
    return {
        "user": second_reviewer, "group": Group.objects.get(name="editor"), "article": article, "claim": claim,
        "source": source, "tag": Tag.objects.get(name="Lone"), "tagalias": TagAlias.objects.get(), "revision": article.revision,
        "edition": article.live_edition, "generation": Generation.objects.get(),
        "ratingscale": RatingScale.objects.get(is_default=True), "editionentry": EditionEntry.objects.first(),
        "event": Event.objects.first(), "snapshot": source.snapshots.get(), "citation": claim.citations.first(),
        "appearance": claim.appearances.first(), "review": claim.reviews.first(),
        "assignment": claim.assignments.first(), "correction": models.Correction.objects.get(),
        "page": models.Page.objects.get(path="/"), "finding": models.Finding.objects.first(),
        "fragment": models.Fragment.objects.get(), "rule": models.Rule.objects.get(),
        "absence": away, "sourcecheck": check, "sourceretraction": retraction, "match": models.Match.objects.first(),
        "answeredobjection": factories.answered(claim, by=factories.person("editor")),
    }  # fmt: skip


def address(row, view: str) -> str:
    args = [admin.utils.quote(row.pk)] if view in ("change", "delete", "history") else []
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}", args=args)


def test_every_model_is_in_the_table():
    registered = {model._meta.model_name for model in admin.site._registry}
    assert registered == TABLE.keys()
    through = {"taggedarticle", "taggedclaim", "taggedsource"}
    # What somebody is told, and has typed so far, is theirs to read; what claims are looked up by says nothing to anybody.
    # Their programs' tokens are theirs to revoke; what a reader sent is for those who may answer it.
    private = {"notice", "claimkey", "reviewdraft", "token", "objection"}
    # What search and the indexes have is made from the editions, as is how far a rebuild came.
    derived = {"searchrow", "listing", "rebuild"}
    ours = {name.lower() for name in models.__all__}
    assert ours - through - private - derived == registered - {"user", "group"}
    assert {User, Group} <= admin.site._registry.keys()


def test_staff_get_what_the_table_says(rows, client_for, editor, administrator, superuser):
    """And no look at any page writes anything."""
    before = (list(Article.objects.values()), list(Claim.objects.values()), Event.objects.count())
    got = {}
    for number, person in enumerate((editor, administrator, superuser)):
        client = client_for(person)
        for name, row in rows.items():
            codes = tuple(client.get(address(row, view)).status_code for view in VIEWS)
            got[name, STAFF[number]] = codes
    assert got == {(name, STAFF[n]): codes for name, all in TABLE.items() for n, codes in enumerate(all)}
    assert (list(Article.objects.values()), list(Claim.objects.values()), Event.objects.count()) == before


@pytest.mark.parametrize("who", ["anonymous", "outsider", "reviewer", "reporter"])
def test_others_are_sent_to_log_in(who, rows, request, client_for):
    person = None if who == "anonymous" else request.getfixturevalue(who)
    client = client_for(person)
    for row in rows.values():
        for view in VIEWS:
            answer = client.get(address(row, view))
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("admin:login"))


def test_staff_without_a_role_see_nothing(rows, client_for):
    client = client_for(factories.person(is_staff=True))
    assert {client.get(address(row, view)).status_code for row in rows.values() for view in VIEWS} == {403}


def test_forged_posts_change_nothing(rows, client_for, editor, superuser):
    """What may only be looked at answers 403 to a change, an addition and a deletion, and stays as it is."""
    before = {name: _values(row) for name, row in rows.items()}
    counts = {name: type(row)._default_manager.count() for name, row in rows.items()}
    writable = {"user", "group", "article", "claim", "source", "tag"}
    for person in (editor, superuser):
        client = client_for(person)
        for name in rows.keys() - writable:
            for view in ("change", "add", "delete"):
                answer = client.post(address(rows[name], view), {"status": "published", "post": "yes"})
                assert answer.status_code == 403, (name, view)
            client.post(
                address(rows[name], "changelist"),
                {"action": "delete_selected", "_selected_action": rows[name].pk, "post": "yes", "index": 0},
            )
        for name in ("article", "claim", "source"):
            assert client.post(address(rows[name], "delete"), {"post": "yes"}).status_code == 403
    assert {name: _values(row) for name, row in rows.items()} == before
    assert {name: type(row)._default_manager.count() for name, row in rows.items()} == counts


@pytest.mark.parametrize("name", ["article", "claim", "source", "tag"])
def test_no_bulk_deletion_by_a_forged_action(name, rows, client_for, superuser):
    row = rows[name]
    data = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes", "index": 0}
    client_for(superuser).post(address(row, "changelist"), data)
    assert type(row)._default_manager.filter(pk=row.pk).exists()


def _values(row):
    return type(row)._default_manager.filter(pk=row.pk).values().get()


def test_nothing_in_lists_is_editable_and_no_page_has_inlines():
    for page in admin.site._registry.values():
        assert (page.list_editable, page.inlines, page.save_as) == ((), (), False)


def test_bytes_are_never_shown(rows, client_for, superuser):
    client = client_for(superuser)
    snapshot = client.get(address(rows["snapshot"], "change"))
    assert b"3\xc2\xa0bytes" in snapshot.content
    page = client.get(address(rows["page"], "change"))
    assert b"&lt;!doctype" not in page.content.lower()
    assert b"harbour of Lindau" not in page.content


def test_event_is_shown_indented(rows, client_for, editor):
    event = Event.objects.filter(action="merge").get()
    answer = client_for(editor).get(address(event, "change"))
    assert "{\n  &quot;tag&quot;: &quot;Ports&quot;\n}" in answer.content.decode()


def test_nul_in_an_address_is_not_found(rows, client_for, editor):
    client = client_for(editor)
    paths = (
        "page/%00/change/",
        "article/?q=%00",
        "article/?status__exact=%00",
        "tag/?p=%00",
    )
    assert {client.get(f"/admin/articles/{path}").status_code for path in paths} == {404}
