"""Fields and forms that several desk pages share."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from articles.models.tags import NAME_LENGTH

REASON_LENGTH = 2000
MOST_TAGS = 30
# A name that holds a separator stands in double quotes.
TAG = re.compile(r'\s*"([^"]*)"\s*|([^,，、;；\n"]+)')


class TagsField(forms.CharField):
    """Names with commas between them; gives a list of names."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = "Separate them with commas."
        super().__init__(**{"required": False, "max_length": 3000, "help_text": help_text} | kwargs)

    def to_python(self, value: Any) -> list[str]:
        found = (
            " ".join((quoted or plain).split()) for quoted, plain in TAG.findall(super().to_python(value))
        )
        first: dict[str, str] = {}
        for name in found:
            first.setdefault(name.casefold(), name)
        return [name for name in first.values() if name]

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if long := next((name for name in value if len(name) > NAME_LENGTH), None):
            raise forms.ValidationError(
                f"“{long[:40]}…” is too long: a tag has at most {NAME_LENGTH} characters."
            )
        if len(value) > MOST_TAGS:
            raise forms.ValidationError(f"That is {len(value)} tags; {MOST_TAGS} are the most.")

    def run_validators(self, value: list[str]) -> None:
        super().run_validators(", ".join(value))


def tags_text(names: Iterable[str]) -> str:
    """What stands in a TagsField for these tags."""
    return ", ".join(f'"{name}"' if re.search("[,，、;；]", name) else name for name in sorted(names))


class TagsForm(forms.Form):
    tags = TagsField(label="Tags", widget=forms.TextInput(attrs={"autocomplete": "off"}))


class ReasonForm(forms.Form):
    """Why something is done; for moves that need a reason."""

    reason = forms.CharField(
        max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}), label="Reason"
    )


class PlaceForm(forms.Form):
    """Words of an article's newest text: selected (the page fills in where they stand) or typed."""

    exact = forms.CharField(
        label="The words, as they stand in the text",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Select them in the text, or type them here.",
    )
    occurrence = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100_000,
        label="Which of them",
        help_text="Only when the words stand there more than once: 1 for the first.",
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class FilterForm(forms.Form):
    """What narrows a list, from the address. A value that is not among the choices does not narrow it."""

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}
