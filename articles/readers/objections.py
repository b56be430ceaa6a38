"""A reader objects to a verdict, and follows what becomes of it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.actions.objecting import object_to
from articles.errors import NewsroomError
from articles.models import Objection
from articles.public import missing, public_claim
from articles.readers.forms import ObjectionForm
from articles.readers.pages import form_token, is_ours, reader_page, sender, with_headers
from articles.workflow import OBJECTION_PUBLIC

MOST_BYTES = 64 * 1024  # of a form: 2,000 characters of any script take a third of it
STALE = (
    "The form had been open for long, or your connection changed. Your words are still here: send it again."
)


@csrf_exempt  # no cookie, so none to forge with; the form carries a signed token of its own
@require_http_methods(["GET", "HEAD", "POST"])
def object_to_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and what is sent with it. A claim that no reader can see is not there."""
    claim = public_claim(pk)
    if claim is None:
        return missing()
    who, days = sender(request), settings.OBJECTION_CONTACT_DAYS
    status = 200
    form = ObjectionForm(days=days)
    if request.method == "POST":
        if _length(request) > MOST_BYTES:
            form = ObjectionForm({}, days=days)
            form.errors.clear()
            form.add_error(
                None, "That is more than the form takes. Shorten it, and put the rest behind the link."
            )
            status = 413
        else:
            form = ObjectionForm(request.POST, days=days)
            status, objection = _send(form, pk, who)
            if objection is not None:
                response = with_headers(HttpResponse(status=303))
                response["Location"] = reverse("follow-objection", args=[objection.key])
                return response
    context = {
        "claim": claim,
        "form": form,
        "token": form_token(f"object {pk}", who),
        "days": settings.OBJECTION_DAYS,
    }
    return reader_page("object", context, title="Object to a verdict", status=status)


def _length(request: HttpRequest) -> int:
    """Of what is sent, in bytes; nobody reads more than is announced."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdecimal() and len(length) < 20 else 0


def _send(form: ObjectionForm, claim: int, who: str) -> tuple[int, Objection | None]:
    """(status, None) with the errors in the form, or (303, the objection)."""
    if not form.is_valid():
        return 400, None
    if not is_ours(form.cleaned_data["token"], f"object {claim}", who):
        form.add_error(None, STALE)
        return 403, None
    sent = {name: form.cleaned_data[name] for name in ("reason", "link", "contact")}
    try:
        return 303, object_to(claim, sender=who, **sent)
    except NewsroomError as error:
        form.add_error(None, str(error))
        return error.status, None


@require_safe
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """How far the objection is, for whoever has its address. Nothing of what was sent stands here."""
    objection = Objection.objects.filter(key=key).first()
    if objection is None:
        return missing()
    context = seen(objection) | {"claim": public_claim(objection.claim_id)}
    return reader_page("objection", context, title=f"Objection {objection.number}")


def seen(objection: Objection) -> dict[str, Any]:
    """An objection as its page takes it, times in the site's own time zone."""
    return {
        "objection": objection,
        "public": objection.status in OBJECTION_PUBLIC,
        "received": timezone.localtime(objection.received_at),
        "due": timezone.localtime(objection.due_at),
        "answered": timezone.localtime(objection.answered_at) if objection.answered_at else None,
    }
