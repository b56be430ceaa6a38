"""The rule desk: what is in force, what each rule found, a phrase tried before it counts."""

from dataclasses import astuple
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.actions import rules as actions
from articles.actions.rule_versions import newest_rules
from articles.actions.trying import MOST_HITS, MOST_TEXT, Sums, try_phrase, try_rule
from articles.desk.attempt import attempt
from articles.desk.common import desk_view, may, page
from articles.desk.forms_rules import FindingsFilter, ForceForm, SwitchForm, TryForm
from articles.enums import FindingStatus, RuleKind
from articles.models import Article, Finding, Rule
from articles.text.spam.interval import wilson
from articles.text.spam.rules import BUILTIN

PER_PAGE = 40
SALT, FAR_SECONDS = "trial", 86_400
COUNTS = {status: Count("pk", filter=Q(status=status)) for status in FindingStatus.values}


@desk_view("rules")
def rule_list(request: HttpRequest) -> HttpResponse:
    """All rules with what they found: those of the finder, then the editors' phrases."""
    found = Finding.objects.order_by().values("rule").annotate(**COUNTS)
    counts = {row["rule"]: row for row in found}
    rows = [_row(rule, counts.get(name, {})) for name, rule in newest_rules().items()]
    context = {
        "builtin": [row for row in rows if row["rule"].kind == RuleKind.BUILTIN],
        "phrases": [row for row in rows if row["rule"].kind == RuleKind.PHRASE],
        "form": TryForm(auto_id="try_%s"),
        "may_edit": may(request, "edit_rule"),
    }
    return page(request, "desk/rules.html", context)


def _row(rule: Rule, counts: dict[str, Any]) -> dict[str, Any]:
    numbers = {status: counts.get(status, 0) for status in FindingStatus.values}
    decided = numbers["removed"] + numbers["kept"]
    return {
        "rule": rule,
        "words": BUILTIN.get(rule.name, ""),
        "numbers": numbers,
        "decided": decided,
        "precision": 100 * numbers["removed"] / decided if decided else None,
        "interval": [100 * end for end in wilson(numbers["removed"], decided)],
    }


@desk_view("rules")
def rule(request: HttpRequest, name: str) -> HttpResponse:
    return _rule_page(request, _rule_of(name))


def _rule_of(name: str) -> Rule:
    found = actions.newest(name) if "\0" not in name else None
    if found is None:
        raise Http404
    return found


def _rule_page(
    request: HttpRequest, found: Rule, *, form: SwitchForm | None = None, status: int = 200
) -> HttpResponse:
    """A rule, its versions and its findings; the form that switches it stands below them."""
    findings = actions.findings_of(found.name)
    counts = findings.order_by().aggregate(**COUNTS)
    chosen = FindingsFilter(request.GET).chosen()
    rows = findings.filter(**{name: value for name, value in chosen.items() if value})
    rows = rows.select_related("revision__article", "decided_by")
    rows = rows.defer("revision__text", "revision__changes").order_by("-pk")
    initial = {"seen": found.version, "active": "off" if found.active else "on"}
    context = {
        **_row(found, counts),
        "chosen": chosen,
        "cards": [
            {"value": value, "label": label, "number": counts[value]}
            for value, label in FindingStatus.choices
        ],
        "all": sum(counts.values()),
        "versions": Rule.objects.filter(name=found.name).select_related("created_by"),
        "listed": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "form": form or SwitchForm(initial=initial),
        "can_be_tried": found.name in BUILTIN,
        "may_edit": may(request, "edit_rule"),
    }
    return page(request, "desk/rule.html", context, status=status)


@require_POST
@desk_view("rules", "edit_rule")
def switch(request: HttpRequest, name: str) -> HttpResponse:
    found = _rule_of(name)
    form = SwitchForm(request.POST)
    if status := attempt(form, lambda: actions.switch(name, by=request.user, **form.cleaned_data)):
        return _rule_page(request, found, form=form, status=status)
    words = "in force" if form.cleaned_data["active"] else "switched off"
    messages.success(
        request, f"The rule is {words} from now on. What it found before stands below and stays as it is."
    )
    return redirect("desk:rule", name)


@desk_view("rules", "edit_rule")
def try_out(request: HttpRequest) -> HttpResponse:
    """A phrase (or a rule of the finder) on the archive as it came in; writes nothing."""
    if "rule" in request.GET:
        name = request.GET["rule"]
        if name not in BUILTIN:
            raise Http404
        return _tried(request, TryForm(auto_id="try_%s"), name, name)
    form = TryForm(request.GET or None, auto_id="try_%s")
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return page(request, "desk/rule_try.html", {"form": form}, status=status)
    return _try_phrase(request, form)


def _try_phrase(
    request: HttpRequest, form: TryForm, *, force: ForceForm | None = None, status: int = 200
) -> HttpResponse:
    phrase, words = form.cleaned_data["phrase"], form.cleaned_data
    force = force or ForceForm(initial=words, auto_id="force_%s")
    return _tried(request, form, actions.name_of(phrase), phrase, force=force, status=status)


def _tried(
    request: HttpRequest,
    form: TryForm,
    name: str,
    words: str,
    *,
    force: ForceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """What came of a trial of the rule called `name`, and the form that puts a phrase in force."""
    before, so_far = _far(request.GET.get("from", ""), name)
    trial = try_phrase(words, before=before) if force is not None else try_rule(name, before=before)
    sums = so_far + trial.sums
    context = {
        "form": form,
        "tried": words,
        "trial": trial,
        "sums": sums,
        "precision": None if sums.precision is None else 100 * sums.precision,
        "interval": [100 * end for end in sums.interval],
        "goes_on": before is not None,
        "rest": Article.objects.filter(pk__lt=trial.rest).count() if trial.rest else 0,
        "most": MOST_HITS,
        "longest": f"{MOST_TEXT:,}",
        "next": _next(name, form, trial.rest, sums),
        "there": actions.newest(name),
        "force": force,
    }
    return page(request, "desk/rule_try.html", context, status=status)


def _next(name: str, form: TryForm, rest: int | None, sums: Sums) -> str:
    """Where the trial goes on, with what it has counted so far."""
    words = form.cleaned_data if form.is_bound else {"rule": name}
    token = signing.dumps([name, rest, *astuple(sums)], salt=SALT)
    return f"{reverse('desk:try-rule')}?{urlencode(words | {'from': token})}"


def _far(token: str, name: str) -> tuple[int | None, Sums]:
    """How far a trial of this rule has come, and what it counted, from the address that the page before made."""
    try:
        tried, before, *sums = signing.loads(token, salt=SALT, max_age=FAR_SECONDS)
    except (signing.BadSignature, ValueError):
        return None, Sums()
    return (before, Sums(*sums)) if tried == name else (None, Sums())


@require_POST
@desk_view("rules", "edit_rule")
def put_in_force(request: HttpRequest) -> HttpResponse:
    form = ForceForm(request.POST, auto_id="force_%s")
    made: list[Rule] = []
    if status := attempt(
        form, lambda: made.append(actions.put_in_force(**form.cleaned_data, by=request.user))
    ):
        again = TryForm(request.POST, auto_id="try_%s")
        if again.is_valid():
            return _try_phrase(request, again, force=form, status=status)
        return page(request, "desk/rule_try.html", {"form": again}, status=status)
    messages.success(request, f"{made[0]} is in force: every text that comes in is screened for it.")
    return redirect(made[0].get_desk_url())
