"""The log: one chained line for each change; tampering shows."""

import hashlib
import json
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from articles.actions import log
from articles.actions.claiming import accept_claims
from articles.actions.log import broken_lines, canonical, digest_of, record, writing
from articles.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter):
    article = factories.imported(by=reporter)
    accept_claims(article, by=reporter)
    return article


def test_chain_of_a_life_holds(reporter, reviewer, editor):
    article = factories.published(by=reporter, reviewer=reviewer, editor=editor)
    numbers = list(Event.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert article.events.count() > 5
    assert list(broken_lines()) == []


def test_line_names_everything(article, reporter):
    with writing():
        event = record(
            by=reporter, action="edit", thing=article, before={"a": 1}, after={"é": ["x", None]}, reason="So."
        )
    row = Event.objects.get(pk=event.pk)
    fields = {
        "number": row.number,
        "at": row.at.isoformat(),
        "actor": reporter.pk,
        "actor_name": "rita",
        "action": "edit",
        "object": ["article", str(article.pk), str(article)],
        "article": article.pk,
        "before": {"a": 1},
        "after": {"é": ["x", None]},
        "reason": "So.",
        "previous": Event.objects.get(number=row.number - 1).hash,
    }
    words = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert row.hash == hashlib.sha256(words.encode()).hexdigest() == digest_of(row)


def test_canonical_form_is_one_for_one_value():
    assert canonical({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'.encode()


def test_system_is_named(article):
    event = article.events.get(action="screen")
    assert (event.actor, event.actor_name) == (None, "system")


def test_event_is_written_inside_a_transaction_only(article, monkeypatch):
    monkeypatch.setattr(log, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(TransactionManagementError, match="inside the transaction of its change"):
        record(by=None, action="edit", thing=article)


@pytest.fixture
def tamper():
    """Raw SQL with the guards of the event table taken away, as an intruder would."""

    def run(sql: str, *values) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                for event in ("update", "delete", "insert"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS articles_event_frozen_{event}")
            else:
                cursor.execute("DROP TRIGGER IF EXISTS articles_event_frozen ON articles_event")
            cursor.execute(sql, values)

    # The changed schema goes back with the transaction of the test.
    assert transaction.get_connection().in_atomic_block
    return run


CHANGED = "was changed after it was written"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reason", "'other'"),
        ("action", "'publish'"),
        ("actor_name", "'somebody'"),
        ("actor_id", "NULL"),
        ("object_id", "'77'"),
        ("object_type", "'claim'"),
        ("object_label", "'x'"),
        ("article_id", "NULL"),
        ("after", "'{}'"),
        ("before", "'{\"x\": 1}'"),
        ("at", "'2020-01-01 00:00:00'"),
    ],
)
def test_changed_line_is_found(column, value, article, tamper):
    tamper(f"UPDATE articles_event SET {column} = {value} WHERE number = 1")
    assert list(broken_lines()) == [(1, CHANGED)]


def test_changed_line_with_a_new_hash_breaks_the_next(article, tamper):
    event = Event.objects.get(number=2)
    event.reason = "other"
    tamper("UPDATE articles_event SET reason = 'other', hash = %s WHERE number = 2", digest_of(event))
    assert list(broken_lines()) == [(3, "does not name the hash of the line before")]


def test_missing_line_is_found(article, tamper):
    tamper("DELETE FROM articles_event WHERE number = 2")
    assert list(broken_lines()) == [
        (3, "line 2 is missing"),
        (3, "does not name the hash of the line before"),
    ]


def test_missing_beginning_is_found(article, tamper):
    tamper("DELETE FROM articles_event WHERE number = 1")
    assert [words for _, words in broken_lines()] == [
        "line 1 is missing",
        "does not name the hash of the line before",
    ]


def test_line_put_in_is_found(article, tamper):
    last = Event.objects.latest("number")
    tamper(
        "INSERT INTO articles_event (number, at, actor_name, action, object_type, object_id, object_label, "
        "before, after, reason, previous, hash) SELECT number + 1, at, actor_name, 'publish', object_type, "
        "object_id, object_label, before, after, reason, hash, 'made up' FROM articles_event WHERE number = %s",
        last.number,
    )
    assert list(broken_lines()) == [(last.number + 1, CHANGED)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in by itself")
def test_writers_wait_for_each_other(article):
    with writing(), connection.cursor() as cursor:
        own = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objid = %s"
        cursor.execute(own, [log.CHAIN_LOCK])
        assert cursor.fetchone() == (1,)
