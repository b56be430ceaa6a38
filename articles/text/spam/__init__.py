"""Find injected spam in a text: `find_spam`; `folded` is the form in which fragments are remembered.

`screen` finds with the desk's lists beside it.
"""

from articles.text.spam.find import find_spam, folded
from articles.text.spam.lists import Lists, screen
from articles.text.spam.phrases import Phrase

__all__ = ["Lists", "Phrase", "find_spam", "folded", "screen"]
