"""The answer to an objection."""

from typing import Any

from django import forms

from articles.actions.answering import ANSWER_LENGTH, OUTCOMES
from articles.desk.forms_reviews import Words

MEANINGS = {
    "upheld": "Upheld: the verdict does not hold as it stands.",
    "partly": "Partly upheld: some of it is right.",
    "rejected": "Rejected: the verdict holds.",
}


class AnswerForm(forms.Form):
    """What comes of it, in words for readers; and whether the claim is reviewed again."""

    use_required_attribute = False
    outcome = forms.ChoiceField(
        label="What comes of it",
        choices=[(name.value, MEANINGS[name.value]) for name in OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what comes of the objection."},
    )
    answer = Words(
        label="The answer, for readers",
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea({"rows": 6}),
        help_text="It stands on the claim's page at once, under what the reader wrote, and cannot be changed.",
        error_messages={"required": "Say why: readers see the answer."},
    )
    reopen = forms.BooleanField(
        label="Open a new round for the claim in the same step",
        required=False,
        help_text="Somebody else reviews it; readers keep the old verdict until the next edition.",
    )

    def __init__(self, *args: Any, decided: bool, **kwargs: Any) -> None:
        """A claim that is not `decided` has no round to open: it is under review already."""
        super().__init__(*args, **kwargs)
        self.decided = decided
        if not decided:
            self.fields["reopen"].widget = forms.HiddenInput()

    def clean_reopen(self) -> bool:
        return bool(self.cleaned_data["reopen"]) and self.decided
