"""Filters, search and the links from a thing to what belongs to it."""

import pytest

from articles.actions.editing import edit_details
from articles.actions.tagging import set_tags
from tests import factories

ADMIN = "/admin/articles/"


@pytest.fixture
def client(client_for, editor):
    return client_for(editor)


@pytest.fixture
def two(reporter):
    """One article in English with the tag Port, one in German without."""
    one, other = factories.imported(by=reporter), factories.imported(by=reporter)
    set_tags(one, ["Port"], by=reporter)
    edit_details(one, by=reporter, language="en", headline="Sun on the cranes")
    edit_details(other, by=reporter, language="de", headline="Wind on the roofs")
    return one, other


def found(client, path: str) -> list:
    answer = client.get(ADMIN + path)
    assert answer.status_code == 200, answer
    return [row.pk for row in answer.context["cl"].queryset]


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ("tag=port", 0), ("language=de", 1), ("q=cranes", 0), ("q=wind-on", None), ("status__exact=published", None),
        ("tag=nothing", None), ("q=", (1, 0)),
    ],
)  # fmt: skip
def test_articles_are_narrowed(client, two, query, which):
    wanted = () if which is None else (which,) if isinstance(which, int) else which
    assert found(client, f"article/?{query}") == [two[place].pk for place in wanted]


@pytest.mark.parametrize("model", ["revision", "finding", "appearance", "edition", "event"])
def test_links_of_an_article_lead_to_its_own(client, two, model):
    page = client.get(f"{ADMIN}article/{two[0].pk}/change/").content.decode()
    key = (
        "article__id__exact" if model in ("revision", "edition", "event") else "revision__article__id__exact"
    )
    link = f"{model}/?{key}={two[0].pk}"
    assert f'href="{ADMIN}{link}"' in page
    own = found(client, link)
    other = found(client, f"{model}/?{key}={two[1].pk}")
    assert bool(own) == bool(other) == (model != "edition")
    assert not set(own) & set(other)


def test_links_of_tag_claim_and_source_work(client, reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    claim = factories.claims_of(article)[0]
    source = claim.citations.get().source
    for thing in (claim, source):
        set_tags(thing, ["Port"], by=reporter)
    assert found(client, "claim/?tag=port") == [claim.pk]
    assert found(client, "source/?tag=port") == [source.pk]
    assert found(client, f"review/?claim__id__exact={claim.pk}") == [claim.reviews.get().pk]
    assert found(client, f"citation/?source__id__exact={source.pk}")
    assert len(found(client, "page/?status=200")) > 1
    assert found(client, "page/?status=410") == []
