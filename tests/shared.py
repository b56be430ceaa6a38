"""Where the shared sample data lies, for the tests that use it; they skip where it is absent."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("NEWSROOM_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))
SEED = SHARED / "seed" / "000_36005d0aa9e8130a.txt"
SPAM = SHARED / "spam" / "dev.jsonl"

needs_seed = pytest.mark.skipif(not SEED.exists(), reason=f"no seed article at {SEED} (set NEWSROOM_SHARED)")
needs_spam = pytest.mark.skipif(not SPAM.exists(), reason=f"no spam set at {SPAM} (set NEWSROOM_SHARED)")
