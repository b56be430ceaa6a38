"""What readers see of a merged tag."""

import pytest

from articles.actions.editing import edit_details
from articles.actions.publishing import publish
from articles.actions.tagging import merge_tags, set_tags
from articles.models import Page, Tag
from tests import factories

pytestmark = pytest.mark.django_db


def test_page_of_a_merged_tag_leads_to_the_other_once_no_edition_carries_it(reporter, reviewer, editor):
    article = factories.decided(by=reporter, reviewer=reviewer)
    set_tags(article, ["harbours"], by=reporter)
    publish(article, by=editor)
    ports = Tag.objects.create(name="ports", slug="ports")
    merge_tags([Tag.objects.get(key="harbours")], into=ports, by=editor)
    assert Page.objects.get(path="/tags/harbours/").status == 200

    article = factories.reread(article)
    edit_details(article, by=reporter, summary="Sun over the docks.")
    publish(article, by=editor, correction=("update", "A summary was added."))
    old, new = Page.objects.get(path="/tags/harbours/"), Page.objects.get(path="/tags/ports/")
    assert (old.status, old.location, new.status) == (301, "/tags/ports/", 200)
