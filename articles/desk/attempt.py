"""Carrying out what a form asks for, and putting a refusal back into the form."""

from collections.abc import Callable
from typing import Any

from django.forms import Form

from articles.errors import NewsroomError, NotAllowed, NotReady


def attempt(form: Form, act: Callable[[], Any]) -> int:
    """Carries out `act` if the form is valid. Returns 0 when it is done, else the status of the page that says why not.

    A refusal becomes an error of the form, so that what the person typed stays in it. Who may not do it at all
    gets the page for that (NotAllowed passes through).
    """
    if not form.is_valid():
        return 400
    try:
        act()
    except NotAllowed:
        raise
    except NewsroomError as error:
        for words in error.problems if isinstance(error, NotReady) else [str(error)]:
            form.add_error(None, words)
        return error.status
    return 0
