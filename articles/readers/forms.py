"""The forms of readers."""

from collections.abc import Callable
from typing import Any

from django import forms

from articles.actions.objecting import (
    CONTACT_LENGTH,
    LINK_LENGTH,
    REASON_LENGTH,
    checked_contact,
    checked_link,
    checked_reason,
)
from articles.errors import Refused


def _as_stored(check: Callable[[str], str], value: str) -> str:
    """What the action's own check makes of it; what it refuses is said beside the field."""
    try:
        return check(value)
    except Refused as error:
        raise forms.ValidationError(str(error)) from error


class ObjectionForm(forms.Form):
    """What is wrong with a verdict."""

    reason = forms.CharField(
        label="What is wrong with the verdict, and why?",
        # Browsers send a line break as two characters; the action counts it as one.
        widget=forms.Textarea({"rows": 8, "maxlength": REASON_LENGTH}),
        help_text=f"At most {REASON_LENGTH:,} characters. It is shown with our answer, once that is there.",
        error_messages={"required": "Say what is wrong with the verdict."},
    )
    link = forms.CharField(
        label="Where can that be seen?",
        required=False,
        max_length=LINK_LENGTH,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
        help_text="The address of a page or a document that bears it out. It is shown as well.",
    )
    contact = forms.CharField(
        label="Your mail address",
        required=False,
        max_length=CONTACT_LENGTH,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    # Programs that fill in every field fill in this one too; people do not see it.
    remark = forms.CharField(
        label="Leave this empty",
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    token = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args: Any, days: int, **kwargs: Any) -> None:
        """`days` after the answer the mail address is deleted."""
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["contact"].help_text = (
            "Only if you want to be told when the answer is there, or want us to be able to ask. "
            f"Never shown, and deleted {days} days after the answer."
        )

    def clean_reason(self) -> str:
        return _as_stored(checked_reason, self.cleaned_data["reason"])

    def clean_link(self) -> str:
        return _as_stored(checked_link, self.cleaned_data["link"])

    def clean_contact(self) -> str:
        return _as_stored(checked_contact, self.cleaned_data["contact"])

    def clean_remark(self) -> str:
        if self.cleaned_data["remark"]:
            raise forms.ValidationError("The last field is there to catch programs: leave it empty.")
        return ""
