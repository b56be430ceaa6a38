"""Logging in; what a reviewer typed before the session ended goes along and becomes their draft."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from articles.actions.drafting import NewerDraft, save_draft
from articles.desk.review_page import show_claim
from articles.desk.typed import kept_of, number_in, typed_in, wants_json
from articles.errors import NewsroomError, NotAllowed
from articles.models import Claim
from articles.public.site import site

BEFORE = "kept-"
# What the login page carries along; the reason and the note stand in fields that can be read.
CARRIED = ("verdict", "evidence", "seen", "draft", "tab", "claim", "writer", "adjudicating")
LOGGED_OUT = "You are logged out. What you typed is kept in this window."


def keeping_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view that takes what a reviewer typed: somebody whose session has ended gets the login page with it."""

    @wraps(view)
    def wrapped(request: HttpRequest, pk: int) -> HttpResponse:
        typed = request.method == "POST" and "seen" in request.POST
        if request.user.is_authenticated or not typed:
            return view(request, pk)
        if wants_json(request):
            return JsonResponse({"words": LOGGED_OUT}, status=401)
        return _with_words(request, pk)

    return never_cache(wrapped)


def _with_words(request: HttpRequest, pk: int) -> HttpResponse:
    post = request.POST.copy()
    post["claim"] = str(pk)
    name = "desk:adjudicate" if "adjudicating" in post else "desk:review"
    context = {
        "form": AuthenticationForm(request),
        "next": reverse(name, args=[pk]),
        "site": site(),
        "action": reverse("desk:login"),
        "kept": _carried(post, ""),
    }
    return render(request, "desk/login.html", context, status=401)


def _carried(post: QueryDict, before: str) -> dict[str, Any] | None:
    """What was typed as the login page shows and sends it, out of a form in which names begin with `before`."""
    if before + "claim" not in post:
        return None
    return {
        "rows": [(name, value) for name in CARRIED for value in post.getlist(before + name)],
        "rationale": post.get(before + "rationale", ""),
        "note": post.get(before + "note", ""),
    }


class KeepingLogin(LoginView):
    """Django's login. Its "site" is the host; the bar shows the site's name."""

    template_name = "desk/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        post = self.request.POST
        return context | {
            "site": site(),
            "kept": _carried(post, BEFORE),
            "typed": post.get(BEFORE + "text", ""),
        }

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        onward = super().form_valid(form)
        return _keep(self.request) or onward


def _keep(request: HttpRequest) -> HttpResponse | None:
    """Saves what came along as the draft of who has just logged in; None when nothing did, or it was not theirs."""
    post = request.POST
    claim = Claim.objects.filter(pk=number_in(post.get(BEFORE + "claim", ""))).first()
    if claim is None:
        return None
    if post.get(BEFORE + "writer") != str(request.user.pk):
        messages.warning(request, "What was typed here before belongs to somebody else; it was not kept.")
        return None
    typed, adjudicating = typed_in(post, BEFORE), BEFORE + "adjudicating" in post
    try:
        save_draft(claim, typed, by=request.user, adjudicating=adjudicating)
    except NotAllowed as error:
        messages.error(request, str(error))
        return None
    except NewsroomError as error:
        newer = error.draft if isinstance(error, NewerDraft) else None
        if newer is None:
            messages.error(request, str(error))
        kept = kept_of(typed)
        return show_claim(
            request, claim, kept=kept, newer=newer, adjudicating=adjudicating, status=error.status
        )
    messages.success(
        request, "You are logged in again. Nothing was sent yet: look over what you typed, then send it."
    )
    return redirect("desk:adjudicate" if adjudicating else "desk:review", claim.pk)


def token_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its safety token: the page says so, and gives somebody who is logged in their words back."""
    typed = request.POST.get("rationale", "") if request.user.is_authenticated else ""
    return render(request, "403_csrf.html", {"typed": typed}, status=403)
