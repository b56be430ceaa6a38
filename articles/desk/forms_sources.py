"""Forms for sources, their kept copies, citations and tags."""

from typing import Any

from django import forms

from articles.actions.capturing import SNAPSHOT_BYTES
from articles.desk.forms import FilterForm
from articles.enums import LinkState, Reliability, SourceKind, SourceRank, Stance
from articles.models import Source, Tag
from articles.models.tags import NAME_LENGTH, tag_name

ANY = [("", "Any")]
RETRACTED = "retracted"


class WebAddress(forms.URLField):
    """An http or https address; one typed without its scheme gets https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            assume_scheme="https",
            max_length=1000,
            required=False,
            widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        url = super().clean(value)
        if url and not url.lower().startswith(("http://", "https://")):
            raise forms.ValidationError("A source's address starts with http:// or https://.")
        return url


class SourceFilter(FilterForm):
    q = forms.CharField(label="Search", required=False, max_length=200, widget=forms.SearchInput)
    kind = forms.ChoiceField(required=False, choices=ANY + SourceKind.choices)
    reliability = forms.ChoiceField(required=False, choices=ANY + Reliability.choices)
    state = forms.ChoiceField(
        required=False, label="State", choices=[*ANY, (RETRACTED, "Retracted"), *LinkState.choices]
    )


class TagFilter(FilterForm):
    q = forms.CharField(label="Search", required=False, max_length=60, widget=forms.SearchInput)


class SourceForm(forms.Form):
    name = forms.CharField(max_length=200, help_text="A person, a body, or the title of what is cited.")
    kind = forms.ChoiceField(choices=SourceKind.choices)
    url = WebAddress(label="Address", help_text="Where readers find it. One address is one source.")
    rank = forms.ChoiceField(
        label="Primary or secondary",
        choices=SourceRank.choices,
        initial=SourceRank.SECONDARY,
        help_text="Primary: who measured, decided, said or saw it. Secondary: who reports on that.",
    )
    reliability = forms.ChoiceField(choices=Reliability.choices, initial=Reliability.UNRATED)
    reliability_note = forms.CharField(
        label="Why it is rated so", required=False, max_length=500, help_text="A rating needs its reason."
    )
    note = forms.CharField(
        label="Note for the desk", required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        rated = cleaned.get("reliability", Reliability.UNRATED) != Reliability.UNRATED
        if rated and not cleaned.get("reliability_note", "").strip():
            self.add_error("reliability_note", "Say why the source is rated so.")
        return cleaned


class CiteForm(forms.Form):
    """A citation: of a known source, chosen or named by its address or name, or of a new one."""

    use_required_attribute = False
    source = forms.IntegerField(label="A source the desk knows", required=False, min_value=1)
    name = forms.CharField(label="Or a new one: its name", required=False, max_length=200)
    url = WebAddress(label="Its address")
    kind = forms.ChoiceField(choices=SourceKind.choices, required=False, initial=SourceKind.WEBPAGE)
    stance = forms.ChoiceField(
        label="What it does to the claim", choices=Stance.choices, initial=Stance.SUPPORTS
    )
    quote = forms.CharField(
        label="Its words", required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    locator = forms.CharField(
        label="Where in it",
        required=False,
        max_length=200,
        help_text="Page, paragraph, minute: where to look.",
    )

    def __init__(self, *args: Any, known: list[Source], **kwargs: Any) -> None:
        """`known` are offered in the list; any other source may be named by its id."""
        super().__init__(*args, **kwargs)
        choices = [("", "Choose …"), *((source.pk, source.name) for source in known)]
        self.fields["source"].widget = forms.Select(choices=choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if not any(cleaned[name] for name in ("source", "name", "url")):
            self.add_error("source", "Choose a source, or name a new one.")
        elif found := find_source(cleaned["source"], cleaned["name"], cleaned["url"]):
            cleaned["found"] = found
        elif cleaned["source"]:
            self.add_error("source", "That source is not there; choose another one.")
        elif not cleaned["name"]:
            self.add_error("name", "No source has that address yet: name it.")
        elif not cleaned["kind"]:
            self.add_error("kind", "Say what kind of source it is.")
        return cleaned


def find_source(pk: int | None, name: str, url: str) -> Source | None:
    """The source with this id; else the one at this address; else, without an address, the only one so named."""
    if pk:
        return Source.objects.filter(pk=pk).first()
    if url:
        return Source.objects.filter(url=url).first()
    named = list(Source.objects.filter(name__iexact=name)[:2])
    return named[0] if len(named) == 1 else None


class SnapshotForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text=f"At most {SNAPSHOT_BYTES // 2**20} MB: the page saved, a PDF, a picture of the document.",
        error_messages={
            "required": "Choose a file first.",
            "empty": "The file is empty.",
            "missing": "Choose a file first.",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > SNAPSHOT_BYTES:
            size = file.size / 2**20
            raise forms.ValidationError(
                f"The file has {size:.1f} MB; {SNAPSHOT_BYTES // 2**20} MB are the most. Save a smaller copy."
            )
        return file


class TagForm(forms.Form):
    name = forms.CharField(max_length=NAME_LENGTH)
    description = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="One or two sentences for readers.",
    )

    def clean_name(self) -> str:
        return tag_name(self.cleaned_data["name"])


class MergeForm(forms.Form):
    """Which of the chosen tags stays; `tag` are their ids."""

    use_required_attribute = False
    tag = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)
    into = forms.TypedChoiceField(
        label="Which one stays",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Say which one stays."},
    )

    def __init__(self, *args: Any, tags: list[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].choices = self.fields["into"].choices = [(tag.pk, tag.name) for tag in tags]
        self.tags = tags

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "tag" in self.errors:
            del self.errors["tag"]
            self.add_error(None, "One of these tags is no longer there: somebody merged it. Choose anew.")
        return cleaned
