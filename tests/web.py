"""Other servers, for tests above the door: what each address answers."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import pytest

from articles.outgoing import Answer, Unreachable
from tests import replay


class Web(dict[str, Any]):
    """{address: body, Answer or error}; what is not in it cannot be reached."""

    def fetch(self, url: str) -> Answer:
        said = self.get(url, Unreachable("No connection to it can be made."))
        if isinstance(said, Exception):
            raise said
        return (
            said if isinstance(said, Answer) else Answer(url, 200, "text/html; charset=utf-8", said.encode())
        )


@pytest.fixture
def web(settings) -> Iterator[Web]:
    """The door is open, and leads to what the test puts in here."""
    settings.OUTGOING_REQUESTS = True
    found = Web()
    replay.also(lambda: repr(sorted(found.items(), key=itemgetter(0))))
    with pytest.MonkeyPatch.context() as patches:
        patches.setattr("articles.outgoing.door.fetch", lambda url, *, rules: found.fetch(url))
        yield found
