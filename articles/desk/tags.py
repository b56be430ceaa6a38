"""Tags: list, page, edit, merge."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles.actions import tagging
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, may, page, public_address
from articles.desk.forms_sources import MergeForm, TagFilter, TagForm
from articles.models import Article, Claim, Source, Tag, TagAlias
from articles.models.tags import ITEMS, tag_key, with_counts
from articles.permissions import check_may

PER_PAGE = 60
THINGS_PER_PAGE = 40
MOST_MERGED = 50
# What a tag is on: the name in the address, its heading and its model.
THINGS: dict[str, tuple[str, Any]] = {
    "articles": ("Articles", Article),
    "claims": ("Claims", Claim),
    "sources": ("Sources", Source),
}


@desk_view("tags")
def tag_list(request: HttpRequest) -> HttpResponse:
    """All tags by name, each with its other names and how many things carry it."""
    form = TagFilter(request.GET)
    key = tag_key(form.chosen()["q"])
    rows = with_counts(Tag.objects.all())
    if key:
        aliases = TagAlias.objects.filter(key__contains=key)
        rows = rows.filter(Q(key__contains=key) | Q(pk__in=aliases.values("tag")))
    rows = rows.order_by("key").prefetch_related("aliases")
    context = {
        "listed": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "filtered": bool(key),
        "may_merge": may(request, "merge_tags"),
    }
    return page(request, "desk/tags.html", context)


@desk_view("tags")
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """What carries the tag; whoever may merge tags also edits it here. A merged name leads to its tag."""
    if "\0" in slug:  # PostgreSQL refuses to look for it
        raise Http404
    found = with_counts(Tag.objects.prefetch_related("aliases")).filter(slug=slug).first()
    if found is None:
        return redirect(
            get_object_or_404(TagAlias.objects.select_related("tag"), slug=slug).tag.get_desk_url()
        )
    posted = request.method == "POST"
    if posted:
        check_may(request.user, "merge_tags")
    form = TagForm(
        request.POST if posted else None, initial={"name": found.name, "description": found.description}
    )
    status = (
        attempt(form, lambda: tagging.edit_tag(found, **form.cleaned_data, by=request.user))
        if posted
        else 200
    )
    if not status:
        messages.success(request, "The tag is saved.")
        return redirect(found.get_desk_url())
    return page(request, "desk/tag.html", _tag_context(request, found, form), status=status)


def _tag_context(request: HttpRequest, found: Tag, form: TagForm) -> dict[str, Any]:
    counts = {"articles": found.article_count, "claims": found.claim_count, "sources": found.source_count}
    chosen = request.GET.get("on", "")
    if chosen not in THINGS:
        chosen = next((name for name, number in counts.items() if number), "articles")
    rows = THINGS[chosen][1].objects.filter(tagged__tag=found).order_by("-pk")
    return {
        "tag": found,
        "public": public_address(found),
        "tabs": [
            {"name": name, "label": label, "number": counts[name], "current": name == chosen}
            for name, (label, _) in THINGS.items()
        ],
        "on": chosen,
        "listed": Paginator(rows, THINGS_PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "may_merge": may(request, "merge_tags"),
    }


@desk_view("tags", "merge_tags")
def merge(request: HttpRequest) -> HttpResponse:
    """Choose which of several tags stays (GET), see what that does (GET with `into`), do it (POST)."""
    posted = request.method == "POST"
    data = request.POST if posted else request.GET
    ids = [int(one) for one in data.getlist("tag")[:MOST_MERGED] if one.isdecimal() and len(one) < 19]
    tags = list(with_counts(Tag.objects.filter(pk__in=ids)).order_by("key"))
    form = MergeForm(data if posted or "into" in data else None, tags=tags)
    status = 200

    def act() -> None:
        into = next(tag for tag in tags if tag.pk == form.cleaned_data["into"])
        moved = tagging.merge_tags(tags, into=into, by=request.user)
        messages.success(request, f"Merged; {moved} more things carry “{into.name}” now.")

    if posted:
        status = attempt(form, act)
    if not status:
        return redirect("desk:tag", next(tag.slug for tag in tags if tag.pk == form.cleaned_data["into"]))
    chosen = form.cleaned_data.get("into") if form.is_bound and form.is_valid() else None
    return page(request, "desk/tags_merge.html", _merge_context(form, tags, chosen), status=status)


def _merge_context(form: MergeForm, tags: list[Tag], into: int | None) -> dict[str, Any]:
    stays = next((tag for tag in tags if tag.pk == into), None)
    return {"form": form, "tags": tags, "stays": stays, "preview": _preview(tags, stays) if stays else []}


def _preview(tags: list[Tag], stays: Tag) -> list[dict[str, Any]]:
    """How many of each kind carry the tag that stays, now and after the merge."""
    every = Q(tag__in=[tag.pk for tag in tags])
    return [
        {
            "label": THINGS[name][0],
            "now": getattr(stays, name.removesuffix("s") + "_count"),
            "then": _number(items.objects.filter(every)),
        }
        for name, items in ITEMS.items()
    ]


def _number(items: QuerySet) -> int:
    return items.values("content_object").distinct().count()
