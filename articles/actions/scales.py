"""Rating scales: a new version of the labels, and which version is in force. None is ever edited."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from articles.actions.log import record, writing
from articles.actions.words import line
from articles.enums import Verdict
from articles.errors import Conflict, Refused
from articles.models import RatingScale
from articles.models.scales import ENGLISH
from articles.permissions import check_may

NAME_LENGTH, LABEL_LENGTH, MEANING_LENGTH = 100, 40, 200
MOST_LANGUAGES = 40
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}")
Words = Mapping[str, Mapping[str, str]]  # verdict: language: words


def scale_in_force() -> RatingScale:
    """The version that new reviews are made with."""
    return RatingScale.objects.get(is_default=True)


def language_code(value: str) -> str:
    """A language as articles name it ("de", "pt-br"), in small letters. Refuses anything else (Refused)."""
    code = value.strip().lower()
    if not LANGUAGE.fullmatch(code):
        raise Refused("A language is named by its code, like de, pt-br or zh-hant.")
    return code


def add_scale(*, name: str, labels: Words, meanings: Words, seen: int | None = None, by: Any) -> RatingScale:
    """A new version of the scale of this name, or the first of a new one; it is not in force yet. One Event.

    `labels` and `meanings` are words by verdict and language, empty ones left out. `seen` is the newest version that
    the person saw of this name (0: none): another one is a Conflict. Refuses a missing name, a verdict without an
    English label and sentence, a language in which some verdict has no label, two verdicts with one label, words that
    are too long or the same as the newest version's (Refused); a person without the right (NotAllowed).
    """
    check_may(by, "edit_scale")
    name = line(name, what="The name", most=NAME_LENGTH)
    if not name:
        raise Refused("Give the scale a name.")
    said = _words(labels, "The label", LABEL_LENGTH)
    meant = _words(meanings, "The sentence", MEANING_LENGTH)
    _check_whole(said, meant)
    with writing():
        newest = RatingScale.objects.filter(name=name).order_by("-version").first()
        if seen is not None and seen != (newest.version if newest else 0):
            raise Conflict(
                "Somebody saved another version of this scale in the meantime. Look at it, then save."
            )
        if newest and (newest.labels, newest.meanings) == (said, meant):
            raise Refused("Nothing differs from the newest version, so there is nothing to save.")
        version = newest.version + 1 if newest else 1
        scale = RatingScale.objects.create(name=name, version=version, labels=said, meanings=meant)
        record(by=by, action="add", thing=scale, after={"version": version})
    return scale


def choose_scale(scale: RatingScale, *, seen: int, by: Any) -> None:
    """Puts a version in force: reviews from now on are made with it, those that are in keep theirs. One Event.

    `seen` is the id of the version that was in force on the person's page; another one is a Conflict. Refuses the
    one that is in force already (Refused), a person without the right (NotAllowed).
    """
    check_may(by, "edit_scale")
    with writing():
        now = scale_in_force()
        if now.pk == scale.pk:
            raise Refused("This version is in force already.")
        if now.pk != seen:
            raise Conflict("Somebody put another version in force in the meantime. Look again, then choose.")
        RatingScale.objects.filter(pk=now.pk).update(is_default=False)
        RatingScale.objects.filter(pk=scale.pk).update(is_default=True)
        record(
            by=by, action="choose_scale", thing=scale, before={"scale": str(now)}, after={"scale": str(scale)}
        )
    scale.refresh_from_db()


def newest_version(name: str) -> int:
    """The number of the newest version of this name, 0 for none."""
    return RatingScale.objects.filter(name=name).aggregate(newest=Max("version"))["newest"] or 0


def _words(words: Words, what: str, most: int) -> dict[str, dict[str, str]]:
    """The words that there are, on one line each, in the fixed order of verdicts."""
    found: dict[str, dict[str, str]] = {}
    for verdict in Verdict.values:
        told = {
            language_code(language): line(value, what=what, most=most)
            for language, value in sorted(words.get(verdict, {}).items())
        }
        found[verdict] = {language: value for language, value in told.items() if value}
    return found


def _check_whole(labels: dict[str, dict[str, str]], meanings: dict[str, dict[str, str]]) -> None:
    languages = {language for told in (labels, meanings) for one in told.values() for language in one}
    if len(languages) > MOST_LANGUAGES:
        raise Refused(f"A scale has at most {MOST_LANGUAGES} languages.")
    for language in sorted(languages | {ENGLISH}, key=lambda one: (one != ENGLISH, one)):
        for verdict in Verdict:
            if not labels[verdict].get(language):
                raise Refused(
                    f"Say what {verdict.label} is called in “{language}”; a language has all five or none."
                )
        told = [labels[verdict][language].casefold() for verdict in Verdict.values]
        if len(set(told)) < len(told):
            raise Refused(
                f"Two verdicts have the same label in “{language}”: readers could not tell them apart."
            )
    for verdict in Verdict:
        if not meanings[verdict].get(ENGLISH):
            raise Refused(
                f"Say in an English sentence what {verdict.label} means; other languages fall back to it."
            )
