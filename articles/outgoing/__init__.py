"""The one door for requests to other servers: `door.fetch`. Plain Python: no Django, no database.

Nothing else of the site opens a connection to the outside; `tests/test_layers.py` holds it.
"""

from articles.outgoing.rules import RULES, Answer, Rules, Unreachable

__all__ = ["RULES", "Answer", "Rules", "Unreachable"]
