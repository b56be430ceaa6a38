"""Kept copies of sources: uploaded, or fetched from the source's address."""

import hashlib
import subprocess
import sys
from typing import Any

from django.conf import settings

from articles.actions.fetching import Answer, check_outgoing, fetch
from articles.actions.log import record, writing
from articles.actions.quoting import look_up_all, note_copy
from articles.actions.words import line
from articles.enums import CaptureStatus
from articles.errors import Conflict, Refused
from articles.models import Citation, Snapshot, Source
from articles.permissions import check_may
from articles.text.readable import is_pdf, words_of
from articles.text.refusal import TextRefused

SNAPSHOT_BYTES = 10 * 2**20
PDF_SECONDS = 30
TRIES = 3
NO_WORDS = "No words could be read out of it; look at the file itself."


def add_snapshot(source: Source, *, data: bytes, file_name: str, content_type: str, by: Any) -> Snapshot:
    """Keeps an uploaded copy of a source, with its SHA-256 and its words; one Event.

    The quotes that are cited from the source are looked up in it. Refuses an empty or a too large file.
    """
    check_may(by, "edit_source")
    if not data:
        raise Refused("The file is empty.")
    if len(data) > SNAPSHOT_BYTES:
        raise Refused(f"The file has {len(data) / 2**20:.1f} MB; {SNAPSHOT_BYTES // 2**20} MB are the most.")
    file_name = line(file_name[:200], what="The file's name", most=200)
    content_type = line(content_type[:100], what="The file's type", most=100)
    return _keep(source, data=data, by=by, file_name=file_name, content_type=content_type)


def capture(source: Source, *, by: Any) -> Snapshot:
    """Fetches the source's address and keeps what it answers; one Event.

    Returns a failed Snapshot, with the reason in its note, when the other side has nothing to keep. Refuses a
    source without an address, and while the site fetches nothing (Refused).
    """
    check_may(by, "edit_source")
    check_outgoing()
    if not source.url:
        raise Refused("This source has no address. Add one, or upload a copy.")
    try:
        answer = fetch(source.url)
        problem = problem_of(answer)
    except Refused as refusal:
        answer, problem = None, str(refusal)
    if answer is None or problem:
        return _fail(source, problem, url=answer.url if answer else source.url, by=by)
    kind = line(answer.content_type, what="The type", most=100)
    return _keep(source, data=answer.body, by=by, url=answer.url, content_type=kind)


def problem_of(answer: Answer) -> str:
    """Why an answer holds no copy of the source, in words; "" when it does."""
    if not 200 <= answer.status < 300:
        return f"It answers with status {answer.status}."
    return "" if answer.body else "It answers with nothing."


def words_in(data: bytes, content_type: str) -> tuple[str, str]:
    """(the words of a copy, why there are none). Slow: for outside a transaction."""
    try:
        words = _pdf_words(data) if is_pdf(data) else words_of(data, content_type)
    except TextRefused as refusal:
        return "", refusal.message[:500]
    return words, "" if words else NO_WORDS


def _pdf_words(data: bytes) -> str:
    """In a process of its own, which a file made with bad intent may hang or fill up without harm."""
    command = [sys.executable, "-m", "articles.text.readable"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=PDF_SECONDS, cwd=settings.BASE_DIR, check=False
        )
    except subprocess.TimeoutExpired as error:
        words = f"Reading the PDF took longer than {PDF_SECONDS} seconds and was stopped."
        raise TextRefused("too_slow", words) from error
    words = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        raise TextRefused("undecodable", words or "The PDF takes too much memory; its words cannot be read.")
    return words


def _keep(source: Source, *, data: bytes, by: Any, **fields: str) -> Snapshot:
    words, note = words_in(data, fields["content_type"])
    digest = hashlib.sha256(data).hexdigest()
    for _ in range(TRIES):
        rows = list(_quoting(source))
        places = look_up_all(rows, words)
        with writing():
            if [row.pk for row in _quoting(source)] != [row.pk for row in rows]:
                continue
            snapshot = Snapshot.objects.create(
                source=source,
                status=CaptureStatus.CAPTURED,
                content=data,
                size=len(data),
                digest=digest,
                text=words,
                note=note,
                captured_by=by,
                **fields,
            )
            found = note_copy(snapshot, rows, places)
            after: dict[str, Any] = {"digest": digest, "size": len(data)}
            if fields.get("url"):
                after["url"] = fields["url"]
            if rows:
                after["quotes"] = f"{found} of {len(rows)} found"
            record(by=by, action="capture", thing=source, after=after)
        return snapshot
    raise Conflict("Others are citing this source at this moment. Nothing was changed; try again.")


def _quoting(source: Source) -> Any:
    return Citation.objects.filter(source=source).exclude(quote="").order_by("pk")


def _fail(source: Source, problem: str, *, url: str, by: Any) -> Snapshot:
    with writing():
        snapshot = Snapshot.objects.create(
            source=source, status=CaptureStatus.FAILED, url=url[:2000], note=problem[:500], captured_by=by
        )
        record(by=by, action="capture_failed", thing=source, reason=problem)
    return snapshot
