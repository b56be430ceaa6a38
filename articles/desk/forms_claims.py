"""Forms about a claim."""

from typing import Any

from django import forms

from articles.desk.forms import REASON_LENGTH, FilterForm, PlaceForm
from articles.enums import ClaimStatus, Verdict

CLAIM_LENGTH = 2000
DECISIONS = (("accept", "Accept"), ("mark_opinion", "Opinion"), ("dismiss", "Dismiss"))


def _date_field() -> forms.DateField:
    return forms.DateField(
        required=False,
        label="Said on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class EditClaimForm(forms.Form):
    text = forms.CharField(
        max_length=CLAIM_LENGTH,
        label="Claim",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Understood without the article: names, not “it”; years, not “last year”.",
    )
    claimant = forms.CharField(required=False, max_length=200, label="Who says it")
    said_on = _date_field()
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class AddClaimForm(PlaceForm):
    text = forms.CharField(
        required=False,
        max_length=CLAIM_LENGTH,
        label="Said in a way that stands alone",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Leave it empty to take the words as they stand.",
    )
    claimant = forms.CharField(required=False, max_length=200, label="Who says it")
    said_on = _date_field()


class SetAsideForm(forms.Form):
    """Accept, opinion or dismiss; `seen` is the status that the person saw."""

    decision = forms.ChoiceField(choices=DECISIONS, widget=forms.HiddenInput)
    seen = forms.ChoiceField(choices=ClaimStatus.choices, widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False, max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 2}), label="Reason"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "dismiss" and not cleaned.get("reason"):
            self.add_error("reason", "Say why this is not a claim to check.")
        return cleaned


class AcceptForm(forms.Form):
    """Which proposed claims to accept: all of the newest text, or those that are ticked."""

    all = forms.BooleanField(required=False)
    claim = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, data: Any, *, proposed: list[int]) -> None:
        super().__init__(data)
        self.fields["claim"].choices = [(pk, str(pk)) for pk in proposed]

    def ticked(self) -> list[str]:
        return self.data.getlist("claim")


class ClaimFilter(FilterForm):
    q = forms.CharField(required=False, max_length=200, label="Search", widget=forms.SearchInput)
    status = forms.ChoiceField(required=False, choices=[("", "Any"), *ClaimStatus.choices])
    verdict = forms.ChoiceField(required=False, choices=[("", "Any"), *Verdict.choices])
    tag = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
