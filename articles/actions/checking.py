"""Looking at the addresses of sources: alive, moved, changed, gone, taken over by spam."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import F
from django.utils import timezone

from articles.actions.capturing import words_in
from articles.actions.fetching import Answer, Unreachable, check_outgoing, fetch
from articles.actions.log import record, writing
from articles.enums import CaptureStatus, LinkState, QuoteState
from articles.errors import Conflict, Refused
from articles.models import Source, SourceCheck
from articles.text.quoted import find_quotes
from articles.text.takeover import kept_share, why_taken_over

STRIKES = 3  # days in a row on which it was gone, before it is called dead
LITTLE_LEFT = 0.5  # of a kept copy; under it the page is another one
NOT_FOR_US = {401, 402, 403, 405, 406, 407, 429, 451}
AWAY = (LinkState.GONE, LinkState.DEAD)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at an address showed."""

    outcome: LinkState
    note: str = ""
    status: int | None = None
    url: str = ""


def sources_to_check(*, limit: int | None = None) -> list[int]:
    """The ids of sources with an address that are not retracted, those not looked at for longest first."""
    rows = Source.objects.exclude(url="").filter(retracted_at__isnull=True)
    ids = rows.order_by(F("checked_at").asc(nulls_first=True), "pk").values_list("pk", flat=True)
    return list(ids[:limit])


def check_source(source: Source) -> SourceCheck:
    """Looks at a source's address and stores what was seen, with an Event when its state has changed.

    Refuses a source without an address, and while the site fetches nothing (Refused); when the address was changed
    while it was looked at (Conflict). The request is made outside the transaction.
    """
    check_outgoing()
    if not source.url:
        raise Refused("This source has no address to look at.")
    look = look_at(source)
    with writing():
        now = timezone.now()
        locked = Source.objects.select_for_update().get(pk=source.pk)
        if locked.url != source.url:
            raise Conflict("Somebody changed the address while it was looked at. Look again.")
        strikes = strikes_after(locked, look.outcome, now)
        state = LinkState.DEAD if strikes >= STRIKES else look.outcome
        check = SourceCheck.objects.create(
            source=locked,
            at=now,
            outcome=look.outcome,
            status=look.status,
            url=look.url,
            note=look.note[:500],
        )
        # Not `updated_at`: what editions freeze of a source has not changed.
        Source.objects.filter(pk=locked.pk).update(link_state=state, strikes=strikes, checked_at=now)
        if state != locked.link_state:
            before, after = {"link_state": locked.link_state}, {"link_state": str(state)}
            record(by=None, action="check", thing=locked, before=before, after=after, reason=look.note)
    source.link_state, source.strikes, source.checked_at = state, strikes, now
    return check


def strikes_after(source: Source, outcome: str, now: datetime) -> int:
    """On how many days in a row it was gone by now; two looks on one day count once."""
    if outcome != LinkState.GONE:
        return 0
    if source.link_state not in AWAY or source.checked_at is None:
        return 1
    same_day = timezone.localdate(source.checked_at) == timezone.localdate(now)
    return source.strikes + (not same_day)


def look_at(source: Source) -> Look:
    """Fetches the address and says what is there; writes nothing. Slow."""
    try:
        answer = fetch(source.url)
    except Unreachable as error:
        return Look(LinkState.GONE, str(error))
    except Refused as error:
        return Look(LinkState.BARRED, str(error))
    outcome, note = _judge(source, answer)
    return Look(outcome, note, answer.status, answer.url)


def _judge(source: Source, answer: Answer) -> tuple[LinkState, str]:
    if answer.status in NOT_FOR_US:
        return LinkState.BARRED, f"It answers with status {answer.status}."
    if not 200 <= answer.status < 300:
        return LinkState.GONE, f"It answers with status {answer.status}."
    words, why_none = words_in(answer.body, answer.content_type)
    if why := why_taken_over(words, answer.body):
        return LinkState.TAKEN_OVER, why
    if why := _why_changed(source, words, answer.body):
        return LinkState.CHANGED, why
    if where := _why_moved(source.url, answer):
        return LinkState.MOVED, where
    return LinkState.ALIVE, why_none


def _why_changed(source: Source, words: str, body: bytes) -> str:
    """In words what the page no longer says of what the newest kept copy says; "" when it still does."""
    copies = source.snapshots.filter(status=CaptureStatus.CAPTURED).exclude(text="").order_by("-pk")
    copy = copies.values_list("pk", "text").first()
    if copy is None or not words:
        return ""
    old = copy[1]
    found = source.citations.filter(quote_state=QuoteState.FOUND).values_list("quote", flat=True)
    quotes = list(dict.fromkeys(found))
    here = find_quotes(quotes, old)
    there = find_quotes(quotes, words)
    lost = [quote for quote, was, now in zip(quotes, here, there, strict=True) if was and not now]
    if lost:
        more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        return f"It no longer says what is quoted from it: “{lost[0][:120]}”{more}."
    share = kept_share(old, words)
    return f"{share:.0%} of the kept copy still stands in it." if share < LITTLE_LEFT else ""


def _why_moved(url: str, answer: Answer) -> str:
    """Where a page has gone for good. That http became https, or `www.` and a last slash, is no move."""
    if not answer.moved or _plain(url) == _plain(answer.url):
        return ""
    asked, found = urlsplit(url), urlsplit(answer.url)
    front = asked.path.strip("/") and not found.path.strip("/") and not found.query
    lost = " That is a front page: what was cited may be gone." if front else ""
    return f"It sends on for good to {answer.url[:300]}.{lost}"


def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
