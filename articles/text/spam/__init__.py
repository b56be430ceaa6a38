"""Find injected spam in a text: `find_spam`; `folded` is the form in which fragments are remembered."""

from articles.text.spam.find import find_spam, folded

__all__ = ["find_spam", "folded"]
