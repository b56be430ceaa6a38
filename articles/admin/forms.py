"""Forms whose saving is an action: valid means done, a refusal is an error of the form."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.http import urlencode

from articles.actions.tagging import MAX_TAGS
from articles.errors import NewsroomError, NotReady
from articles.models.tags import NAME_LENGTH, tag_key

# A name that holds a separator stands in double quotes, a quote in it is doubled.
TAG = re.compile(r'\s*"((?:[^"]|"")*)"\s*|([^,，、;；\n"]+)')
SEPARATOR = re.compile('[,，、;；"]')
LANGUAGES = {"zh": "Chinese"} | {
    code: info["name"] for code, info in LANG_INFO.items() if "name" in info and "-" not in code
}


class ActionForm(forms.ModelForm):
    """`by` is the person, `made` what the action made or changed. A subclass says in `act` what is done.

    Fields with a hidden initial value know what the person saw: what somebody else changed meanwhile is told,
    and saving again then means it.
    """

    by: Any = None

    def __init__(self, *args: Any, instance: Any = None, initial: Any = None, **kwargs: Any) -> None:
        self.made: Any = None
        known = self.read(instance) if instance is not None and instance.pk else {}
        super().__init__(*args, instance=instance, initial=known | (initial or {}), **kwargs)

    def read(self, thing: Any) -> dict[str, Any]:
        """What the fields show of a thing that is there."""
        return {}

    def act(self) -> Any:
        raise NotImplementedError

    def is_multipart(self) -> bool:
        """Always: a Chinese character takes nine bytes in the other encoding, three in this one."""
        return True

    def _post_clean(self) -> None:
        """The action writes, so nothing is copied to the row in hand."""

    def is_valid(self) -> bool:
        if self.made is None and super().is_valid():
            try:
                self.made = self.act()
            except NewsroomError as error:
                self.add_error(None, error.problems if isinstance(error, NotReady) else str(error))
        return self.made is not None

    def clean(self) -> dict[str, Any]:
        for name in self.changed_data:
            if self.fields[name].show_hidden_initial:
                self._check_seen(name)
        return self.cleaned_data

    def _check_seen(self, name: str) -> None:
        hidden = self.add_initial_prefix(name)
        now, seen = str(self.initial.get(name, "")), self.data.get(hidden, "")
        if self.instance.pk is None or squash(now) == squash(seen):
            return
        self.data = self.data.copy()
        self.data[hidden] = now
        self.add_error(
            name,
            f"Somebody else changed this to “{now[:300]}” while you were writing. Save again if yours is to stand.",
        )

    def seen(self) -> dict[str, str]:
        """What the person saw in the fields that they changed."""
        return {name: self.data.get(self.add_initial_prefix(name), "") for name in self.changed_data}

    def changed(self, names: Iterable[str]) -> dict[str, Any]:
        """Those of the named fields that the person changed, with their new values."""
        return {name: self.cleaned_data[name] for name in names if name in self.changed_data}


def squash(value: str) -> str:
    """Browsers change line breaks on the way, and actions fold blanks."""
    return " ".join(value.split())


class TagsInput(forms.TextInput):
    """Names with commas between them; a script offers the tags that are there, by the admin's own look-up."""

    class Media:
        js = [Script("articles/js/admin-tags.js", defer=True)]

    def __init__(self, model: str) -> None:
        super().__init__(attrs={"class": "vTextField", "autocomplete": "off"})
        self.model = model

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: Any = None) -> dict[str, Any]:
        query = urlencode(
            {"app_label": "articles", "model_name": self.model, "field_name": "tags", "term": ""}
        )
        known = super().build_attrs(base_attrs, extra_attrs)
        return known | {"data-tags": f"{reverse('admin:autocomplete')}?{query}"}


def tags_field(model: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=3000,
        label="Tags",
        widget=TagsInput(model),
        help_text="With commas between them. A new name makes a new tag.",
        **kwargs,
    )


def tag_names(words: str) -> list[str]:
    """The names in such a field. Refuses with ValidationError one that is too long, and too many."""
    found = [
        " ".join((quoted.replace('""', '"') if quoted else plain).split())
        for quoted, plain in TAG.findall(words)
    ]
    # The first spelling of a name stands.
    names = list({tag_key(name): name for name in reversed(found) if name}.values())[::-1]
    if long := next((name for name in names if len(name) > NAME_LENGTH), ""):
        raise ValidationError(f"“{long[:40]}…” is too long: a tag has at most {NAME_LENGTH} characters.")
    if len(names) > MAX_TAGS:
        raise ValidationError(f"That is {len(names)} tags; {MAX_TAGS} are the most.")
    return names


def tags_text(thing: Any) -> str:
    """What stands in the field for the tags of a thing."""
    names = sorted(item.tag.name for item in thing.tagged.select_related("tag"))
    return ", ".join(
        '"' + name.replace('"', '""') + '"' if SEPARATOR.search(name) else name for name in names
    )


def language_choices(own: str = "") -> list[tuple[str, str]]:
    """Languages by name, with the code in hand where it is not among them."""
    known: Mapping[str, str] = LANGUAGES | ({own: own} if own and own not in LANGUAGES else {})
    return [("", "Not set"), *sorted(known.items(), key=lambda pair: pair[1])]


def text_field(rows: int, **kwargs: Any) -> forms.CharField:
    """Long words in a field of their own size."""
    return forms.CharField(
        widget=forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField", "dir": "auto"}), **kwargs
    )


def line_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        **{"widget": forms.TextInput(attrs={"class": "vTextField", "dir": "auto"})} | kwargs
    )
