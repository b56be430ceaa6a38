"""The commands of the README, so that tests and checks run what it says: `python tests/readme.py run|test`."""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def commands() -> list[str]:
    """Each line of each shell block, in order; the first makes the site, the second runs the tests."""
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line and not line.startswith("#")]


if __name__ == "__main__":
    sys.stdout.write(commands()[{"run": 0, "test": 1}[sys.argv[1]]])
