"""Forms about rules, campaigns and what is remembered."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from articles.actions.rules import LONGEST, NOTE_LENGTH, SHORTEST, check_phrase
from articles.desk.forms import FilterForm
from articles.enums import Decision, FindingStatus
from articles.errors import Refused
from articles.text.spam.rules import CATEGORIES

LISTS_BYTES = 20 * 2**20
CATEGORY_CHOICES = [(name, name.capitalize()) for name in CATEGORIES]


class TryForm(forms.Form):
    """A phrase to look for in the archive."""

    phrase = forms.CharField(
        max_length=LONGEST,
        help_text=f"Plain words, {SHORTEST} to {LONGEST} characters. Capitals, disguised letters and spacing tricks "
        "do not matter.",
    )
    category = forms.ChoiceField(choices=CATEGORY_CHOICES, initial="other")

    def clean_phrase(self) -> str:
        try:
            return check_phrase(self.cleaned_data["phrase"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class ForceForm(forms.Form):
    phrase = forms.CharField(max_length=LONGEST, widget=forms.HiddenInput)
    category = forms.ChoiceField(choices=CATEGORY_CHOICES)
    note = forms.CharField(
        required=False,
        max_length=NOTE_LENGTH,
        label="Why it is on the list",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SwitchForm(forms.Form):
    """`seen` is the version that the person looked at."""

    note = forms.CharField(max_length=NOTE_LENGTH, label="Why", widget=forms.Textarea(attrs={"rows": 2}))
    active = forms.TypedChoiceField(
        choices=[("on", "on"), ("off", "off")], coerce=lambda value: value == "on", widget=forms.HiddenInput
    )
    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class CampaignForm(forms.Form):
    name = forms.RegexField("^[0-9a-f]{32}$", widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[("accept", "accept"), ("refuse", "refuse")])
    apply = forms.BooleanField(required=False)


class FragmentFilter(FilterForm):
    q = forms.CharField(required=False, max_length=200, label="Search", widget=forms.SearchInput)
    decision = forms.ChoiceField(required=False, choices=[("", "Any"), *Decision.choices])


class ForgetForm(FragmentFilter):
    """What was searched for, and how many were found."""

    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class FindingsFilter(FilterForm):
    """Which findings of a rule."""

    status = forms.ChoiceField(required=False, choices=[("", "Any"), *FindingStatus.choices])
    rule_version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class ListsForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text=f"JSON lines as exported here; up to {LISTS_BYTES // 2**20} MB.",
        error_messages={"empty": "The file is empty.", "required": "Choose a file."},
        widget=forms.FileInput(attrs={"accept": ".jsonl"}),
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LISTS_BYTES:
            raise forms.ValidationError(
                f"The file has {file.size / 2**20:.1f} MB; {LISTS_BYTES // 2**20} MB are the most. "
                "An administrator can take over larger ones with import_memory."
            )
        return file
