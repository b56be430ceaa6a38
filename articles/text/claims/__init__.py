"""Propose the claims of an article: sentences worth checking, with reasons and the one who says them."""

from articles.text.claims.find import find_claims

__all__ = ["find_claims"]
