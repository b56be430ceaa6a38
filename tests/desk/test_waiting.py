"""What waits in which article: by the indexes that do not grow with the archive."""

import pytest
from django.db import connection

from articles.desk.waiting import undecided, waiting_articles, waiting_numbers, waits
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its statistics of the tables")
@pytest.mark.parametrize("name", [name for name in waits() if name != "scheduled"])
def test_lists_find_the_rows_of_an_article_by_the_article(name):
    """By the index on a status, each line of a list reads all open findings, or claims, of the archive."""
    plan = waiting_articles(name).explain()
    assert "articles_finding_revision_id" in plan or "articles_appearance_revision_id" in plan
    assert "articles_finding_status" not in plan
    assert "articles_cl_status" not in plan
    plan = undecided(revision__article__in=[1, 2]).explain()
    assert "articles_finding_revision_id" in plan
    assert "articles_finding_status" not in plan


def test_numbers_are_those_of_the_lists(reporter, reviewer):
    factories.imported(by=reporter)
    factories.decided(by=reporter, reviewer=reviewer)
    numbers = waiting_numbers()
    assert numbers == {name: len(waiting_articles(name)) for name in waits()}
    assert (numbers["findings"], numbers["ready"], numbers["proposals"]) == (1, 1, 1)
