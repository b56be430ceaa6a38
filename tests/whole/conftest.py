"""Tests of the whole site, on answers that were all asked for once."""

from tests.whole.seen import whole

__all__ = ["whole"]
