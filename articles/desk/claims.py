"""Claims at the desk: list, accept, correct, add, place, tag, set aside, submit, withdraw, open again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.actions import claiming, placing, reviewing, tagging
from articles.desk.attempt import attempt
from articles.desk.claim_pages import article_claims_page, claim_page
from articles.desk.common import desk_view, page, way_back
from articles.desk.fetch import article_of, claim_of, main_article, place_of
from articles.desk.forms import PlaceForm, ReasonForm, TagsForm
from articles.desk.forms_claims import AcceptForm, AddClaimForm, ClaimFilter, EditClaimForm, SetAsideForm
from articles.desk.marks import place_in
from articles.errors import Conflict
from articles.models import Appearance, Article, Claim, TaggedClaim
from articles.models.claims import only_aside
from articles.models.queue import articles_by_claim, with_holders

PER_PAGE = 25
DONE = {
    "accept": "Accepted.",
    "mark_opinion": "Set aside as opinion.",
    "dismiss": "Dismissed.",
}


@desk_view("claims")
def claim_list(request: HttpRequest) -> HttpResponse:
    form = ClaimFilter(request.GET, auto_id="filter_%s")
    chosen = form.chosen()
    rows = Claim.objects.prefetch_related("tagged__tag").annotate(cited=Count("citations")).order_by("-pk")
    rows = rows.exclude(only_aside())
    for name in ("status", "verdict"):
        if chosen[name]:
            rows = rows.filter(**{name: chosen[name]})
    if chosen["tag"]:
        tagged = TaggedClaim.objects.filter(content_object=OuterRef("pk"), tag__slug=chosen["tag"])
        rows = rows.filter(Exists(tagged))
    if chosen["q"]:
        rows = rows.filter(Q(text__icontains=chosen["q"]) | Q(claimant__icontains=chosen["q"]))
    found = Paginator(with_holders(rows), PER_PAGE).get_page(request.GET.get("page"))
    claims = list(found)
    articles = articles_by_claim(claims)
    context = {
        "form": form,
        "page": found,
        "rows": [{"claim": claim, "articles": articles.get(claim.pk, [])} for claim in claims],
        "narrowed": any(chosen.values()),
        "tag": chosen["tag"],
    }
    return page(request, "desk/claims.html", context)


@desk_view("articles")
def article_claims(request: HttpRequest, slug: str) -> HttpResponse:
    article = article_of(slug)
    place = None
    if (wanted := request.GET.get("place", "")).isdecimal() and len(wanted) < 19:
        found = place_of(article, int(wanted))
        initial = {"revision": article.revision.number}
        place = (found, PlaceForm(initial=initial, auto_id="place_%s"))
    return article_claims_page(request, article, place=place)


@require_POST
@desk_view("articles", "edit_claim")
def accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Accepts the ticked proposals, or all of them with the button that says so."""
    article = article_of(slug)
    form = AcceptForm(request.POST, proposed=_claim_ids(article))
    if not form.is_valid() or not (form.cleaned_data["all"] or form.cleaned_data["claim"]):
        messages.error(request, "Tick the claims to accept first.")
        return article_claims_page(request, article, 400, ticked=form.ticked())
    ticked = None if form.cleaned_data["all"] else form.cleaned_data["claim"]
    number = claiming.accept_claims(article, ticked, by=request.user)
    messages.success(request, f"{number} claim{'' if number == 1 else 's'} accepted.")
    if ticked and number < len(ticked):
        messages.warning(
            request,
            f"Somebody else decided on {len(ticked) - number} of them in the meantime; look at those again.",
        )
    return redirect("desk:article-claims", slug)


def _claim_ids(article: Article) -> list[int]:
    return list(Appearance.objects.filter(revision=article.revision).values_list("claim", flat=True))


@require_POST
@desk_view("articles", "edit_claim")
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A claim that a person saw and the finder did not."""
    article = article_of(slug)
    form = AddClaimForm(request.POST, auto_id="add_%s")
    made: list[Claim] = []

    def act() -> None:
        fields = dict(form.cleaned_data)
        words = {name: fields.pop(name) for name in ("exact", "start", "end", "occurrence")}
        start, end = place_in(article, **words)
        made.append(claiming.add_claim(article, start=start, end=end, by=request.user, **fields))

    if status := attempt(form, act):
        return article_claims_page(request, article, status, add=form)
    messages.success(request, "Claim added.")
    return redirect(f"{reverse('desk:article-claims', args=[slug])}#c{made[0].pk}")


@require_POST
@desk_view("articles", "edit_claim")
def place(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Shows where a claim that lost its place stands now."""
    article = article_of(slug)
    found = place_of(article, pk)
    form = PlaceForm(request.POST, auto_id="place_%s")
    fell: list[bool] = []

    def act() -> None:
        fields = dict(form.cleaned_data)
        if fields.pop("revision") != article.revision.number:
            raise Conflict("The text has changed since you selected this. Select it again in the new text.")
        start, end = place_in(article, **fields)
        fell.append(placing.confirm_anchor(found, start=start, end=end, by=request.user))

    if status := attempt(form, act):
        return article_claims_page(request, article, status, place=(found, form))
    messages.success(request, "The claim stands on these words now.")
    if fell[0]:
        messages.warning(
            request,
            "The words differ, so what was reviewed on it no longer counts: submit it to review again.",
        )
    return redirect(f"{reverse('desk:article-claims', args=[slug])}#c{pk}")


@require_POST
@desk_view("articles", "edit_claim")
def detach(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Says that the newest text no longer makes a claim that lost its place."""
    article = article_of(slug)
    found = place_of(article, pk)
    form = ReasonForm(request.POST, auto_id="detach_%s")

    def act() -> None:
        placing.detach_claim(found, reason=form.cleaned_data["reason"], by=request.user)

    if status := attempt(form, act):
        place = PlaceForm(initial={"revision": article.revision.number}, auto_id="place_%s")
        return article_claims_page(request, article, status, place=(found, place), detach=form)
    messages.success(request, "The article no longer makes this claim.")
    return redirect("desk:article-claims", slug=slug)


@desk_view("claims")
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    return claim_page(request, claim_of(pk))


@require_POST
@desk_view("claims", "edit_claim")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = claim_of(pk)
    form = EditClaimForm(request.POST, auto_id="edit_%s")
    changed: list[bool] = []

    def act() -> None:
        article = main_article(found)
        changed.append(claiming.edit_claim(found, by=request.user, article=article, **form.cleaned_data))

    if status := attempt(form, act):
        if status == 409:
            # The page shows the newer words; saving again is then on purpose.
            form.data = form.data.copy()
            form.data["seen"] = claim_of(pk).digest
        return claim_page(request, claim_of(pk), status, edit=form)
    messages.success(request, "Saved." if changed[0] else "Nothing was changed.")
    return redirect(way_back(request))


@require_POST
@desk_view("claims", "edit_claim")
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, opinion or dismiss; the status that the person saw must still be the one in hand."""
    found = claim_of(pk)
    form = SetAsideForm(request.POST, auto_id="aside_%s")

    def act() -> None:
        chosen = form.cleaned_data
        if chosen["seen"] != found.status:
            label = found.get_status_display().lower()
            raise Conflict(f"Somebody else changed this claim in the meantime: it is {label} now.")
        article = main_article(found)
        claiming.set_aside(
            found, chosen["decision"], by=request.user, reason=chosen["reason"], article=article
        )

    if status := attempt(form, act):
        return claim_page(request, claim_of(pk), status, set_aside=_with_status(form, claim_of(pk)))
    messages.success(request, DONE[form.cleaned_data["decision"]])
    return redirect(way_back(request))


def _with_status(form: SetAsideForm, found: Claim) -> SetAsideForm:
    """The refused form beside the claim as it is now, so that the next try is on purpose."""
    form.data = form.data.copy()
    form.data["seen"] = found.status
    return form


@require_POST
@desk_view("claims", "edit_claim")
def set_tags(request: HttpRequest, pk: int) -> HttpResponse:
    found = claim_of(pk)
    form = TagsForm(request.POST, auto_id="tags_%s")
    if status := attempt(form, lambda: tagging.set_tags(found, form.cleaned_data["tags"], by=request.user)):
        return claim_page(request, found, status, tags=form)
    messages.success(request, "Tags saved.")
    return redirect("desk:claim", pk)


@require_POST
@desk_view("claims", "submit_article")
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    found = claim_of(pk)
    reviewing.submit_claim(found, by=request.user, article=main_article(found))
    messages.success(request, "The claim is in the queue.")
    return redirect(way_back(request))


def _with_reason(name: str, permission: str, act: Callable[..., None], words: str) -> Any:
    """A view of the claim page that needs a reason and nothing else."""

    @require_POST
    @desk_view("claims", permission)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        found = claim_of(pk)
        form: Form = ReasonForm(request.POST, auto_id=f"{name}_%s")

        def carry_out() -> None:
            act(found, by=request.user, reason=form.cleaned_data["reason"], article=main_article(found))

        if status := attempt(form, carry_out):
            return claim_page(request, claim_of(pk), status, **{name: form})
        messages.success(request, words)
        return redirect("desk:claim", pk)

    return view


withdraw = _with_reason(
    "withdraw", "edit_claim", claiming.withdraw_claim, "Withdrawn. Its reviews no longer count."
)
reopen = _with_reason(
    "reopen", "reopen_claim", reviewing.reopen_claim, "A new round is open; the claim waits for it."
)
