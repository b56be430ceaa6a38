"""Find injected spam in a text: `find_spam`."""

from articles.text.spam.find import find_spam

__all__ = ["find_spam"]
