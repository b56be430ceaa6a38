"""Rating scales: their versions, who uses them, a new version with a preview, and which one is in force."""

from typing import Any

from django.conf.locale import LANG_INFO
from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from articles.actions.scales import add_scale, choose_scale, language_code, scale_in_force
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, may, page
from articles.desk.forms_scales import ScaleForm, initial_of, languages_in
from articles.desk.log import lines
from articles.desk.typed import number_in
from articles.enums import ClaimStatus, Verdict
from articles.errors import Refused
from articles.models import Event, RatingScale
from articles.public.site import direction

NAMES = {"zh": "Chinese"}


@desk_view("claims")
def scale_list(request: HttpRequest) -> HttpResponse:
    """All versions: the one in force first, then by name, the newest first."""
    decided = Count("reviews__claim", distinct=True, filter=Q(reviews__claim__status=ClaimStatus.DECIDED))
    rows = RatingScale.objects.annotate(
        used=Count("reviews", distinct=True), decided=decided, last=Max("reviews__created_at")
    ).order_by("-is_default", "name", "-version")
    context = {"scales": rows, "may_edit": may(request, "edit_scale")}
    return page(request, "desk/scales.html", context)


@desk_view("claims")
def scale(request: HttpRequest, pk: int) -> HttpResponse:
    return _scale_page(request, get_object_or_404(RatingScale, pk=pk))


def _scale_page(request: HttpRequest, found: RatingScale) -> HttpResponse:
    events = Event.objects.filter(object_type="ratingscale", object_id=str(found.pk)).order_by("-number")
    context = {
        "scale": found,
        "preview": preview_of(found),
        "used": found.reviews.count(),
        "lines": lines(events.select_related("article")[:20]),
        "in_force": found if found.is_default else scale_in_force(),
        "may_edit": may(request, "edit_scale"),
    }
    return page(request, "desk/scale.html", context)


def language_name(code: str) -> str:
    """ "German · de"; the code alone where there is no name for it."""
    known = NAMES | {language: about["name"] for language, about in LANG_INFO.items() if "name" in about}
    return f"{known[code]} · {code}" if code in known else code


def preview_of(scale: RatingScale) -> list[dict[str, Any]]:
    """What readers of each language see of each verdict."""
    return [
        {
            "name": language_name(language),
            "direction": direction(language),
            "verdicts": [
                {"value": verdict, **vars(scale.label(verdict, language))} for verdict in Verdict.values
            ],
        }
        for language in scale.languages
    ]


@desk_view("claims", "edit_scale")
def next_version(request: HttpRequest, pk: int) -> HttpResponse:
    """The form for the version after this one. Its buttons add a language, show the preview, or save."""
    found = get_object_or_404(RatingScale, pk=pk)
    if request.method != "POST":
        form = ScaleForm(initial=initial_of(found), languages=found.languages)
        return _form_page(request, found, form)
    do, languages = request.POST.get("do"), languages_in(request.POST)
    if do == "language":
        return _with_language(request, found, languages)
    form = ScaleForm(request.POST, languages=languages)
    if do == "preview":
        shown = ScaleForm(initial=request.POST.dict(), languages=languages)
        return _form_page(request, found, shown, preview=preview_of(shown.preview()))
    made: list[RatingScale] = []

    def save() -> None:
        words = {"labels": form.typed("label"), "meanings": form.typed("meaning")}
        about = {"name": form.cleaned_data["name"], "seen": form.cleaned_data["seen"]}
        if about["name"] != found.name:
            about["seen"] = 0
        made.append(add_scale(**about, **words, by=request.user))

    if status := attempt(form, save):
        return _form_page(request, found, form, status=status)
    messages.success(request, f"{made[0]} is saved. It counts once you put it in force.")
    return redirect(made[0].get_desk_url())


def _with_language(request: HttpRequest, found: RatingScale, languages: list[str]) -> HttpResponse:
    """One block of fields more; what was typed stays."""
    typed = request.POST.dict()
    status = 200
    try:
        languages = [*languages, language_code(typed.get("another", ""))]
        typed["another"] = ""
    except Refused as error:
        messages.error(request, str(error))
        status = error.status
    return _form_page(request, found, ScaleForm(initial=typed, languages=languages), status=status)


def _form_page(
    request: HttpRequest,
    found: RatingScale,
    form: ScaleForm,
    *,
    preview: list[dict[str, Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"scale": found, "form": form, "groups": _named(form), "preview": preview}
    return page(request, "desk/scale_form.html", context, status=status)


def _named(form: ScaleForm) -> list[dict[str, Any]]:
    return [group | {"name": language_name(group["language"])} for group in form.groups()]


@require_POST
@desk_view("claims", "edit_scale")
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(RatingScale, pk=pk)
    choose_scale(found, seen=number_in(request.POST.get("seen", "")), by=request.user)
    messages.success(
        request, f"{found} is in force. Reviews that are in, and what is published, keep their labels."
    )
    return redirect(found.get_desk_url())
