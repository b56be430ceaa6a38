"""Tags: one key for one name, on articles, claims and sources; merging, renaming, deleting."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions.citing import add_source
from articles.actions.tagging import add_tag, delete_tag, edit_tag, merge_tags, set_tags
from articles.errors import Conflict, NotAllowed, Refused
from articles.models import Tag, TagAlias
from tests import factories
from tests.actions.common import events_since, last_event, refused, stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter):
    return factories.imported(by=reporter)


@pytest.fixture
def things(article, reporter):
    source = add_source(by=reporter, name="Port", kind="document")
    return article, factories.claims_of(article)[0], source


def names(thing) -> list[str]:
    return sorted(thing.tags.values_list("name", flat=True))


def tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


def test_tags_are_set_exactly_with_one_event(things, reporter):
    for thing in things:
        set_tags(thing, [" Ports ", "Energy"], by=reporter)
        number = last_event()
        set_tags(thing, ["Ports", "Oil"], by=reporter)
        assert names(thing) == ["Oil", "Ports"]
        before, after = {"tags": ["Energy", "Ports"]}, {"tags": ["Oil", "Ports"]}
        assert events_since(number) == [("tag", "rita", before, after)]
        set_tags(thing, ["oil", "PORTS"], by=reporter)
        assert last_event() == number + 1
    assert Tag.objects.count() == 3


def test_names_that_differ_in_case_or_composition_are_one_tag(article, reporter):
    set_tags(article, ["Café", "cafe\u0301", "CAFÉ", "  ", "Straße", "STRASSE"], by=reporter)
    assert names(article) == ["Café", "Straße"]


def test_slug_is_never_empty_and_never_the_desks_own(article, reporter):
    set_tags(article, ["🎉", "merge", "a b", "a-b"], by=reporter)
    slugs = dict(Tag.objects.values_list("name", "slug"))
    assert slugs["🎉"].startswith("tag-")
    assert (slugs["merge"], {slugs["a b"], slugs["a-b"]}) == ("merge-2", {"a-b", "a-b-2"})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([str(number) for number in range(31)], "That is 31 tags; 30 are the most"),
        (["x" * 61], "A tag has at most 60 characters"),
        (["a\0b"], "cannot be stored"),
        (["a\ud800"], "cannot be stored"),
    ],
)
def test_bad_tags_are_refused(given, words, article, reporter):
    with refused(Refused, words):
        set_tags(article, given, by=reporter)


def test_each_thing_takes_its_own_right(things, reviewer, outsider):
    article, claim, source = things
    for thing in (article, claim):
        with refused(NotAllowed):
            set_tags(thing, ["x"], by=reviewer)
    set_tags(source, ["x"], by=reviewer)
    with refused(NotAllowed):
        set_tags(source, ["y"], by=outsider)


def test_many_new_tags_take_the_queries_of_one(article, reporter):
    counts = []
    for number in (1, 10):
        with CaptureQueriesContext(connection) as queries:
            set_tags(article, [f"{number} {one}" for one in range(number)], by=stale(reporter))
        counts.append(len([query for query in queries if "auth_" not in query["sql"]]))
    assert counts[1] <= counts[0] + 1  # the earlier tag is taken away


def test_merge_moves_everything_and_leaves_an_alias(things, reporter, editor):
    article, claim, source = things
    set_tags(article, ["Ports", "Harbours"], by=reporter)
    set_tags(claim, ["Harbours"], by=reporter)
    set_tags(source, ["Quays"], by=reporter)
    ports, number = tag("Ports"), last_event()
    assert merge_tags([tag("Harbours"), tag("Quays"), ports], into=ports, by=editor) == 2
    assert [names(thing) for thing in things] == [["Ports"]] * 3
    assert set(Tag.objects.values_list("name", flat=True)) == {"Ports"}
    aliases = set(TagAlias.objects.values_list("name", "slug", "tag__name"))
    assert aliases == {("Harbours", "harbours", "Ports"), ("Quays", "quays", "Ports")}
    assert events_since(number) == [
        ("merge", "edda", {"tag": "Harbours"}, {"tag": "Ports"}),
        ("merge", "edda", {"tag": "Quays"}, {"tag": "Ports"}),
    ]
    set_tags(claim, ["QUAYS"], by=reporter)
    assert names(claim) == ["Ports"]


def test_alias_follows_when_its_tag_is_merged_too(article, reporter, editor):
    set_tags(article, ["a", "b", "c"], by=reporter)
    merge_tags([tag("a")], into=tag("b"), by=editor)
    merge_tags([tag("b")], into=tag("c"), by=editor)
    assert set(TagAlias.objects.values_list("name", "tag__name")) == {("a", "c"), ("b", "c")}


def test_bad_merges_are_refused(article, reporter, editor):
    set_tags(article, ["a", "b", "c"], by=reporter)
    a, b, c = tag("a"), tag("b"), tag("c")
    with refused(NotAllowed, "You may not merge tags"):
        merge_tags([a], into=b, by=reporter)
    for chosen in ([], [a]):
        with refused(Refused, "at least one other tag"):
            merge_tags(chosen, into=a, by=editor)
    merge_tags([a], into=b, by=editor)
    with refused(Conflict, "Somebody else merged or deleted one of these"):
        merge_tags([a, b], into=c, by=editor)
    with refused(Conflict, "Somebody else merged or deleted “a”"):
        merge_tags([b], into=a, by=editor)
    with refused(Conflict, "Somebody else merged or deleted “a”"):
        edit_tag(a, name="d", description="", by=editor)


def test_tag_is_renamed_and_described(article, reporter, editor):
    set_tags(article, ["Ports"], by=reporter)
    number = last_event()
    edit_tag(tag("Ports"), name=" Harbours ", description=" Where ships lie. ", by=editor)
    now = tag("Harbours")
    assert (now.description, now.key, now.slug) == ("Where ships lie.", "harbours", "ports")
    before, after = (
        {"name": "Ports", "description": ""},
        {"name": "Harbours", "description": "Where ships lie."},
    )
    assert events_since(number) == [("edit", "edda", before, after)]
    edit_tag(now, name="Harbours", description="Where ships lie.", by=editor)
    assert last_event() == number + 1
    edit_tag(now, name="HARBOURS", description="Where ships lie.", by=editor)
    assert stale(now).name == "HARBOURS"


def test_bad_names_are_refused(article, reporter, editor):
    set_tags(article, ["a", "b", "c"], by=reporter)
    merge_tags([tag("a")], into=tag("b"), by=editor)
    for name, words in (
        (" ", "needs a name"),
        ("C", "“c” is there already"),
        ("A", "“a → b” is there already"),
        ("x" * 61, "at most 60"),
        ("\0", "cannot be stored"),
    ):
        with refused(Refused, words):
            edit_tag(tag("b"), name=name, description="", by=editor)
        with refused(Refused, words):
            add_tag(name=name, description="", by=editor)
    with refused(Refused, "The description has at most 500"):
        add_tag(name="new", description="x" * 501, by=editor)


def test_only_a_tag_that_nothing_uses_is_deleted(article, reporter, administrator):
    set_tags(article, ["used"], by=reporter)
    free = add_tag(name="free", description="", by=administrator)
    with refused(Refused, "“used” is used in 1 places"):
        delete_tag(tag("used"), by=administrator)
    number = last_event()
    delete_tag(free, by=administrator)
    assert events_since(number) == [("delete", "adam", {"name": "free"}, {})]
    with refused(Conflict, "Somebody else merged or deleted “free”"):
        delete_tag(Tag(pk=10_000, name="free"), by=administrator)
