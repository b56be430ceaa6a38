"""For all tests of the desk."""

import pytest


@pytest.fixture
def people(reporter, reviewer, second_reviewer, editor):
    """The cast of `claim_states`: `reviewer` has or had the claim, `second` disagreed, `free` is far from it."""
    return {"reporter": reporter, "reviewer": reviewer, "second": second_reviewer, "free": editor}
