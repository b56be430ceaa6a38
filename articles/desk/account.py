"""A person's own page: the tokens that their programs use the API with."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions.tokens import NAME_LENGTH, make_token, revoke_token
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, page
from articles.models import Token

DAYS = ((30, "30 days"), (90, "90 days"), (365, "a year"))


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=NAME_LENGTH,
        label="What it is for",
        help_text="The program that will use it. It stands in the log beside what the program does.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(label="It holds for", coerce=int, choices=DAYS, initial=90)


@require_http_methods(["GET", "POST"])
@desk_view("account")
def account(request: HttpRequest) -> HttpResponse:
    """The tokens, and a form for one more. The key of a new one stands in the answer to the form and nowhere else."""
    if request.method != "POST":
        return _page(request, TokenForm())
    form = TokenForm(request.POST)
    made: list[tuple[Token, str]] = []
    if status := attempt(form, lambda: made.append(make_token(by=request.user, **form.cleaned_data))):
        return _page(request, form, status)
    token, key = made[0]
    return _page(request, TokenForm(), made=token, key=key)


def _page(
    request: HttpRequest, form: TokenForm, status: int = 200, *, made: Token | None = None, key: str = ""
) -> HttpResponse:
    now = timezone.now()
    own = list(Token.objects.filter(person=request.user))
    context = {
        "form": form,
        "made": made,
        "key": key,
        "open": [one for one in own if one.revoked_at is None and one.expires_at > now],
        "over": [one for one in own if one.revoked_at is not None or one.expires_at <= now],
        "address": request.build_absolute_uri("/api/v1/"),
    }
    return page(request, "desk/account.html", context, status=status)


@require_POST
@desk_view("account")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(Token, pk=pk, person=request.user)
    if revoke_token(token, by=request.user):
        messages.success(request, f"Revoked: {token} opens nothing any more.")
    return redirect("desk:account")
