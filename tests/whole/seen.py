"""All pages, asked for once in each process."""

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from tests import replay
from tests.conftest import CAST_OF
from tests.whole.looks import Whole, see


@pytest.fixture(scope="session")
def whole(django_db_setup, django_db_blocker) -> Whole:
    """Nothing of it is left in the database. Who asks for it is marked django_db: without one there is no database."""
    replay.begin(None)  # states are built for real: this is no test
    names = {username: role for role, username in CAST_OF.items()}
    with django_db_blocker.unblock(), transaction.atomic():
        people = {names[user.username]: user for user in User.objects.filter(username__in=names)}
        found = see(people)
        transaction.set_rollback(True)
    return found
