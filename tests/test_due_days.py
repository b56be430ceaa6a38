"""REVIEW_DAYS as it stands in the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import env

DEFAULTS = {"waiting": 2, "taken": 3}


def test_days_that_are_not_named_keep_their_default(monkeypatch):
    assert env.days("REVIEW_DAYS", DEFAULTS) == DEFAULTS
    monkeypatch.setenv("REVIEW_DAYS", " taken = 5, ")
    assert env.days("REVIEW_DAYS", DEFAULTS) == {"waiting": 2, "taken": 5}


@pytest.mark.parametrize(
    "value", ["taken", "taken=0", "taken=366", "taken=-1", "taken=two", "sleeping=1", "=1"]
)
def test_nonsense_is_refused_in_words(monkeypatch, value):
    monkeypatch.setenv("REVIEW_DAYS", value)
    with pytest.raises(ImproperlyConfigured, match="say waiting, taken with 1 to 365 days, as waiting=2"):
        env.days("REVIEW_DAYS", DEFAULTS)
