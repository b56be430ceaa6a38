"""The forms of readers."""

from typing import Any

from django import forms

from articles.actions.objecting import CONTACT_LENGTH, LINK_LENGTH, REASON_LENGTH


class ObjectionForm(forms.Form):
    """What is wrong with a verdict. What a link or a mail address has to be, the action says."""

    reason = forms.CharField(
        label="What is wrong with the verdict, and why?",
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 8}),
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

    def clean_remark(self) -> str:
        if self.cleaned_data["remark"]:
            raise forms.ValidationError("The last field is there to catch programs: leave it empty.")
        return ""
