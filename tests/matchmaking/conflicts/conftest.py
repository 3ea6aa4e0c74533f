"""A party with an institution behind it, and one of everything an administrator acts on."""

from tests.matchmaking.conflicts.ties import lab, rows

__all__ = ["lab", "rows"]
