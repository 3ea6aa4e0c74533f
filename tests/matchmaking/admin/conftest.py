"""Browsers in the admin: Dave administers, Carol brokers (reads only)."""

from tests.matchmaking.pages.conftest import browse, match, mutual, pair

__all__ = ["browse", "match", "mutual", "pair"]
