"""The desk: each address that takes a form, one line each; what only shows something stands in READS."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.actions.accepting import stamp_of
from articles.desk.figures_drawn import FIGURES
from articles.models import Finding
from tests.desk.test_scales import form_of
from tests.rights.rows import Row
from tests.rights.states import MORE, tomorrow

WHY = {"reason": "So."}
NEAR = ("claim:waiting", {})
REFUTED = {"verdict": "unproven", "rationale": "Nothing found."}


def details(t: Any, who: Any) -> dict[str, Any]:
    fields = {name: getattr(t.article, name) for name in ("headline", "summary", "byline", "language")}
    return {f"initial-{name}": value for name, value in fields.items()} | fields | {"byline": "By us"}


def place(t: Any, who: Any) -> dict[str, Any]:
    return {"exact": "the harbour master", "revision": t.article.revision.number, "reason": "So."}


def tick(t: Any, who: Any) -> dict[str, Any]:
    sure = Finding.objects.filter(revision__article=t.article, sure=True, removed_in=None)
    return {"take": [f"{t.article.pk}:{stamp_of(t.article.revision_id, sure.values_list('pk', flat=True))}"]}


def decide(t: Any, who: Any) -> dict[str, Any]:
    return {f"decision-{t.finding.pk}": "keep", f"seen-{t.finding.pk}": t.finding.status}


def edited(t: Any, who: Any) -> dict[str, Any]:
    return {"text": f"{t.article.revision.text}\n{MORE}", "based_on": t.article.revision.number}


def seen(t: Any, who: Any) -> dict[str, Any]:
    return {"seen": t.article.revision.number}


def correction(t: Any, who: Any) -> dict[str, Any]:
    return {"text": "It has 4,200 panels.", "seen": t.claim.digest}


def aside(t: Any, who: Any) -> dict[str, Any]:
    return {"decision": "dismiss", "seen": t.claim.status, "reason": "So."}


def verdict(t: Any, who: Any) -> dict[str, Any]:
    return REFUTED | {"seen": t.claim.digest, "do": "submit"}


def draft(t: Any, who: Any) -> dict[str, Any]:
    return {"verdict": "mixed", "rationale": "Half of it.", "seen": t.claim.digest, "draft": "0"}


def labels(t: Any, who: Any) -> dict[str, Any]:
    return form_of(t.scale, **{"label-de-mixed": "Halb wahr"})


def to_rosa(t: Any, who: Any) -> dict[str, Any]:
    return {"person": t.people["second_reviewer"].pk, "holder": t.people["reviewer"].pk}


def away(t: Any, who: Any) -> dict[str, Any]:
    return {"person": t.people["reviewer"].pk, "back_on": tomorrow()}


def upload(t: Any, who: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("lists.jsonl", b'{"kind": "fragment", "text": "casino bonus", "category": "gambling", "decision": "removed"}\n')}  # fmt: skip


def a_copy(t: Any, who: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("log.txt", b"log")}


def merging(t: Any, who: Any) -> dict[str, Any]:
    return {"tag": [tag.pk for tag in t.tags], "into": t.tags[0].pk}


def source(**more: str) -> dict[str, Any]:
    plain = {"name": "Log", "kind": "document", "url": "", "rank": "primary", "reliability": "unrated"}
    return plain | {"reliability_note": "", "note": ""} | more


PANELS = {"name": "Log", "kind": "document", "url": "", "stance": "context"}
TRY = {"phrase": "casino online", "category": "gambling"}
FORCE = TRY | {"phrase": "another phrase", "note": "So."}
FORGET = {"q": "words", "decision": "", "seen": 1}
OWNER = {"reporter"}
HOLDER = {"reviewer"}
EDITOR = {"editor"}
ANSWER = {"outcome": "rejected", "answer": "We counted again."}

ROWS = [
    Row("account", "use_desk", ("nothing", {"name": "ci", "days": "30"})),
    Row("revoke-token", "use_desk", ("told", {}), ("nothing", {}), only=OWNER),
    Row("import", "import_article", ("nothing", {"text": MORE, "format": "", "headline": ""})),
    Row("batch", "decide_finding", ("article:fresh", tick)),
    Row("details", "edit_article", ("article:cleaned", details), ("article:retracted", details)),
    Row("review-policy", "set_review_policy", ("article:cleaned", {"policy": "double"}), ("article:retracted", {"policy": "double"})),
    Row("article-tags", "edit_article", ("article:cleaned", {"tags": "Ports"}), ("article:cleaned", {"tags": "x" * 70})),
    Row("decide", "decide_finding", ("article:fresh", decide), ("article:fresh", {})),
    Row("mark", "decide_finding", ("article:cleaned", place)),
    Row("put-back", "decide_finding", ("article:cleaned", {}), ("article:fresh", {})),
    Row("put-back-all", "decide_finding", ("article:cleaned", {"revision": 2}), ("article:fresh", {"revision": 1})),
    Row("edit", "edit_article", ("article:cleaned", edited), ("article:retracted", edited)),
    Row("add-claim", "edit_claim", ("article:cleaned", place)),
    Row("accept-claims", "edit_claim", ("article:cleaned", {"all": "yes"})),
    Row("place-claim", "edit_claim", ("article:drifted", place)),
    Row("detach-claim", "edit_claim", ("article:drifted", WHY), ("article:cleaned", WHY)),
    Row("submit", "submit_article", ("article:ready", {}), ("article:fresh", {})),
    Row("send-back", "edit_article", ("article:decided", WHY), ("article:cleaned", WHY)),
    Row("reopen", "edit_article", ("article:published", WHY), ("article:cleaned", WHY)),
    Row("set-article-aside", "edit_article", ("article:fresh", WHY), ("article:published", WHY)),
    Row("publish", "publish_article", ("article:decided", seen), ("article:ready", seen)),
    Row("schedule", "publish_article", ("article:decided", lambda t, who: {"at": f"{tomorrow()}T09:00"}), ("article:ready", lambda t, who: {"at": f"{tomorrow()}T09:00"})),
    Row("unpublish", "publish_article", ("article:published", WHY), ("article:decided", WHY)),
    Row("retract", "publish_article", ("article:published", {"note": "Wrong.", "sure": "on"}), ("article:decided", {"note": "Wrong.", "sure": "on"})),
    Row("slug", "edit_article", ("article:cleaned", {"slug": "sun"}), ("article:retracted", {"slug": "sun"})),
    Row("edit-claim", "edit_claim", ("claim:accepted", correction), ("claim:accepted", {"text": "New.", "seen": "0" * 64})),
    Row("set-aside", "edit_claim", ("claim:accepted", aside), ("claim:decided", aside)),
    Row("claim-tags", "edit_claim", ("claim:accepted", {"tags": "Ports"}), ("claim:accepted", {"tags": "x" * 70})),
    Row("cite", "edit_source", ("claim:accepted", PANELS)),
    Row("drop-citation", "edit_source", ("cited", {}), ("claim:decided", {})),
    Row("submit-claim", "submit_article", ("claim:accepted", {}), ("claim:decided", {})),
    Row("withdraw", "edit_claim", ("claim:waiting", WHY), ("claim:accepted", WHY)),
    Row("reopen-claim", "reopen_claim", ("claim:decided", WHY), ("claim:waiting", WHY)),
    Row("away", "review_claim", ("nothing", away), ("nothing", {"back_on": "2001-01-01"})),
    Row("assign-claim", "assign_claim", ("claim:waiting", to_rosa), ("claim:decided", to_rosa)),
    Row("hand-over", "review_claim", ("claim:in_review", to_rosa), ("claim:waiting", to_rosa), but={"second_reviewer"}),
    Row("take", "review_claim", ("claim:waiting", {}), ("claim:decided", {})),
    Row("give-back", "review_claim", ("claim:in_review", {}), ("claim:waiting", {}), only=HOLDER),
    Row("review", "review_claim", ("claim:in_review", verdict), ("claim:waiting", verdict), only=HOLDER),
    Row("return-claim", "review_claim", ("claim:in_review", {"note": "Which year?"}), ("claim:waiting", {"note": "Which year?"}), only=HOLDER),
    Row("adjudicate", "adjudicate_claim", ("claim:disputed", verdict), ("claim:decided", verdict), but={"reviewer", "second_reviewer"}),
    Row("add-source", "edit_source", ("nothing", source())),
    Row("edit-source", "edit_source", ("sourced", source(name="Another"))),
    Row("source-tags", "edit_source", ("sourced", {"tags": "Ports"}), ("sourced", {"tags": "x" * 70})),
    Row("add-snapshot", "edit_source", ("sourced", a_copy)),
    Row("capture", "edit_source", ("sourced", {}), ("closed-door", {})),
    Row("check-source", "edit_source", ("sourced", {}), ("closed-door", {})),
    Row("retract-source", "retract_source", ("sourced", WHY), ("retracted-source", WHY)),
    Row("restore-source", "retract_source", ("retracted-source", WHY), ("sourced", WHY)),
    Row("merge-tags", "merge_tags", ("tagged", merging)),
    Row("tag", "merge_tags", ("tagged", {"name": "Harbours", "description": ""})),
    Row("add-rule", "edit_rule", ("nothing", FORCE)),
    Row("switch-rule", "edit_rule", ("ruled", {"note": "So.", "active": "off", "seen": 1})),
    Row("decide-campaign", "edit_rule", ("wave", lambda t, who: {"name": t.campaign.name, "decision": "accept"})),
    Row("lists", "edit_rule", ("nothing", upload)),
    Row("forget-found", "edit_rule", ("ruled", FORGET)),
    Row("forget-fragment", "edit_rule", ("ruled", {}), ("nothing", {})),
    Row("confirm-match", "edit_claim", ("matched", {}), ("told-apart", {})),
    Row("refuse-match", "edit_claim", ("matched", {}), ("told-apart", {})),
    Row("separate-claim", "edit_claim", ("joined", WHY), ("article:cleaned", WHY)),
    Row("save-draft", "review_claim", ("claim:in_review", draft), ("claim:decided", draft), silent=True),
    Row("take-objection", "answer_objection", ("objected", {}), ("objection-taken", {})),
    Row("give-back-objection", "answer_objection", ("objection-taken", {}), ("objected", {})),
    Row("answer-objection", "answer_objection", ("objection-taken", ANSWER), ("objected", ANSWER), only=EDITOR),
    Row("dismiss-objection", "answer_objection", ("objection-taken", WHY), ("objected", WHY), only=EDITOR),
    Row("next-scale", "edit_scale", ("scaled", labels)),
    Row("choose-scale", "edit_scale", ("scaled", lambda t, who: {"seen": t.old.pk}), ("scaled", {"seen": 0})),
    Row("notices-seen", "use_desk", ("told", lambda t, who: {"upto": t.notice.pk}), silent=True),
    Row("notice-seen", "use_desk", ("told", {}), ("nothing", {}), only=OWNER, silent=True),
    Row("notice-open", "use_desk", ("told", {}), ("nothing", {}), only=OWNER, silent=True),
]  # fmt: skip
# They show something, whatever the method; with the right to open them.
READS = dict.fromkeys(
    [
        "today", "articles", "article", "article-log", "clean", "ledger", "revision", "compare", "article-claims", "preview",
        "claims", "claim", "queue", "sources", "source", "snapshot", "copy", "tags", "rules", "rule", "campaigns", "memory",
        "export-lists", "notices", "log", "help", "help-api", "help-keys", "help-role", "matches", "clashes", "scales",
        "scale", "figures", *(f"figures-{name}" for name in FIGURES),
    ],
    "use_desk",
) | {"try-rule": "edit_rule", "objections": "answer_objection", "objection": "answer_objection"}  # fmt: skip
# Everybody's: they change a session and nothing else.
OPEN = ("login", "logout")
