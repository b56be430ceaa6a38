"""An article's address: moving is an act of publishing once readers know it."""

from typing import Any

from django.utils import timezone

from articles import public
from articles.actions.importing import free_slug
from articles.actions.log import record, writing
from articles.actions.move import check_unchanged
from articles.actions.publishing import change_of, check_publisher, in_step, write_edition
from articles.actions.revising import check_editable
from articles.enums import ArticleStatus
from articles.errors import Conflict, Refused
from articles.models import Article
from articles.permissions import check_may


def change_slug(article: Article, *, slug: str, by: Any) -> Article:
    """Gives the article another address; the old one answers 301 from then on.

    A live article gets a new Edition at the new address, with the words of the last one. One Event. Refuses an
    empty or taken slug, an article that is retracted or set aside (Refused).
    """
    live = article.live_edition
    check_may(by, "publish_article" if live else "edit_article")
    if article.status == ArticleStatus.RETRACTED:
        raise Refused("This article is retracted; its address stays as it is.")
    check_editable(article)
    earlier = set(article.editions.values_list("slug", flat=True))
    chosen = _checked_slug(article, slug.strip(), own=earlier)
    old, at = article.slug, timezone.now()
    if live is None:
        with writing():
            check_unchanged(article)
            _write_slug(article, chosen, by=by)
        return article
    check_publisher(by, submitted_by=live.submitted_by_id)
    if live.revision_id == article.revision_id:
        check_publisher(by, submitted_by=article.submitted_by_id)
    number = article.editions.count() + 1
    new = live.record | {"slug": chosen, "number": number, "published_at": at.isoformat()}
    new.pop("off_since", None)  # it was on all the time until now
    moved_from = tuple(sorted((earlier | {old}) - {chosen}))
    change = change_of(article, record=new, before=live.record, moved_from=moved_from, proof=live.proof)

    def write() -> None:
        check_unchanged(article)
        edition = write_edition(
            article,
            new,
            live.proof,
            revision=live.revision_id,
            submitted_by=live.submitted_by_id,
            by=by,
            at=at,
        )
        Article.objects.filter(pk=article.pk).update(live_edition=edition)
        _write_slug(article, chosen, by=by)
        article.live_edition = edition

    in_step(lambda: public.pages_of(change), write)
    return article


def _checked_slug(article: Article, slug: str, *, own: set[str]) -> str:
    """The slug, if it is well formed and free, or one of the article's own earlier ones."""
    if slug == article.slug:
        raise Refused("That is its address already.")
    if slug in own and not Article.objects.filter(slug=slug).exists():
        return slug
    chosen = free_slug(slug, fallback="") if slug else ""
    if not chosen or chosen != slug:
        raise Refused(
            f"This address cannot be used. {f'“{chosen}” is free.' if chosen else 'Use letters and digits.'}"
        )
    return chosen


def _write_slug(article: Article, slug: str, *, by: Any) -> None:
    old = article.slug
    if Article.objects.filter(slug=slug).exclude(pk=article.pk).exists():
        raise Conflict("Another article has just taken this address. Choose another one.")
    changed = Article.objects.filter(pk=article.pk, slug=old).update(slug=slug, updated_at=timezone.now())
    if not changed:
        raise Conflict("Somebody else moved this article in the meantime.")
    article.slug = slug
    record(by=by, action="change_slug", thing=article, before={"slug": old}, after={"slug": slug})
