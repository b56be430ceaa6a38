"""Forms about an article: import, details, text, findings, publishing."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.files.uploadedfile import UploadedFile

from articles.desk.forms import REASON_LENGTH, FilterForm, PlaceForm
from articles.enums import ArticleStatus, CorrectionKind, Format, ReviewPolicy
from articles.models import Article, Tag
from articles.text.decode import MAX_BYTES

MOST_FILES = 50
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")
LANGUAGES = {"zh": "Chinese"} | {
    code: info["name"] for code, info in LANG_INFO.items() if "name" in info and "-" not in code
}
DECISIONS = (("remove", "Remove"), ("keep", "Keep"), ("undo", "Later"))


def language_choices(*also: str) -> list[tuple[str, str]]:
    """Languages by name; a code that is not among the known ones stands by itself."""
    names = LANGUAGES | {code: code for code in also if code and code not in LANGUAGES}
    return [("", "Not set"), *sorted(names.items(), key=lambda pair: pair[1])]


class PasteForm(forms.Form):
    # No max_length: a browser cuts off what is pasted beyond it and says nothing. The action says what is too long.
    text = forms.CharField(
        strip=False,
        label="Text",
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="As it came to you. What you paste is kept and never changed.",
    )
    format = forms.ChoiceField(
        required=False, choices=[("", "Find out by itself"), *Format.choices], label="Format"
    )
    headline = forms.CharField(
        required=False,
        max_length=300,
        label="Headline",
        help_text="Only when the text has no title of its own.",
    )

    def clean_text(self) -> str:
        # Browsers send every line break as CR LF; what was pasted had one character for it.
        return self.cleaned_data["text"].replace("\r\n", "\n")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; gives a list. What is wrong with one file is said about that file, not here."""

    widget = FilesInput(attrs={"accept": ",".join(SUFFIXES)})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError("Choose at least one file.")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                f"That is {len(files)} files; {MOST_FILES} are the most at once. "
                "A whole folder comes in by manage.py import_articles."
            )
        return list(files)


class UploadForm(forms.Form):
    files = FilesField(
        label="Files",
        help_text=f"Text, Markdown or HTML; up to {MAX_BYTES // 10**6} MB each, up to {MOST_FILES} at once.",
    )


def file_problem(file: UploadedFile) -> str:
    """Why this upload is not read at all; "" when it may be."""
    if PurePath(file.name or "").suffix.lower() not in SUFFIXES:
        return f"The name of a file to import ends in {', '.join(SUFFIXES)}."
    if not file.size:
        return "The file is empty."
    if file.size > MAX_BYTES:
        return f"The file has {file.size:,} bytes; {MAX_BYTES:,} are allowed. Split it into several articles."
    return ""


class DetailsForm(forms.Form):
    """The hidden initial values tell a field that this person changed from one that somebody else did."""

    headline = forms.CharField(max_length=300, show_hidden_initial=True)
    summary = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences for lists and search.",
        show_hidden_initial=True,
    )
    byline = forms.CharField(
        required=False,
        max_length=200,
        help_text="Who wrote it, as readers see it.",
        show_hidden_initial=True,
    )
    language = forms.ChoiceField(required=False, show_hidden_initial=True)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        initial = {name: getattr(article, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, auto_id="details_%s", **kwargs)
        self.fields["language"].choices = language_choices(article.language)

    def details(self) -> dict[str, str]:
        """The fields that the person changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def seen(self) -> dict[str, str]:
        """What the person saw in them before."""
        return {name: self.data.get(self.add_initial_prefix(name), "") for name in self.changed_data}


class PolicyForm(forms.Form):
    policy = forms.ChoiceField(
        required=False,
        label="Reviews of each claim",
        help_text="Counts from the next round of a claim on; a claim in several articles takes the strictest.",
        show_hidden_initial=True,
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, initial={"policy": article.review_policy}, auto_id="policy_%s", **kwargs)
        desk = ReviewPolicy(settings.REVIEW_POLICY).label
        self.fields["policy"].choices = [("", f"As the desk does: {desk.lower()}"), *ReviewPolicy.choices]

    def seen(self) -> str:
        return self.data.get(self.add_initial_prefix("policy"), "")


class TextForm(forms.Form):
    text = forms.CharField(strip=False, widget=forms.Textarea(attrs={"rows": 30}))
    note = forms.CharField(
        required=False,
        max_length=500,
        label="What did you change, and why",
        help_text="Stands beside this revision and in the log.",
    )
    based_on = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class SureTextForm(TextForm):
    """The same once more, when the edit takes decisions away: `knows` names the claims that the person was told of."""

    knows = forms.RegexField(r"\A\d{1,18}(,\d{1,18})*\Z", max_length=8000, widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, label="I know. Save it all the same")

    def known(self) -> set[int]:
        chosen = self.cleaned_data
        return (
            set(map(int, chosen["knows"].split(","))) if chosen.get("sure") and chosen.get("knows") else set()
        )


class MarkForm(PlaceForm):
    reason = forms.CharField(
        max_length=500, label="Why it does not belong to the article", widget=forms.TextInput
    )


class ArticleFilter(FilterForm):
    q = forms.CharField(required=False, max_length=200, label="Search", widget=forms.SearchInput)
    status = forms.ChoiceField(required=False, choices=[("", "Any"), *ArticleStatus.choices])
    language = forms.ChoiceField(required=False)
    tag = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    waits = forms.ChoiceField(required=False, label="What waits")
    whose = forms.ChoiceField(required=False, choices=[("", "Anybody's"), ("mine", "Yours, not out yet")])

    def __init__(self, data: Any, *, waits: list[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="filter_%s")
        used = Article.objects.exclude(language="").order_by("language").values_list("language", flat=True)
        known = [(code, LANGUAGES.get(code, code)) for code in used.distinct()]
        self.fields["language"].choices = [("", "Any"), *known]
        self.fields["waits"].choices = [("", "Anything"), *waits]

    def wanted_tag(self) -> Tag | None:
        slug = self.chosen()["tag"]
        return Tag.objects.filter(slug=slug).first() if slug else None


class PublishForm(forms.Form):
    """`corrects` asks what readers are told about the change; every edition after the first needs it."""

    kind = forms.ChoiceField(
        label="What kind of change",
        widget=forms.RadioSelect,
        choices=[choice for choice in CorrectionKind.choices if choice[0] != CorrectionKind.RETRACTION],
    )
    note = forms.CharField(
        max_length=REASON_LENGTH,
        label="What changed, and why",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers see this beside the article and on the page of corrections.",
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="publish_%s", **kwargs)
        if not corrects:
            del self.fields["kind"], self.fields["note"]

    def correction(self) -> tuple[str, str] | None:
        if "kind" not in self.fields:
            return None
        return self.cleaned_data["kind"], self.cleaned_data["note"]


class ScheduleForm(forms.Form):
    at = forms.DateTimeField(
        label="Goes out at",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class RetractForm(forms.Form):
    note = forms.CharField(
        max_length=REASON_LENGTH,
        label="Public note",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers who come to the address see this instead of the article.",
    )
    sure = forms.BooleanField(
        label="I know that the address will answer “410 Gone” and that this cannot be undone",
        error_messages={"required": "Tick this to retract; unpublishing can be undone, retracting cannot."},
    )


class SlugForm(forms.Form):
    slug = forms.CharField(
        max_length=80,
        label="Address",
        help_text="Letters, digits and hyphens. The old address leads to the new one from then on.",
    )
