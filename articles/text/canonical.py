"""One byte form for one JSON value, of which digests are made."""

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Keys sorted, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
