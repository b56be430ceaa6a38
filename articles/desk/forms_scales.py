"""The form for a new version of a rating scale: a label and a sentence for each verdict in each language."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from articles.actions.scales import (
    LABEL_LENGTH,
    MEANING_LENGTH,
    MOST_LANGUAGES,
    NAME_LENGTH,
    language_code,
    newest_version,
)
from articles.enums import Verdict
from articles.errors import Refused
from articles.models import RatingScale
from articles.models.scales import ENGLISH
from articles.public.site import direction

Words = dict[str, dict[str, str]]


class ScaleForm(forms.Form):
    """One row for each verdict in each of `languages`; `seen` is the newest version of this name that was shown."""

    use_required_attribute = False  # the page has other buttons, which do not need these fields
    name = forms.CharField(
        max_length=NAME_LENGTH, help_text="Another name makes another scale; the same one, its next version."
    )
    seen = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
    another = forms.CharField(
        required=False, max_length=12, label="Another language", help_text="Its code: ko, it, pt-br, zh-hant."
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(dict.fromkeys([ENGLISH, *languages]))[:MOST_LANGUAGES]
        for language in self.languages:
            own = {"lang": language, "dir": direction(language)}
            for verdict in Verdict:
                self.fields[f"label-{language}-{verdict.value}"] = forms.CharField(
                    required=False,
                    max_length=LABEL_LENGTH,
                    label=f"{verdict.label} in “{language}”",
                    widget=forms.TextInput(own),
                )
                self.fields[f"meaning-{language}-{verdict.value}"] = forms.CharField(
                    required=False,
                    max_length=MEANING_LENGTH,
                    label=f"What {verdict.label} means in “{language}”",
                    widget=forms.TextInput(own),
                )

    def groups(self) -> Iterator[dict[str, Any]]:
        """The fields as the page shows them, language by language."""
        for language in self.languages:
            rows = [
                {
                    "verdict": verdict,
                    "label": self[f"label-{language}-{verdict.value}"],
                    "meaning": self[f"meaning-{language}-{verdict.value}"],
                }
                for verdict in Verdict
            ]
            yield {"language": language, "rows": rows}

    def typed(self, kind: str) -> Words:
        """What stands in the fields now, sent or not: {verdict: {language: words}}; `kind` is label or meaning."""
        return {
            verdict: {
                language: (self[f"{kind}-{language}-{verdict}"].value() or "").strip()
                for language in self.languages
            }
            for verdict in Verdict.values
        }

    def preview(self) -> RatingScale:
        """The scale as it would be, not stored."""
        found = [
            {
                verdict: {at: words for at, words in told.items() if words}
                for verdict, told in self.typed(kind).items()
            }
            for kind in ("label", "meaning")
        ]
        return RatingScale(labels=found[0], meanings=found[1])

    def clean_another(self) -> str:
        """Its button adds the language; sent with another one it would be lost."""
        if self.cleaned_data["another"].strip():
            raise forms.ValidationError("Add the language with its button, or empty this field.")
        return ""


def initial_of(scale: RatingScale) -> dict[str, Any]:
    """The fields filled with a version."""
    found: dict[str, Any] = {"name": scale.name, "seen": newest_version(scale.name)}
    for language in scale.languages:
        for verdict in Verdict.values:
            found[f"label-{language}-{verdict}"] = scale.labels.get(verdict, {}).get(language, "")
            found[f"meaning-{language}-{verdict}"] = scale.meanings.get(verdict, {}).get(language, "")
    return found


def languages_in(post: Any) -> list[str]:
    """The languages whose fields a form holds; what is no language is passed over."""
    found = []
    for language in post.getlist("languages")[:MOST_LANGUAGES]:
        try:
            found.append(language_code(language))
        except Refused:
            continue
    return found
