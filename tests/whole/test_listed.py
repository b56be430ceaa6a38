"""The list of pages is whole: each address shows something, and is seen empty or refusing."""

import re
from collections import defaultdict

import pytest
from django.contrib import admin

from tests.rights.admin import MODELS
from tests.rights.desk import READS, ROWS
from tests.rights.doors import names_of
from tests.whole.looks import NAMES, Whole

pytestmark = pytest.mark.django_db

# They give files, or lead on to another page.
NO_PAGE = {"export-lists", "snapshot", *(name for name in READS if name.startswith("figures-"))}
# Pages that are never empty and refuse nothing: of the handbook, and of one thing.
FULL = {"help", "help-keys", "help-api", "rules", "scales", "scale", "rule", "copy"}


def test_every_address_of_the_desk_is_asked_for(whole: Whole):
    asked = {look.name for look in whole.looks}
    assert NAMES - asked == set(), "say in tests/whole/looks.py (STATES_OF) in which state it shows something"


def test_what_only_shows_something_shows_it_in_two_states(whole: Whole):
    states = defaultdict(set)
    for look in whole.pages():
        if look.name in READS and not look.sent:
            states[look.name].add((look.state, look.answer.status))
    wanted = READS.keys() - NO_PAGE
    assert {name for name in wanted if not any(status == 200 for _, status in states[name])} == set()
    assert {name for name in wanted - FULL if len(states[name]) < 2} == set()


def test_every_form_is_seen_refusing(whole: Whole):
    """With a page that says why, or on its way back to the page that does."""
    sent = {
        look.name: look.answer.status for look in whole.looks if look.sent and look.name in names_of("desk")
    }
    assert {row.name for row in ROWS} - sent.keys() == set()
    assert {name: status for name, status in sent.items() if status not in (302, 400, 403, 404, 409)} == {
        "login": 200
    }


def test_every_stored_page_is_seen_with_its_status(whole: Whole):
    seen = {
        look.answer.path: look.answer.status
        for look in whole.looks
        if look.name == "public" and look.state == "whole"
    }
    assert {
        path: (status, seen.get(path)) for path, status in whole.stored.items() if seen.get(path) != status
    } == {}
    assert {200, 301, 410} == set(whole.stored.values())


def test_every_model_of_the_admin_is_seen(whole: Whole):
    """Its list filled and empty, one of its things, and each form: as it is opened, and refused."""
    seen = defaultdict(set)
    for look in whole.pages():
        if look.answer.status == 200:
            seen[look.answer.path].add((look.state, look.sent))
    opened, refused = ("whole", False), ("whole", True)
    wanted = defaultdict(set)
    for model in admin.site._registry:
        start = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        wanted[start] |= {opened, ("nothing", False)}
        assert any(re.fullmatch(f"{start}[^/]+/change/", path) for path in seen), start
        if MODELS[model._meta.model_name][0]:
            wanted[start + "add/"] |= {opened, refused}
    assert {path: looks - seen[path] for path, looks in wanted.items() if looks - seen[path]} == {}
    assert [path for path in seen if path.startswith("/admin/articles/tag/") and path.endswith("/delete/")]


def test_nothing_breaks_anywhere(whole: Whole):
    """But for the page that is broken on purpose."""
    broken = [(look.name, look.answer.status) for look in whole.looks if look.answer.status >= 500]
    assert broken == [("broken", 500)]
