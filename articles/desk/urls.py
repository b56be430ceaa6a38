"""The desk's addresses. One address, one function; what changes something takes POST only."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from articles.desk import (
    articles,
    citations,
    claims,
    findings,
    help,
    importing,
    ledger,
    log,
    publishing,
    queue,
    reviews,
    snapshots,
    sources,
    tags,
    texts,
    today,
)
from articles.public import site

app_name = "desk"
ARTICLE = "articles/<str:slug>/"
CLAIM = "claims/<int:pk>/"

urlpatterns = [
    path("", today.today, name="today"),
    # Django gives this page the host as "site"; the bar shows the site's name.
    path(
        "login/",
        LoginView.as_view(template_name="desk/login.html", extra_context={"site": site()}),
        name="login",
    ),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("import/", importing.import_page, name="import"),
    path("articles/", articles.article_list, name="articles"),
    # An article: its overview, and one page for each step of its way.
    path(ARTICLE, articles.overview, name="article"),
    path(ARTICLE + "details/", articles.edit_details, name="details"),
    path(ARTICLE + "tags/", articles.set_tags, name="article-tags"),
    path(ARTICLE + "log/", log.article_log, name="article-log"),
    path(ARTICLE + "clean/", findings.clean, name="clean"),
    path(ARTICLE + "clean/decide/", findings.decide, name="decide"),
    path(ARTICLE + "clean/mark/", findings.mark, name="mark"),
    path(ARTICLE + "clean/<int:finding>/put-back/", findings.put_back, name="put-back"),
    path(ARTICLE + "ledger/", ledger.ledger, name="ledger"),
    path(ARTICLE + "ledger/put-back/", ledger.put_back, name="put-back-all"),
    path(ARTICLE + "text/", texts.edit, name="edit"),
    path(ARTICLE + "revisions/<int:number>/", texts.revision, name="revision"),
    path(ARTICLE + "compare/", texts.compare, name="compare"),
    path(ARTICLE + "claims/", claims.article_claims, name="article-claims"),
    path(ARTICLE + "claims/add/", claims.add, name="add-claim"),
    path(ARTICLE + "claims/accept/", claims.accept, name="accept-claims"),
    path(ARTICLE + "claims/<int:pk>/place/", claims.place, name="place-claim"),
    path(ARTICLE + "claims/<int:pk>/detach/", claims.detach, name="detach-claim"),
    path(ARTICLE + "submit/", publishing.submit, name="submit"),
    path(ARTICLE + "send-back/", publishing.send_back, name="send-back"),
    path(ARTICLE + "reopen/", publishing.reopen, name="reopen"),
    path(ARTICLE + "publish/", publishing.publish, name="publish"),
    path(ARTICLE + "preview/", publishing.preview, name="preview"),
    path(ARTICLE + "schedule/", publishing.schedule, name="schedule"),
    path(ARTICLE + "unpublish/", publishing.unpublish, name="unpublish"),
    path(ARTICLE + "retract/", publishing.retract, name="retract"),
    path(ARTICLE + "slug/", publishing.change_slug, name="slug"),
    # Claims: the desk's side.
    path("claims/", claims.claim_list, name="claims"),
    path(CLAIM, claims.claim, name="claim"),
    path(CLAIM + "edit/", claims.edit, name="edit-claim"),
    path(CLAIM + "set-aside/", claims.set_aside, name="set-aside"),
    path(CLAIM + "tags/", claims.set_tags, name="claim-tags"),
    path(CLAIM + "cite/", citations.cite, name="cite"),
    path(CLAIM + "citations/<int:citation>/drop/", citations.drop, name="drop-citation"),
    path(CLAIM + "submit/", claims.submit, name="submit-claim"),
    path(CLAIM + "withdraw/", claims.withdraw, name="withdraw"),
    path(CLAIM + "reopen/", claims.reopen, name="reopen-claim"),
    # Claims: the reviewers' side.
    path("queue/", queue.queue, name="queue"),
    path(CLAIM + "take/", queue.take, name="take"),
    path(CLAIM + "give-back/", queue.give_back, name="give-back"),
    path(CLAIM + "review/", reviews.review, name="review"),
    path(CLAIM + "return/", reviews.return_claim, name="return-claim"),
    path(CLAIM + "adjudicate/", reviews.adjudicate, name="adjudicate"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/add/", sources.add, name="add-source"),
    path("sources/<str:slug>/", sources.source, name="source"),
    path("sources/<str:slug>/edit/", sources.edit, name="edit-source"),
    path("sources/<str:slug>/tags/", sources.set_tags, name="source-tags"),
    path("sources/<str:slug>/snapshots/", snapshots.add_snapshot, name="add-snapshot"),
    path("sources/<str:slug>/snapshots/<int:pk>/", snapshots.snapshot, name="snapshot"),
    path("tags/", tags.tag_list, name="tags"),
    path("tags/merge/", tags.merge, name="merge-tags"),
    path("tags/<str:slug>/", tags.tag, name="tag"),
    path("log/", log.log, name="log"),
    path("help/", help.index, name="help"),
    path("help/<str:role>/", help.role, name="help-role"),
]
