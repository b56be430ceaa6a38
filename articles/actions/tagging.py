"""Tags on articles, claims and sources; merging."""

from collections.abc import Iterable, Sequence
from typing import Any

from articles.actions.log import record, writing
from articles.actions.words import line, passage
from articles.errors import Conflict, Refused
from articles.models import (
    Article,
    Claim,
    EditionEntry,
    Source,
    Tag,
    TagAlias,
    TaggedArticle,
    TaggedClaim,
    TaggedSource,
)
from articles.models.tags import ITEMS, NAME_LENGTH, tag_key, tag_name, tag_slug
from articles.permissions import check_may

MAX_TAGS = 30
DESCRIPTION_LENGTH = 500
RESERVED = {"merge"}  # the desk's address for merging stands beside those of the tags
THROUGH: dict[type, Any] = {Article: TaggedArticle, Claim: TaggedClaim, Source: TaggedSource}
NEEDS = {Article: "edit_article", Claim: "edit_claim", Source: "edit_source"}


def set_tags(thing: Article | Claim | Source, names: Iterable[str], *, by: Any) -> list[Tag]:
    """Gives `thing` exactly these tags, making those that are new; one Event when anything changed.

    Names that differ only in case or composition are one tag, a merged name means the tag it went into.
    Refuses more than 30 tags, a name of more than 60 characters (Refused) and a person who may not edit such things
    (NotAllowed).
    """
    check_may(by, NEEDS[type(thing)])
    names = [_gated(name) for name in names]
    with writing():
        return write_tags(thing, names, by=by)


def write_tags(thing: Article | Claim | Source, names: Iterable[str], *, by: Any) -> list[Tag]:
    """What `set_tags` does, inside the caller's transaction and without asking who."""
    wanted = _resolve(names)
    if len(wanted) > MAX_TAGS:
        raise Refused(f"That is {len(wanted)} tags; {MAX_TAGS} are the most.")
    through = THROUGH[type(thing)]
    old = {
        item.tag_id: item.tag.name
        for item in through.objects.filter(content_object=thing).select_related("tag")
    }
    new = {tag.pk: tag.name for tag in wanted}
    if old.keys() == new.keys():
        return wanted
    through.objects.filter(content_object=thing, tag_id__in=old.keys() - new.keys()).delete()
    through.objects.bulk_create(through(content_object=thing, tag=tag) for tag in wanted if tag.pk not in old)
    record(
        by=by,
        action="tag",
        thing=thing,
        before={"tags": sorted(old.values())},
        after={"tags": sorted(new.values())},
    )
    return wanted


def _gated(name: str, description: str = "") -> str:
    passage(description, what="The description", most=DESCRIPTION_LENGTH)
    return line(name, what="A tag", most=NAME_LENGTH)


def _resolve(names: Iterable[str]) -> list[Tag]:
    """The tags of these names, in a fixed number of queries."""
    by_key: dict[str, str] = {}
    for name in names:
        if tag_name(name):
            by_key.setdefault(tag_key(name), tag_name(name))
    tags = {tag.key: tag for tag in Tag.objects.filter(key__in=by_key)}
    aliases = TagAlias.objects.filter(key__in=by_key.keys() - tags.keys()).select_related("tag")
    tags |= {alias.key: alias.tag for alias in aliases}
    missing = {key: name for key, name in by_key.items() if key not in tags}
    if missing:
        tags |= {tag.key: tag for tag in _create(missing)}
    return list({tags[key].pk: tags[key] for key in by_key}.values())


def _create(missing: dict[str, str], *, description: str = "") -> list[Tag]:
    slugs = {key: tag_slug(name) for key, name in missing.items()}
    taken = set(Tag.objects.filter(slug__in=slugs.values()).values_list("slug", flat=True))
    taken |= set(TagAlias.objects.filter(slug__in=slugs.values()).values_list("slug", flat=True)) | RESERVED
    for key, slug in slugs.items():
        number = 1
        while slug in taken:
            number += 1
            slug = f"{slugs[key]}-{number}"
        slugs[key] = slug
        taken.add(slug)
    return Tag.objects.bulk_create(
        Tag(name=name, key=key, slug=slugs[key], description=description) for key, name in missing.items()
    )


def merge_tags(tags: Sequence[Tag], *, into: Tag, by: Any) -> int:
    """Moves everything tagged with `tags` to `into`, deletes them and leaves an alias for each; one Event a tag.

    Returns how many things were tagged anew. Refuses without the right to merge (NotAllowed), an empty choice
    or merging a tag into itself (Refused), tags that are gone (Conflict). Published editions keep the words they
    were published with.
    """
    check_may(by, "merge_tags")
    chosen = {tag.pk for tag in tags} - {into.pk}
    if not chosen:
        raise Refused("Choose at least one other tag to merge into this one.")
    moved = 0
    with writing():
        _present(into)
        gone = list(Tag.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
        if len(gone) < len(chosen):
            raise Conflict("Somebody else merged or deleted one of these tags in the meantime. Choose again.")
        for through in ITEMS.values():
            have = set(through.objects.filter(tag=into).values_list("content_object_id", flat=True))
            items = through.objects.filter(tag__in=gone).values_list("content_object_id", flat=True)
            fresh = set(items) - have
            through.objects.bulk_create(through(content_object_id=pk, tag=into) for pk in sorted(fresh))
            moved += len(fresh)
        for tag in gone:
            TagAlias.objects.filter(tag=tag).update(tag=into)
            TagAlias.objects.create(key=tag.key, name=tag.name, slug=tag.slug, tag=into)
            record(by=by, action="merge", thing=tag, before={"tag": tag.name}, after={"tag": into.name})
        Tag.objects.filter(pk__in=[tag.pk for tag in gone]).delete()
    return moved


def _present(tag: Tag) -> Tag:
    """The tag as it is now; Conflict when it was merged or deleted."""
    locked = Tag.objects.select_for_update().filter(pk=tag.pk).first()
    if locked is None:
        raise Conflict(f"Somebody else merged or deleted “{tag.name}” in the meantime.")
    return locked


def edit_tag(tag: Tag, *, name: str, description: str, by: Any) -> Tag:
    """Renames a tag or describes it; one Event when that changes anything.

    Refuses a name that another tag or alias has, and words that are too long (Refused); a tag that is gone
    (Conflict).
    """
    check_may(by, "merge_tags")
    name, description = _gated(name, description), description.strip()
    with writing():
        _check_free(name, own=tag.pk)
        locked = _present(tag)
        before = {"name": locked.name, "description": locked.description}
        tag.name, tag.description = locked.name, locked.description = tag_name(name), description
        after = {"name": tag.name, "description": description}
        if before != after:
            locked.save()
            record(by=by, action="edit", thing=locked, before=before, after=after)
    return tag


def add_tag(*, name: str, description: str, by: Any) -> Tag:
    """A tag that nothing carries yet; one Event. Refuses as edit_tag does (Refused, NotAllowed)."""
    check_may(by, "merge_tags")
    name, description = _gated(name, description), description.strip()
    with writing():
        _check_free(name)
        (tag,) = _create({tag_key(name): tag_name(name)}, description=description)
        record(by=by, action="add", thing=tag, after={"name": tag.name, "description": description})
    return tag


def _check_free(name: str, *, own: int | None = None) -> None:
    key = tag_key(name)
    if not key:
        raise Refused("A tag needs a name.")
    taken = Tag.objects.filter(key=key).exclude(pk=own).first() or TagAlias.objects.filter(key=key).first()
    if taken:
        raise Refused(f"“{taken}” is there already; merge the two, or choose another name.")


def uses_of(tag: Tag) -> int:
    """How many things carry the tag, names lead to it and published articles stand in its list."""
    carried = sum(items.objects.filter(tag=tag).count() for items in ITEMS.values())
    public = EditionEntry.objects.filter(kind="tag", key=tag.slug).count()
    return carried + public + TagAlias.objects.filter(tag=tag).count()


def delete_tag(tag: Tag, *, by: Any) -> None:
    """Deletes a tag that nothing uses; one Event. Refuses a tag in use (Refused): merge it instead."""
    check_may(by, "delete_tag")
    with writing():
        locked = _present(tag)
        if uses := uses_of(locked):
            raise Refused(f"“{tag}” is used in {uses} places. Merge it into another tag instead.")
        record(by=by, action="delete", thing=locked, before={"name": locked.name})
        locked.delete()
