"""Two questions of whoever watches the service: does the process answer, and can it do its work?"""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


@csrf_exempt
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers; asks nothing of the database."""
    return told({"status": "ok"})


@csrf_exempt
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and all migrations are applied, else 503 with what is missing."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except Error:
        return told({"status": "not ready", "database": "unreachable"}, status=503)
    missing = sorted(f"{app}.{name}" for app, name in known_migrations() - set(applied))
    if missing:
        return told({"status": "not ready", "database": "ok", "migrations": missing}, status=503)
    return told({"status": "ok", "database": "ok", "migrations": "applied"})


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """All migrations of the code, read from disk once: they do not change while the process runs.

    A migration that a squashed one replaces counts as part of that one.
    """
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return frozenset(set(loader.disk_migrations) - replaced)


def told(words: dict, *, status: int = 200) -> JsonResponse:
    response = JsonResponse(words, status=status)
    response["Cache-Control"] = "no-store"
    return response
