"""Import: a file or pasted text becomes an article with revision 1, its findings and proposed claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils.text import slugify

from articles.actions.claiming import write_claims
from articles.actions.log import Line, record_all, writing
from articles.actions.matching import Proposal, prepare_matches, write_matches
from articles.actions.memory import read_lists
from articles.actions.revising import store_findings
from articles.actions.tagging import write_tags
from articles.actions.words import line
from articles.enums import Origin, RevisionKind
from articles.errors import Conflict, Refused
from articles.models import Article, Claim, Finding, Match, Revision
from articles.models.tags import NAME_LENGTH
from articles.permissions import check_may
from articles.public.sql import rows
from articles.text.headline import HEADLINE_LENGTH
from articles.text.incoming import Incoming
from articles.text.incoming import read_text as read
from articles.text.refusal import TextRefused

SLUG_LENGTH = 80


@dataclass(frozen=True)
class Imported:
    """What an import did: a new article, or the one that had this text already."""

    article: Article
    created: bool
    findings: int
    claims: int
    matches: int = 0  # claims that are likely the same as earlier ones


def read_text(
    *, data: bytes | None = None, text: str | None = None, name: str = "", format: str = ""
) -> Incoming:
    """As `articles.text.incoming.read_text` by the desk's lists, with its refusals as Refused; writes nothing."""
    try:
        return read(data=data, text=text, name=name, format=format, lists=read_lists())
    except TextRefused as refusal:
        raise Refused(str(refusal)) from refusal


def import_article(
    *,
    by: Any,
    origin: Origin,
    data: bytes | None = None,
    text: str | None = None,
    name: str = "",
    format: str = "",
    headline: str = "",
    tags: Sequence[str] = (),
    incoming: Incoming | None = None,
) -> Imported:
    """Stores one article: Article, revision 1, findings, proposed claims, tags, and the Events of these steps.

    Takes what `read_text` takes, or what it returned; `tags` besides those that the text names. `by` is the
    importer, None the system. The same text again changes nothing and returns the article that has it. Refuses
    with Refused and NotAllowed.
    """
    check_may(by, "import_article")
    headline = line(headline, what="The headline", most=HEADLINE_LENGTH)
    tags = [line(tag, what="A tag", most=NAME_LENGTH) for tag in tags]
    # A file's name may be no text at all (surrogates stand for its bytes); it is a label only.
    name = name.replace("\0", "").encode("utf-8", "replace").decode()[:500]
    if incoming is None:
        incoming = read_text(data=data, text=text, name=name, format=format)
    for _ in range(5):
        known = Article.objects.filter(digest=incoming.digest).first()
        if known:
            return _known(known)
        alike = prepare_matches(
            [(one.text, one.claimant) for one in incoming.claims], language=incoming.language
        )
        try:
            with writing():
                return _write(incoming, alike, by=by, origin=origin, name=name, headline=headline, tags=tags)
        except IntegrityError:
            # Another import took the slug, or the text itself, between the look and the write.
            continue
    raise Conflict("Other imports kept getting in between. Import this one again.")


def _write(
    incoming: Incoming,
    alike: list[Proposal],
    *,
    by: Any,
    origin: Origin,
    name: str,
    headline: str,
    tags: Sequence[str],
) -> Imported:
    article = Article.objects.create(
        headline=headline or incoming.headline,
        headline_edited=bool(headline),
        slug=free_slug(headline or incoming.slug_base, fallback=f"article-{incoming.digest[:10]}"),
        language=incoming.language,
        format=incoming.format,
        origin=origin,
        origin_name=name,
        encoding=incoming.encoding,
        digest=incoming.digest,
        imported_by=by,
    )
    revision = Revision.objects.create(
        article=article,
        number=1,
        kind=RevisionKind.IMPORTED,
        text=incoming.text,
        digest=incoming.digest,
        created_by=by,
    )
    article.revision = revision
    article.save(update_fields=["revision"])
    findings = store_findings(revision, incoming.found)
    claims = write_claims(revision, incoming.claims)
    matches = write_matches(claims, alike)
    record_all(
        [
            Line(by, "import", article, after={"digest": incoming.digest, "origin": name}),
            Line(None, "screen", article, after={"findings": len(findings)}),
            Line(
                None,
                "propose_claims",
                article,
                after={"claims": len(claims)} | ({"matches": matches} if matches else {}),
            ),
        ]
    )
    if incoming.tags or tags:
        write_tags(article, [*incoming.tags, *tags], by=by)
    return Imported(article, created=True, findings=len(findings), claims=len(claims), matches=matches)


def _known(article: Article) -> Imported:
    """The text is here already; what was found in it since counts too."""
    return Imported(
        article=article,
        created=False,
        findings=Finding.objects.filter(revision__article=article).count(),
        claims=Claim.objects.filter(appearances__revision__article=article).distinct().count(),
        matches=Match.objects.open()
        .filter(second__appearances__revision__current_of=article)
        .distinct()
        .count(),
    )


def free_slug(words: str, *, fallback: str) -> str:
    """A slug that no article has and no published page stands at.

    Where the words are taken a number follows. It is looked for in steps that double, so that the thousandth
    article of one name costs twenty questions by index and not a thousand.
    """
    base = slugify(words, allow_unicode=True)[:SLUG_LENGTH].strip("-_") or fallback
    if _is_free(base):
        return base
    taken, free = 1, 2
    while not _is_free(f"{base}-{free}"):
        taken, free = free, 2 * free
    while free - taken > 1:
        middle = (taken + free) // 2
        if _is_free(f"{base}-{middle}"):
            free = middle
        else:
            taken = middle
    return f"{base}-{free}"


def _is_free(slug: str) -> bool:
    values = (slug, f"/articles/{slug}/")
    return not rows(
        "SELECT 1 FROM articles_article WHERE slug = %s UNION ALL SELECT 1 FROM articles_page WHERE path = %s",
        values,
    )
