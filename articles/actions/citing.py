"""Sources and citations."""

import hashlib
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from articles.actions.log import record, writing
from articles.actions.quoting import look_up, newest_copy
from articles.actions.words import line, passage
from articles.enums import ClaimStatus, LinkState, Reliability, SourceKind, SourceRank, Stance
from articles.errors import Conflict, Refused
from articles.models import Article, Citation, Claim, Review, Source
from articles.permissions import check_may

RESERVED = {"add"}  # the desk's address for a new source stands beside those of the sources
# What a source has, with the longest it may be.
FIELDS = {
    "name": 200,
    "kind": 20,
    "url": 1000,
    "rank": 20,
    "reliability": 20,
    "reliability_note": 500,
    "note": 2000,
}


def add_source(*, by: Any, name: str, kind: str, url: str = "", **more: str) -> Source:
    """Stores a source; one Event. The one with the same address, if there is one, is returned instead.

    Takes also rank, reliability with reliability_note, and note. Refuses an empty name, an address that is not
    http or https, an unknown kind, a rating without its reason (Refused).
    """
    check_may(by, "edit_source")
    fields = _checked({"name": name, "kind": kind, "url": url} | more)
    with writing():
        if fields["url"] and (known := Source.objects.filter(url=fields["url"]).first()):
            return known
        rated = (
            timezone.now() if fields.get("reliability", Reliability.UNRATED) != Reliability.UNRATED else None
        )
        slug = _free_slug(fields["name"])
        source = Source.objects.create(**fields, slug=slug, rated_at=rated, created_by=by)
        record(by=by, action="add", thing=source, after=fields)
    return source


def edit_source(source: Source, *, by: Any, **fields: str) -> list[str]:
    """Changes a source's fields; returns the names of those that changed, with one Event.

    Refuses as add_source, and the address of another source (Refused); a field that somebody else changed since
    (Conflict).
    """
    check_may(by, "edit_source")
    with writing():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        checked = _checked({name: getattr(locked, name) for name in FIELDS} | fields)
        changed = [name for name in FIELDS if getattr(locked, name) != checked[name]]
        before = {name: getattr(locked, name) for name in changed}
        after = {name: checked[name] for name in changed}
        if other := next((name for name in changed if getattr(source, name) != before[name]), None):
            raise Conflict(
                f"Somebody else changed the {other.replace('_', ' ')} in the meantime. Look again."
            )
        if checked["url"] and Source.objects.filter(url=checked["url"]).exclude(pk=source.pk).exists():
            raise Refused("Another source has this address already; cite that one.")
        for name in changed:
            setattr(locked, name, checked[name])
            setattr(source, name, checked[name])
        if changed:
            _date_rating(locked, changed)
            source.rated_at = locked.rated_at
            locked.save(update_fields=[*changed, "rated_at", "updated_at"])
            if "url" in changed:  # nobody has looked at the new one
                fresh = {"link_state": LinkState.UNCHECKED, "strikes": 0, "checked_at": None}
                Source.objects.filter(pk=locked.pk).update(**fresh)
            record(by=by, action="edit", thing=locked, before=before, after=after)
    return changed


def _date_rating(source: Source, changed: list[str]) -> None:
    if source.reliability == Reliability.UNRATED:
        source.rated_at = None
    elif {"reliability", "reliability_note"} & set(changed):
        source.rated_at = timezone.now()


def _checked(fields: dict[str, str]) -> dict[str, str]:
    if unknown := fields.keys() - FIELDS.keys():
        raise Refused(f"{sorted(unknown)} cannot be set on a source.")
    fields = {
        name: passage(str(value), what=f"The {name.replace('_', ' ')}", most=FIELDS[name])
        for name, value in fields.items()
    }
    if not fields["name"]:
        raise Refused("A source needs a name.")
    if fields.get("url") and not fields["url"].lower().startswith(("http://", "https://")):
        raise Refused("A source's address starts with http:// or https://.")
    for name, values in (("kind", SourceKind), ("rank", SourceRank), ("reliability", Reliability)):
        if name in fields and fields[name] not in values.values:
            raise Refused(f"{fields[name]!r} is not a {name}; choose one of {', '.join(values.values)}.")
    rated = fields.get("reliability", Reliability.UNRATED) != Reliability.UNRATED
    if rated and not fields.get("reliability_note"):
        raise Refused("Say why the source is rated so.")
    return fields


def _free_slug(name: str) -> str:
    base = slugify(name, allow_unicode=True)[:80].strip("-_")
    base = base or "source-" + hashlib.sha256(name.encode()).hexdigest()[:10]
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def cite(
    claim: Claim,
    source: Source,
    *,
    stance: str,
    by: Any,
    quote: str = "",
    locator: str = "",
    article: Article | None = None,
) -> Citation:
    """Says that a source supports, refutes or gives context to a claim; one Event.

    The quote is looked up in the kept copies of the source. Refuses an unknown stance, the same source at the same
    place twice, and a source that is retracted (Refused); when a copy was kept in between (Conflict).
    """
    check_may(by, "edit_source")
    if stance not in Stance.values:
        raise Refused(f"{stance!r} is not a stance; choose one of {', '.join(Stance.values)}.")
    quote = line(quote, what="The quote", most=2000)
    locator = line(locator, what="The place in the source", most=200)
    newest = newest_copy(source)
    found = look_up(source, quote)
    with writing():
        if newest_copy(source) != newest:
            raise Conflict("Somebody kept another copy of this source in the meantime. Cite it again.")
        if Source.objects.filter(pk=source.pk, retracted_at__isnull=False).exists():
            raise Refused("This source is retracted: no claim can rest on it. Cite another one.")
        if Citation.objects.filter(claim=claim, source=source, locator=locator).exists():
            raise Refused("This claim cites that source already; name another place in it.")
        citation = Citation.objects.create(
            claim=claim,
            source=source,
            stance=stance,
            quote=quote,
            locator=locator,
            created_by=by,
            **found,
        )
        after = {
            "claim": claim.pk,
            "source": source.name,
            "stance": stance,
            "quote": quote,
            "locator": locator,
        }
        record(by=by, action="cite", thing=citation, article=article, after=after)
    return citation


def kept_citations(claim: Claim) -> dict[int, str]:
    """{citation id: why it cannot be taken away} for those of a claim that stay; reads only.

    Where reviews are sealed this goes by time alone: what they rest on must not show.
    """
    rows = Citation.objects.filter(claim=claim)
    if claim.status == ClaimStatus.DECIDED:
        why = "The claim is decided with this citation; open a new round first."
        return dict.fromkeys(rows.values_list("pk", flat=True), why)
    reviews = Review.objects.filter(claim=claim)
    kept: dict[int, str] = {}
    last = reviews.filter(round__gt=claim.closed_round).aggregate(at=Max("created_at"))["at"]
    if last:
        before = rows.filter(created_at__lte=last)
        why = "A reviewer had this citation at hand, so it stays until the round is closed."
        kept |= dict.fromkeys(before.values_list("pk", flat=True), why)
    rested = rows.filter(reviews__round__lte=claim.closed_round).values_list("pk", flat=True)
    return kept | dict.fromkeys(rested, "A review rests on this citation, so it stays.")


def drop_citation(citation: Citation, *, by: Any, article: Article | None = None) -> None:
    """Takes a citation away again; one Event. Refuses one that stays, see `kept_citations` (Refused)."""
    check_may(by, "edit_source")
    with writing():
        claim = Claim.objects.select_for_update().get(pk=citation.claim_id)
        if not Citation.objects.filter(pk=citation.pk).exists():
            raise Conflict("Somebody else took this citation away in the meantime.")
        if why := kept_citations(claim).get(citation.pk):
            raise Refused(why)
        before = {"claim": citation.claim_id, "source": citation.source.name, "stance": citation.stance}
        record(by=by, action="drop_citation", thing=citation, article=article, before=before)
        citation.delete()
