"""Words that people type into fields: folded, gated and measured before they reach the database."""

import re

from articles.errors import Refused

# A database or UTF-8 cannot hold these.
UNFIT = re.compile("[\0\ud800-\udfff]")


def line(value: str, *, what: str, most: int) -> str:
    """`value` on one line, blanks folded. `what` names the field. Refuses more than `most` code points (Refused)."""
    return _gated(" ".join(value.split()), what, most)


def passage(value: str, *, what: str, most: int) -> str:
    """`value` with its line breaks, stripped. Refuses more than `most` code points (Refused)."""
    return _gated(value.strip(), what, most)


def _gated(value: str, what: str, most: int) -> str:
    if len(value) > most:
        raise Refused(f"{what} has at most {most:,} characters; this has {len(value):,}. Shorten it.")
    if unfit := UNFIT.search(value):
        raise Refused(
            f"{what} holds a character that cannot be stored (number {unfit.start() + 1:,}). Type it again."
        )
    return value
