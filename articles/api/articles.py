"""Articles: import, read, correct, submit, publish, take off; their texts, checklist and log."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, Exists, OuterRef, Q

from articles.actions import checklist, editing, handing, publishing, tagging
from articles.actions.importing import import_article, read_text
from articles.actions.tagging import MAX_TAGS
from articles.api import schema as s
from articles.api.fetch import article_of, articles
from articles.api.route import PAGED, Answer, Asked, Route, items, listed, page_of
from articles.api.shapes import ARTICLE, CHECK, EDITION, EVENT, REVISION, schema_of, shaped
from articles.enums import ArticleStatus, ClaimStatus, CorrectionKind, FindingStatus, Format, Origin
from articles.errors import Refused
from articles.models import Claim, Event, Finding, TaggedArticle
from articles.models.tags import NAME_LENGTH
from articles.text.check import MAX_CHARS

# A text of the most characters, each written as an escape.
IMPORT_BYTES = 12 * 2**20
ONE = "articles/<str:slug>"
TAG = s.words(NAME_LENGTH, least=1)
REASON = s.thing({"reason": s.words(2000, least=1)}, required=("reason",))
COUNTS = s.thing(dict.fromkeys(FindingStatus.values, s.INTEGER), required=tuple(FindingStatus.values))
CLAIM_COUNTS = s.thing(dict.fromkeys(ClaimStatus.values, s.INTEGER), required=tuple(ClaimStatus.values))
TEXTS = {"text": s.STRING, "digest": s.STRING}
WHOLE = s.thing(
    schema_of(ARTICLE)["properties"] | TEXTS | {"findings": COUNTS, "claims": CLAIM_COUNTS},
    required=(*ARTICLE, *TEXTS, "findings", "claims"),
)
IMPORTED = s.thing(
    {"created": s.BOOLEAN, "findings": s.INTEGER, "claims": s.INTEGER, "article": schema_of(ARTICLE)},
    required=("created", "findings", "claims", "article"),
)


def article_list(asked: Asked) -> Answer:
    rows, query = articles(), asked.query
    if query.get("status") != ArticleStatus.SET_ASIDE:
        rows = rows.exclude(status=ArticleStatus.SET_ASIDE)
    for name in ("status", "language"):
        if name in query:
            rows = rows.filter(**{name: query[name]})
    if "tag" in query:
        tagged = TaggedArticle.objects.filter(content_object=OuterRef("pk"))
        rows = rows.filter(Exists(tagged.filter(Q(tag__slug=query["tag"]) | Q(tag__name=query["tag"]))))
    if "q" in query:
        rows = rows.filter(Q(headline__icontains=query["q"]) | Q(slug__icontains=query["q"]))
    return page_of(rows, asked, ARTICLE)


def bring_in(asked: Asked) -> Answer:
    body = asked.body
    url = body.get("url", "")
    if url and not _is_web(url):
        raise Refused("The url of an article starts with http:// or https://.")
    incoming = read_text(text=body["text"], format=body.get("format", ""))
    done = import_article(
        by=asked.person,
        origin=Origin.API,
        name=url,
        headline=body.get("headline", ""),
        tags=body.get("tags", ()),
        incoming=incoming,
    )
    told = {"created": done.created, "findings": done.findings, "claims": done.claims}
    return 201 if done.created else 200, told | {"article": _short(done.article.slug)}


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _short(slug: str) -> dict[str, Any]:
    return shaped(ARTICLE, articles().get(slug=slug))


def read(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    findings = Finding.objects.filter(revision__article=article).order_by().values_list("status")
    claims = Claim.objects.filter(appearances__revision=article.revision).order_by().values_list("status")
    counted = dict.fromkeys(FindingStatus.values, 0) | dict(findings.annotate(number=Count("pk")))
    stand = dict.fromkeys(ClaimStatus.values, 0) | dict(claims.annotate(number=Count("pk")))
    texts = {"text": article.revision.text, "digest": article.revision.digest}
    return 200, shaped(ARTICLE, article) | texts | {"findings": counted, "claims": stand}


def change(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    editing.edit_details(article, by=asked.person, **asked.body)
    return 200, _short(article.slug)


def tag(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    tagging.set_tags(article, asked.body["tags"], by=asked.person)
    return 200, _short(article.slug)


def texts(asked: Asked) -> Answer:
    rows = article_of(asked.path["slug"]).revisions.defer("text", "changes").select_related("created_by")
    return items(REVISION, rows.order_by("-number"))


def write(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    revision = editing.edit_text(article, by=asked.person, **asked.body)
    return 201, shaped(REVISION, revision)


def checks(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    return items(CHECK, checklist.checklist(article, by=asked.person))


def log(asked: Asked) -> Answer:
    rows = Event.objects.filter(article=article_of(asked.path["slug"]))
    return page_of(rows, asked, EVENT, by="number")


def submit(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    handing.submit_article(article, by=asked.person)
    return 200, _short(article.slug)


def send_back(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    handing.send_back(article, by=asked.person, reason=asked.body["reason"])
    return 200, _short(article.slug)


def reopen(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    handing.reopen_article(article, by=asked.person, reason=asked.body["reason"])
    return 200, _short(article.slug)


def set_aside(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    handing.set_article_aside(article, by=asked.person, reason=asked.body["reason"])
    return 200, _short(article.slug)


def publish(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    note = asked.body.get("correction")
    edition = publishing.publish(
        article,
        by=asked.person,
        seen=asked.body["seen"],
        correction=(note["kind"], note["note"]) if note else None,
    )
    return 201, shaped(EDITION, edition)


def unpublish(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    publishing.unpublish(article, by=asked.person, reason=asked.body["reason"])
    return 200, _short(article.slug)


def retract(asked: Asked) -> Answer:
    article = article_of(asked.path["slug"])
    publishing.retract(article, by=asked.person, note=asked.body["note"])
    return 200, _short(article.slug)


SHORT = schema_of(ARTICLE)
FILTERS = {
    "status": s.one_of(ArticleStatus.values),
    "language": s.words(12),
    "tag": s.words(100),
    "q": s.words(200),
}
TO_IMPORT = s.thing(
    {
        "text": s.words(MAX_CHARS),
        "format": s.one_of(Format.values, also=("",)),
        "url": s.words(500),
        "headline": s.words(300),
        "tags": s.many(TAG, MAX_TAGS),
    },
    required=("text",),
)
DETAILS = s.thing({name: s.words(most) for name, most in editing.DETAILS.items()})
TO_WRITE = s.thing(
    {"text": s.words(MAX_CHARS), "based_on": s.ID, "note": s.words(500)}, required=("text", "based_on")
)
NOTES = [kind for kind in CorrectionKind.values if kind != CorrectionKind.RETRACTION]
CORRECTION = s.thing({"kind": s.one_of(NOTES), "note": s.words(2000, least=1)}, required=("kind", "note"))
TO_PUBLISH = s.thing({"seen": s.ID, "correction": CORRECTION}, required=("seen",))
NOTE = s.thing({"note": s.words(2000, least=1)}, required=("note",))

ROUTES = (
    Route("GET", "articles", "list-articles", "use_desk", article_list,
          "Articles, the newest first; those set aside only under that status.",
          listed(ARTICLE), query=FILTERS | PAGED),
    Route("POST", "articles", "import-article", "import_article", bring_in,
          "Import a text. The same text again changes nothing and answers 200 with the article that has it.",
          IMPORTED, TO_IMPORT, statuses=(201, 200), most=IMPORT_BYTES),
    Route("GET", ONE, "read-article", "use_desk", read, "An article with its newest text.", WHOLE),
    Route("PATCH", ONE, "change-article", "edit_article", change,
          "Set the headline, the summary, the byline or the language.", SHORT, DETAILS),
    Route("PUT", f"{ONE}/tags", "tag-article", "edit_article", tag, "Give it exactly these tags.", SHORT,
          s.thing({"tags": s.many(TAG, MAX_TAGS)}, required=("tags",))),
    Route("GET", f"{ONE}/revisions", "list-revisions", "use_desk", texts, "Its texts, the newest first.",
          listed(REVISION)),
    Route("POST", f"{ONE}/revisions", "edit-text", "edit_article", write,
          "Store an edited text; based_on is the number of the revision that was edited.", schema_of(REVISION),
          TO_WRITE, statuses=(201,), most=IMPORT_BYTES),
    Route("GET", f"{ONE}/checklist", "read-checklist", "use_desk", checks, "What stands between it and its readers.",
          listed(CHECK)),
    Route("GET", f"{ONE}/log", "read-log", "use_desk", log, "Its log, the newest line first.", listed(EVENT),
          query=PAGED),
    Route("POST", f"{ONE}/submit", "submit-article", "submit_article", submit,
          "Hand it and its accepted claims to review.", SHORT),
    Route("POST", f"{ONE}/send-back", "send-back-article", "edit_article", send_back,
          "Give it back to the desk.", SHORT, REASON),
    Route("POST", f"{ONE}/reopen", "reopen-article", "edit_article", reopen,
          "Work on it again; readers keep the live edition meanwhile.", SHORT, REASON),
    Route("POST", f"{ONE}/set-aside", "set-aside-article", "edit_article", set_aside,
          "Put it away as no article at all, such as an import of nothing but spam. Reopen takes it up again.",
          SHORT, REASON),
    Route("POST", f"{ONE}/publish", "publish-article", "publish_article", publish,
          "Publish. seen is the number of the revision that was read; editions after the first take a correction.",
          schema_of(EDITION), TO_PUBLISH, statuses=(201,)),
    Route("POST", f"{ONE}/unpublish", "unpublish-article", "publish_article", unpublish,
          "Take it off the public site; it can be published again.", SHORT, REASON),
    Route("POST", f"{ONE}/retract", "retract-article", "publish_article", retract,
          "Take it back for good, with a note that readers see.", SHORT, NOTE),
)  # fmt: skip
