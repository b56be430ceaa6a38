"""Forms beside the queue: who gets a claim, and who is away."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth import get_user_model

from articles.models.shares import Share


class GiveForm(forms.Form):
    """The person who gets the claim; the action says why somebody may not."""

    person = forms.ModelChoiceField(
        queryset=get_user_model().objects.filter(is_active=True),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose somebody of the list."),
    )


class AwayForm(forms.Form):
    """Until when somebody is away: oneself, or for who may assign claims, anybody who reviews."""

    person = forms.TypedChoiceField(label="Who", coerce=int)
    back_on = forms.DateField(
        label="Back on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="The first day back. Leave it empty to say: here again.",
    )

    def __init__(self, data: Any = None, *, shares: Sequence[Share], own: Any, others: bool) -> None:
        super().__init__(data, auto_id="away_%s", initial={"person": own.pk})
        self.people = {share.person.pk: share.person for share in shares if others or share.person == own}
        self.fields["person"].choices = [(pk, _name(person)) for pk, person in self.people.items()]
        mine = next((share.back_on for share in shares if share.person == own), None)
        self.fields["back_on"].initial = mine
        if not others:
            del self.fields["person"]


def _name(person: Any) -> str:
    return person.get_full_name() or person.get_username()
