"""Who may do what in the admin and from the command line (see tests/test_rights.py)."""

from contextlib import suppress

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.management import call_command, get_commands
from django.urls import reverse

from articles.actions.tagging import add_tag
from articles.models import Event
from tests import factories
from tests.actions.common import undone
from tests.admin.posts import as_sent, form_at
from tests.rights.admin import MODELS, OTHER, PAGES, SENT, STAFF
from tests.rights.commands import COMMANDS
from tests.rights.doors import standing
from tests.rights.rows import PEOPLE

pytestmark = pytest.mark.django_db


def address(model: str, page: str, key: object = 1) -> str:
    app = "auth" if model in ("user", "group") else "articles"
    args = [key] if page in ("change", "delete", "history") else []
    return reverse(f"admin:{app}_{model}_{page}", args=args)


def test_every_address_of_the_admin_is_in_the_table():
    registered = {model._meta.model_name for model in admin.site._registry}
    assert registered == MODELS.keys(), (
        f"{sorted(registered ^ MODELS.keys())}: say in tests/rights/admin.py who may add, change and delete it."
    )
    pages = {
        f"{'auth' if model in ('user', 'group') else 'articles'}_{model}_{page}"
        for model in MODELS
        for page in PAGES
    }
    names = {name for name in flat(admin.site.urls[0]) if name}
    assert names - pages - OTHER == set(), "A new address of the admin: name it in tests/rights/admin.py."


def flat(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from flat(pattern.url_patterns)
        else:
            yield pattern.name


@pytest.fixture
def rows(reporter, administrator, outsider):
    article = factories.cleaned(by=reporter)
    source = factories.source(by=reporter)
    tag = add_tag(name="Port", description="", by=administrator)
    return {"article": article, "claim": factories.claims_of(article)[0], "source": source, "tag": tag,
            "user": outsider, "group": Group.objects.get(name="editor")}  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_of_every_model_by_everybody(who, rows, request, client_for):
    """Sent to with nothing, and each list with a forged deletion: nobody writes, and who may not is told so."""
    person = None if who == "anonymous" else request.getfixturevalue(who)
    client, before, got, wanted = client_for(person), standing(), {}, {}
    forged = {"action": "delete_selected", "post": "yes", "index": 0}
    for model, allowed in MODELS.items():
        key = rows[model].pk if model in rows else 1
        for page, may in zip(("add", "change", "delete"), allowed, strict=True):
            with undone():
                answer = client.post(address(model, page, key), {"status": "published"})
            got[model, page] = answer.status_code
            # Sent to with anything at all, the page of a deletion takes it as confirmed.
            done = 302 if page == "delete" else 200
            wanted[model, page] = 302 if who not in STAFF else done if who in may else 403
        with undone():
            answer = client.post(address(model, "changelist"), forged | {"_selected_action": key})
            assert standing() == before
        assert answer.status_code in ((302,) if who not in STAFF else (200, 302, 403))
    assert got == wanted


@pytest.mark.parametrize(("model", "page"), SENT)
def test_every_form_of_the_admin_works_for_those_it_is_for(model, page, rows, request, client_for):
    number = ("add", "change").index(page)
    url, before = address(model, page, rows[model].pk), standing()
    sent = form_at(client_for(request.getfixturevalue("superuser")), url) | SENT[model, page]
    got = {}
    for who in PEOPLE:
        person = None if who == "anonymous" else request.getfixturevalue(who)
        with undone():
            answer = client_for(person).post(url, as_sent(sent))
            wrote = standing() != before
            assert answer.status_code in ((302,) if wrote else (302, 403))
            assert not wrote or Event.objects.filter(actor=person, number__gt=before[-1]).exists()
            got[who] = wrote
    assert got == {who: who in MODELS[model][number] for who in PEOPLE}


def test_deleting_and_merging_tags_is_for_those_who_may(rows, request, client_for, administrator):
    other = add_tag(name="Ports", description="", by=administrator)
    merge = {"action": "merge", "_selected_action": [rows["tag"].pk, other.pk], "into": rows["tag"].pk, "index": 0, "confirmed": "yes"}  # fmt: skip
    tries = {"delete": (address("tag", "delete", rows["tag"].pk), {"post": "yes"}), "merge": (address("tag", "changelist"), merge)}  # fmt: skip
    before, got = standing(), {}
    for name, (url, sent) in tries.items():
        for who in PEOPLE:
            person = None if who == "anonymous" else request.getfixturevalue(who)
            with undone():
                client_for(person).post(url, sent)
                got[name, who] = standing() != before
    may = {"delete": ("administrator", "superuser"), "merge": STAFF}
    assert got == {(name, who): who in may[name] for name in tries for who in PEOPLE}


def test_every_command_is_in_the_table():
    ours = {name for name, app in get_commands().items() if app == "articles"}
    assert ours == COMMANDS.keys(), (
        f"{sorted(ours ^ COMMANDS.keys())}: say in tests/rights/commands.py what it may do, and under whose name."
    )


@pytest.mark.parametrize("name", [name for name, (sent, *_) in COMMANDS.items() if sent is not None])
def test_every_command_does_what_the_table_says(name, reporter, reviewer, tmp_path, web, capsys):
    """In a state in which each of them has something to look at."""
    factories.submitted(by=reporter)
    factories.source(by=reporter)
    web["https://port.example/report"] = "The port has 4,200 panels."
    (tmp_path / "in.txt").write_text("The harbour counted 120 ships in May.\n")
    line = '{"kind": "fragment", "text": "casino bonus", "category": "gambling", "decision": "removed"}\n'
    (tmp_path / "in.jsonl").write_text(line)
    sent, actions, actor = COMMANDS[name]
    before = standing()
    with suppress(SystemExit):
        call_command(name, *[one.format(folder=tmp_path) for one in sent])
    events = Event.objects.filter(number__gt=before[-1])
    assert set(events.values_list("action", flat=True)) == actions
    assert {*events.values_list("actor_name", flat=True)} == ({actor} if actor else set())
