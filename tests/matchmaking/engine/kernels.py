"""Ways to run the same thing with compiled code and without."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

LIMITS = (
    ("matchmaking.engine.counts.FEW", 200),
    ("matchmaking.engine.rows.MANY", 300_000),
    ("matchmaking.engine.index.postings.SMALL", 300_000),
    ("matchmaking.engine.index.best.SMALL", 5_000),
)


@contextmanager
def compiled(patch: pytest.MonkeyPatch, yes: bool) -> Iterator[None]:
    """Everything compiled, whatever its size, or nothing."""
    with patch.context() as patched:
        for name, _limit in LIMITS:
            patched.setattr(name, -1 if yes else 1 << 60)
        yield
