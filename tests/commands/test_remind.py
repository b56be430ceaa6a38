"""manage.py remind."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from articles.actions import reminding
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alone")]


def run() -> list[str]:
    out = io.StringIO()
    call_command("remind", stdout=out)
    return out.getvalue().splitlines()


def test_it_says_what_it_did_and_does_it_once(reporter, reviewer, clock):
    claims = factories.claims_of(factories.submitted(by=reporter))
    clock(timedelta(days=3))
    assert run() == [*(f"claim {claim.pk}: given to ravi" for claim in claims), "3 done."]
    assert run() == ["0 done."]


def test_failures_are_told_by_its_exit(reporter, reviewer, clock, monkeypatch, caplog):
    factories.submitted(by=reporter)
    clock(timedelta(days=3))
    monkeypatch.setattr(reminding, "assign", None)
    with pytest.raises(CommandError, match="3 of 3 failed"):
        run()
