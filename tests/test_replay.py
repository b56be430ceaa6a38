"""A state that is written again is the state that was built, row by row; and when it is not written again."""

import pytest
from django.db import connection, transaction

from articles.actions.tagging import set_tags
from articles.models import Tag
from tests import factories, replay

pytestmark = pytest.mark.django_db


class Undo(Exception):
    """Takes a transaction back."""


@pytest.fixture
def made():
    """A kept factory of tags, and the list of those that it made for real."""
    real = []

    @replay.kept(lambda pk: Tag.objects.get(pk=pk))
    def make(name: str, **_) -> int:
        real.append(name)
        return Tag.objects.create(name=name, slug=name).pk

    return make, real


def in_turn(*blocks):
    """What each block gives, each on the database as the test found it."""
    found = []
    for block in blocks:
        with replay.as_before(), transaction.atomic():
            found.append(block())
            transaction.set_rollback(True)
    return found


def whole() -> dict[str, list[tuple]]:
    """Every row of every table. SQLite's index of words keeps what is new in memory up to the next savepoint."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        tables += ["sqlite_sequence"] if connection.vendor == "sqlite" else []
        return {name: cursor.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in tables}


def test_state_that_is_written_again_is_the_same_row_by_row(reporter, reviewer, editor):
    text = factories.DIRTY.format(number="seventy") + "Another 40 boats have come since.\n"

    def build():
        made = factories.published(by=reporter, reviewer=reviewer, editor=editor, text=text)
        return made, made.status, made.live_edition.number, whole()

    before = whole()
    built, again = in_turn(build, build)
    assert again == built
    assert built[1:3] == ("published", 1)
    assert whole() == before != built[3]


def test_second_time_nothing_is_built(made):
    make, real = made
    one, two = in_turn(lambda: make("a"), lambda: make("a"))
    assert (one, one.name, real) == (two, two.name, ["a"])


def test_states_are_told_apart_by_what_was_built_before_and_what_with(made, reporter, editor):
    make, real = made
    in_turn(lambda: make("a"), lambda: (make("b"), make("a")), lambda: (make("b"), make("a")))
    in_turn(lambda: make("a", by=reporter), lambda: make("a", by=editor), lambda: make("a", by=editor))
    assert real == ["a", "b", "a", "a", "a"]


def test_nothing_is_written_again_after_anything_else_was_written(made, reporter):
    make, real = made
    article = factories.imported(by=reporter)
    in_turn(lambda: make("a"), lambda: (set_tags(article, ["ports"], by=reporter), make("a")))
    assert real == ["a", "a"]


def test_nothing_is_written_again_under_other_settings_or_patches(made, settings, monkeypatch):
    make, real = made
    in_turn(lambda: make("a"))
    settings.REVIEWS_PER_CLAIM = 2
    in_turn(lambda: make("a"), lambda: make("a"))
    monkeypatch.setattr(Tag, "__str__", lambda self: "patched")
    in_turn(lambda: make("a"))
    assert real == ["a", "a", "a"]


def test_keys_are_the_same_whatever_was_taken_back_meanwhile(made):
    make, _ = made

    def build(taken_back: int):
        one = make("a")
        in_turn(
            *[lambda n=n: Tag.objects.create(name=f"gone {n}", slug=f"gone-{n}") for n in range(taken_back)]
        )
        return one.pk, make("b").pk

    first, again = in_turn(lambda: build(1), lambda: build(3))
    assert first == again


def test_states_are_told_apart_by_what_other_servers_say(made, web):
    make, real = made
    in_turn(lambda: make("a"), lambda: make("a"))
    web["https://port.example/"] = "The port."
    in_turn(lambda: make("a"), lambda: make("a"))
    assert real == ["a", "a"]


def test_what_failed_on_the_way_is_not_kept():
    real = []

    @replay.kept(lambda pk: Tag.objects.get(pk=pk))
    def make() -> int:
        real.append(1)
        try:
            with transaction.atomic():
                Tag.objects.create(name="gone", slug="gone")
                raise Undo
        except Undo:
            return Tag.objects.create(name="there", slug="there").pk

    in_turn(make, make)
    assert real == [1, 1]
