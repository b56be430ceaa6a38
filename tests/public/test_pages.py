"""What stands on the pages of a small site."""

import pytest

from articles.models import Page
from tests.public.records import put_live, record

pytestmark = pytest.mark.django_db


def test_smoke():
    put_live(record())
    print(sorted(Page.objects.values_list("path", "status")))
    print(bytes(Page.objects.get(pk="/articles/harbour-1/").body).decode())
