"""The labels that readers see for the five verdicts."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.enums import Verdict

ENGLISH = "en"


@dataclass(frozen=True)
class Label:
    """What a reader is told of a verdict: its name and what that means, with the language that each is in."""

    words: str
    language: str
    meaning: str
    meaning_language: str


class RatingScale(models.Model):
    """One version of a scale, which never changes: `labels[verdict][language]`, and `meanings` likewise.

    A label says a verdict in a word or two, a meaning explains it in a sentence. Every verdict has both in English,
    or only the label in the first version of all. Each review names the version that was in force when it was written.
    """

    name = models.CharField(max_length=100)
    version = models.PositiveIntegerField(default=1)
    labels = models.JSONField()
    meanings = models.JSONField(default=dict, blank=True)
    is_default = models.BooleanField(default=False, help_text="In force: new reviews are made with it.")

    class Meta:
        ordering = ["name", "-version"]
        permissions = [("edit_scale", "Can change the labels of verdicts")]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="rating_scale_version_once"),
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="rating_scale_one_default"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="rating_scale_version_from_one"),
            models.CheckConstraint(
                # The first part tells PostgreSQL, to which a key of nothing is unknown and not refused.
                condition=Q(labels__has_keys=Verdict.values)
                & Q(**{f"labels__{verdict}__has_key": ENGLISH for verdict in Verdict.values}),
                name="rating_scale_has_english",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def get_desk_url(self) -> str:
        return reverse("desk:scale", args=[self.pk])

    @property
    def languages(self) -> list[str]:
        """The languages that a label is in, English first."""
        found = {language for labels in self.labels.values() for language in labels}
        return sorted(found, key=lambda language: (language != ENGLISH, language))

    def label(self, verdict: str, language: str) -> Label:
        """The verdict for a reader of this language: in it, else in its parent ("pt" for "pt-br"), else in English."""
        words, at = _said(self.labels.get(verdict, {}), language)
        meaning, meant = _said(self.meanings.get(verdict, {}), language)
        return Label(words, at, meaning, meant)


def _said(words: dict[str, str], language: str) -> tuple[str, str]:
    language = language.lower()
    for one in (language, language.split("-")[0], ENGLISH):
        if words.get(one):
            return words[one], one
    return "", ENGLISH
