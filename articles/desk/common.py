"""What every desk view shares: who may enter, how a refusal is shown, the navigation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from articles.errors import NewsroomError, NotAllowed, NotReady
from articles.models import Notice, Page
from articles.permissions import can_may, check_may
from articles.public.site import site

NAV = (
    ("today", "Today"),
    ("articles", "Articles"),
    ("queue", "Queue"),
    ("claims", "Claims"),
    ("sources", "Sources"),
    ("tags", "Tags"),
    ("rules", "Rules"),
    ("figures", "Figures"),
    ("log", "Log"),
    ("notices", "Notices"),
    ("help", "Help"),
)
LOGGED_OUT = "You were logged out in the meantime, so nothing was saved. Log in and send it again."


def desk_view(section: str, permission: str = "use_desk") -> Callable[[Callable[..., HttpResponse]], Any]:
    """Marks a view as part of the desk: login, the right to use it, `permission` for it, never cached.

    `section` is the entry of the navigation that is marked as current. A NewsroomError that a view does not
    handle itself becomes a page (403) or a message and a way back (all others); nothing was written then.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Any:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                check_may(request.user, "use_desk")
                check_may(request.user, permission)
                request.section = section
                return view(request, *args, **kwargs)
            except NotAllowed as error:
                raise PermissionDenied(str(error)) from error
            except NewsroomError as error:
                show_error(request, error)
                return redirect(way_back(request))

        wrapped.permission = permission
        return never_cache(_logged_in(wrapped))

    return decorate


def _logged_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As login_required; but who sent a form returns to the form's page, since its address may take POST only.

    The text of an article that came with it stands on the login page, to be copied.
    """
    inside = login_required(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            if typed := request.POST.get("text", ""):
                return _with_text(request, typed)
            messages.warning(request, LOGGED_OUT)
            return redirect_to_login(way_back(request))
        return inside(request, *args, **kwargs)

    return wrapped


def _with_text(request: HttpRequest, typed: str) -> HttpResponse:
    context = {
        "form": AuthenticationForm(request),
        "next": way_back(request),
        "site": site(),
        "action": reverse("desk:login"),
        "typed": typed,
    }
    return render(request, "desk/login.html", context, status=401)


def show_error(request: HttpRequest, error: NewsroomError) -> None:
    """One message for each thing to mend."""
    for words in error.problems if isinstance(error, NotReady) else [str(error)]:
        messages.error(request, words)


def way_back(request: HttpRequest) -> str:
    """The page the person came from, when it is ours; else the front of the desk."""
    for target in (request.POST.get("next"), request.headers.get("Referer")):
        if target and url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
            return target
    return reverse("desk:today")


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A desk page with the navigation around it."""
    return render(request, template, context | {"nav": navigation(request)}, status=status)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    section = getattr(request, "section", "")
    new = {"notices": Notice.objects.new_for(request.user).count()}
    entries = [
        {
            "url": reverse(f"desk:{name}"),
            "label": label,
            "current": name == section,
            "number": new.get(name, 0),
        }
        for name, label in NAV
    ]
    if request.user.is_staff:
        entries.append({"url": reverse("admin:index"), "label": "Admin", "current": False, "number": 0})
    return entries


def public_address(thing: Any) -> str:
    """The address where readers see a claim, source or tag now; "" when they do not."""
    path = thing.get_absolute_url()
    return path if Page.objects.filter(path=path, status=200).exists() else ""


def may(request: HttpRequest, permission: str) -> bool:
    return can_may(request.user, permission)
