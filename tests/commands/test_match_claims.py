"""The archive is compared by a command: keys anew, proposals, and what it took."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import ClaimKey, Match
from tests import factories

pytestmark = pytest.mark.django_db


def test_archive_is_matched_once(reporter):
    for title in ("Port", "Energy"):
        factories.imported(by=reporter, text=f"{title}\n\nThe port has 12 cranes since 2010.\n")
    Match.objects.all().delete()
    ClaimKey.objects.all().delete()
    said = []
    for arguments in (["--keys"], []):
        out = StringIO()
        call_command("match_claims", *arguments, stdout=out)
        said.append(re.sub(r"\d+\.\d", "0.0", out.getvalue()).splitlines())
    compared = "2 claims compared, 0.0 ms each (0.0 at most)"
    assert said == [
        ["2 claims have new keys", compared, "1 likely the same proposed, 1 wait for a yes or no, 0 clash"],
        [compared, "0 likely the same proposed, 1 wait for a yes or no, 0 clash"],
    ]


def test_empty_archive_has_nothing_to_match(db):
    out = StringIO()
    call_command("match_claims", stdout=out)
    assert out.getvalue() == "0 likely the same proposed, 0 wait for a yes or no, 0 clash\n"
