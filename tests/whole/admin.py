"""The admin's own pages, as a superuser has them: of each model its list, its forms, what its deletion asks, its history."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from articles.actions.absences import set_away
from articles.actions.capturing import add_snapshot
from articles.actions.rules import put_in_force
from articles.actions.tagging import add_tag, merge_tags
from articles.models import Source, SourceCheck, Tag
from tests.rights.admin import LOOKED_AT, MODELS

Errand = tuple[str, str, dict[str, Any] | None]  # the name of the page, its address, what is sent to it
WORDS = "/admin/jsi18n/"  # what its scripts say
EMPTY = {"name": "", "title": "", "username": ""}


def fill(people: dict[str, Any]) -> None:
    """A row of each model of which the sample has none, and a tag that nothing uses."""
    by = {"by": people["administrator"]}
    source = Source.objects.order_by("pk")[0]
    add_snapshot(source, data=b"log", file_name="log.txt", content_type="text/plain", **by)
    SourceCheck.objects.create(source=source, at=timezone.now(), outcome="alive")
    put_in_force(phrase="casino online", category="gambling", note="", **by)
    set_away(people["second_reviewer"], back_on=timezone.localdate() + timedelta(days=9), **by)
    one, other, _ = (add_tag(name=name, description="", **by) for name in ("Piers", "Pier", "Lone"))
    merge_tags([one], into=other, **by)
    Group.objects.create(name="Guests")


def errands(*, filled: bool) -> Iterator[Errand]:
    """What to ask for. Lists are made alike, and records, which are only looked at; each form is a page of its own."""
    yield "admin index", reverse("admin:index"), None
    for model in admin.site._registry:
        name, prefix = model._meta.model_name, f"admin:{model._meta.app_label}_{model._meta.model_name}"
        kind = "admin record" if name in LOOKED_AT else f"admin {name}"
        yield "admin changelist", reverse(f"{prefix}_changelist"), None
        row = model._default_manager.order_by("-pk").first() if filled else None
        pages = ("change", "history", "delete") if MODELS[name][2] else ("change", "history")
        for page in pages if row else ():
            yield f"{kind} {page}", reverse(f"{prefix}_{page}", args=[admin.utils.quote(row.pk)]), None
        if MODELS[name][0] and filled:
            add = reverse(f"{prefix}_add")
            yield from ((f"{kind} add", add, None), (f"{kind} add", add, EMPTY))
    if filled:
        yield from _others()


def _others() -> Iterator[Errand]:
    """What no model has: passwords, a search that finds nothing, merging, a way out."""
    for name in ("password_change", "password_change_done"):
        yield f"admin {name}", reverse(f"admin:{name}"), None
    yield "admin password_change", reverse("admin:password_change"), {"old_password": "no"}
    person = User.objects.order_by("pk")[0]
    yield "admin password of another", reverse("admin:auth_user_password_change", args=[person.pk]), None
    yield "admin changelist", reverse("admin:articles_claim_changelist") + "?q=nowhere", None
    ticked = list(Tag.objects.order_by("pk").values_list("pk", flat=True)[:2])
    merge = {"action": "merge", "index": "0", ACTION_CHECKBOX_NAME: ticked}
    yield "admin merge", reverse("admin:articles_tag_changelist"), merge
    yield "admin app_list", reverse("admin:app_list", args=["articles"]), None
    yield "admin missing", reverse("admin:articles_claim_change", args=[9_999_999]), None
    yield "admin logout", reverse("admin:logout"), {}
