"""What waits in which article: by the indexes that do not grow with the archive."""

import pytest
from django.db import connection

from articles.desk.waiting import waiting_articles, waits, with_figures
from articles.models import Article

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its statistics of the tables")
@pytest.mark.parametrize("name", [*waits(), ""])
def test_lists_find_the_rows_of_an_article_by_the_article(name):
    """By the index on a status, each line of a list reads all open findings, or claims, of the archive."""
    rows = waiting_articles(name) if name else Article.objects.all()
    plan = with_figures(rows).explain()
    assert "articles_finding_revision_id" in plan
    assert "articles_finding_status" not in plan
    assert "articles_cl_status" not in plan
