"""What a reviewer writes: a verdict with its reason and evidence, or a note on what is missing."""

from typing import Any

from django import forms

from articles.actions.reviewing import NEED_EVIDENCE, NOTE_LENGTH, RATIONALE_LENGTH
from articles.enums import Verdict
from articles.models import Citation


class Words(forms.CharField):
    """Words of several lines. Browsers send a line break as two characters; it counts as one."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n").strip()


class ReviewForm(forms.Form):
    """One verdict. `seen` is the digest of the claim that was judged, `scale` the id of the labels chosen from,
    `evidence` the ids of its citations.
    """

    use_required_attribute = False  # the page has other buttons, which do not need these fields
    verdict = forms.ChoiceField(
        choices=Verdict.choices, widget=forms.RadioSelect, error_messages={"required": "Choose a verdict."}
    )
    rationale = Words(
        label="Why, in words a reader can follow",
        max_length=RATIONALE_LENGTH,
        error_messages={"required": "Say why: a verdict needs its reason."},
    )
    evidence = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "A citation that you ticked is gone; look at the evidence again."},
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    scale = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, citations: list[Citation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = [(citation.pk, str(citation.source)) for citation in citations]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        judged = cleaned.get("verdict") in NEED_EVIDENCE and "evidence" not in self.errors
        if judged and not cleaned.get("evidence"):
            self.add_error(
                "evidence", "This verdict rests on evidence: tick a citation, or add one and tick it."
            )
        return cleaned


class ReturnForm(forms.Form):
    """Why a claim cannot be judged as it stands."""

    use_required_attribute = False
    note = Words(
        label="What is missing",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Two statements in one, no telling who is meant, no source where there should be one.",
        error_messages={"required": "Say what is missing, so that it can be mended."},
    )
