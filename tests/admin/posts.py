"""What a browser sends back from a form of the admin: every field as it was shown, with what a person changed."""

import re
from typing import Any

from django.test import Client


def fields_of(form: Any) -> dict[str, str]:
    """The form as it stands on the page, hidden initial values included."""
    data: dict[str, str] = {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = "" if value is None else str(value)
        if bound.field.show_hidden_initial:
            known = form.data.get(bound.html_initial_name) if form.is_bound else bound.initial
            data[bound.html_initial_name] = "" if known is None else str(known)
    return data


def form_at(client: Client, url: str) -> dict[str, str]:
    return fields_of(client.get(url).context["adminform"].form)


def as_sent(data: dict[str, str]) -> dict[str, str]:
    """A browser sends every line break as CR LF."""
    return {name: re.sub(r"\r\n|\r|\n", "\r\n", str(value)) for name, value in data.items()}


def send(client: Client, url: str, /, **changes: Any) -> Any:
    """Opens the form, changes these fields, saves."""
    return client.post(url, as_sent(form_at(client, url) | changes))


def errors(answer: Any) -> dict[str, list[str]]:
    """The errors of the form that came back."""
    return {name: list(words) for name, words in answer.context["adminform"].form.errors.items()}
