"""The commands: who has the machine runs them, so there are no roles; each says here what its Events may be.

The arguments to run it with, what it does then (the actions of its Events, in any order), and under which name.
`None` in place of arguments: it is tried in the tests that are named.
"""

from typing import Any

COMMANDS: dict[str, tuple[list[Any] | None, set[str], str]] = {
    "check_claim_reviews": ([], set(), ""),
    "check_sources": ([], {"check"}, "system"),
    "draw_workflows": (["--check"], set(), ""),
    "export_memory": (["{folder}/out.jsonl"], set(), ""),
    "export_site": (["{folder}/site"], set(), ""),
    "import_articles": (["{folder}/in.txt"], {"import", "screen", "propose_claims"}, "system"),
    "import_memory": (["{folder}/in.jsonl"], {"remember"}, "system"),
    "match_claims": ([], set(), ""),
    "publish_due": ([], set(), ""),
    "quickstart": (None, set(), "tests/commands/test_quickstart.py"),
    "rebuild_site": ([], set(), ""),
    "recompress": ([], set(), ""),
    "remind": ([], set(), ""),
    "send_notices": ([], set(), ""),
    "verify_ledger": ([], set(), ""),
    "verify_log": ([], set(), ""),
}
