"""The one door for requests to other servers. Plain Python: no Django, no database.

Nothing else of the site opens a connection to the outside; `tests/test_layers.py` holds it.
"""

from articles.outgoing.door import RULES, Answer, Rules, Unreachable, fetch

__all__ = ["RULES", "Answer", "Rules", "Unreachable", "fetch"]
