"""The API: each route that writes, one line each, by the name of the route."""

from typing import Any

from tests.rights.desk import HOLDER, REFUTED, WHY
from tests.rights.rows import Row
from tests.rights.states import MORE


def decide(t: Any, who: Any) -> dict[str, Any]:
    return {"decisions": [{"finding": t.finding.pk, "decision": "keep", "seen": t.finding.status}]}


def place(t: Any, who: Any) -> dict[str, Any]:
    start = t.article.revision.text.index("the harbour master")
    return {"start": start, "end": start + 18, "revision": t.article.revision.number}


def marked(t: Any, who: Any) -> dict[str, Any]:
    return place(t, who) | WHY


def edited(t: Any, who: Any) -> dict[str, Any]:
    return {"text": f"{t.article.revision.text}\n{MORE}", "based_on": t.article.revision.number}


def seen(t: Any, who: Any) -> dict[str, Any]:
    return {"seen": t.article.revision.number}


def correction(t: Any, who: Any) -> dict[str, Any]:
    return {"text": "It has 4,200 panels.", "claimant": "", "said_on": None, "seen": t.claim.digest}


def verdict(t: Any, who: Any) -> dict[str, Any]:
    return REFUTED | {"seen": t.claim.digest}


def citing(t: Any, who: Any) -> dict[str, Any]:
    return {"source": t.source.slug, "stance": "supports", "locator": "p. 9"}


ASIDE = {"decision": "dismiss", "reason": "So."}
NOTE = {"note": "Which year?"}

ROWS = [
    Row("import-article", "import_article", ("nothing", {"text": MORE})),
    Row("change-article", "edit_article", ("article:cleaned", {"byline": "By us"}), ("article:retracted", {"byline": "By us"})),
    Row("tag-article", "edit_article", ("article:cleaned", {"tags": ["Ports"]})),
    Row("edit-text", "edit_article", ("article:cleaned", edited), ("article:retracted", edited)),
    Row("submit-article", "submit_article", ("article:ready", {}), ("article:fresh", {})),
    Row("send-back-article", "edit_article", ("article:decided", WHY), ("article:cleaned", WHY)),
    Row("reopen-article", "edit_article", ("article:published", WHY), ("article:cleaned", WHY)),
    Row("set-aside-article", "edit_article", ("article:fresh", WHY), ("article:published", WHY)),
    Row("publish-article", "publish_article", ("article:decided", seen), ("article:ready", seen)),
    Row("unpublish-article", "publish_article", ("article:published", WHY), ("article:decided", WHY)),
    Row("retract-article", "publish_article", ("article:published", NOTE), ("article:decided", NOTE)),
    Row("mark-finding", "decide_finding", ("article:cleaned", marked)),
    Row("decide-findings", "decide_finding", ("article:fresh", decide)),
    Row("put-back-finding", "decide_finding", ("article:cleaned", {}), ("article:fresh", {})),
    Row("add-claim", "edit_claim", ("article:cleaned", place)),
    Row("accept-claims", "edit_claim", ("article:cleaned", {}), ("article:ready", {"claims": []})),
    Row("correct-claim", "edit_claim", ("claim:accepted", correction)),
    Row("set-aside-claim", "edit_claim", ("claim:accepted", ASIDE), ("claim:decided", ASIDE)),
    Row("submit-claim", "submit_article", ("claim:accepted", {}), ("claim:decided", {})),
    Row("withdraw-claim", "edit_claim", ("claim:waiting", WHY), ("claim:accepted", WHY)),
    Row("reopen-claim", "reopen_claim", ("claim:decided", WHY), ("claim:waiting", WHY)),
    Row("take-claim", "review_claim", ("claim:waiting", {}), ("claim:decided", {})),
    Row("give-back-claim", "review_claim", ("claim:in_review", {}), ("claim:waiting", {}), only=HOLDER),
    Row("review-claim", "review_claim", ("claim:in_review", verdict), ("claim:waiting", verdict), only=HOLDER),
    Row("return-claim", "review_claim", ("claim:in_review", NOTE), ("claim:waiting", NOTE), only=HOLDER),
    Row("adjudicate-claim", "adjudicate_claim", ("claim:disputed", verdict), ("claim:decided", verdict), but={"reviewer", "second_reviewer"}),
    Row("add-source", "edit_source", ("nothing", {"name": "Log", "kind": "document"})),
    Row("change-source", "edit_source", ("sourced", {"name": "Another"}), ("sourced", {"name": ""})),
    Row("cite", "edit_source", ("cited", citing)),
    Row("drop-citation", "edit_source", ("cited", {}), ("claim:decided", {})),
]  # fmt: skip
