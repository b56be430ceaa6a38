"""What the service says about itself."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.urls("tests.public.urls")


def test_healthz_asks_nothing_of_the_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_when_all_is_well(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": "ok", "migrations": "applied"},
    )
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readyz_names_what_is_not_migrated(client):
    MigrationRecorder(connection).record_unapplied("articles", "0001_initial")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == ["articles.0001_initial"]


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_readyz_without_a_database(client, monkeypatch, error):
    def broken(self):
        raise error("no such host: db.internal")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", broken)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        503,
        {"status": "not ready", "database": "unreachable"},
    )


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_read(client, path):
    assert client.post(path).status_code == 405
