"""Servers of their own for each module, in a folder that any account can enter, erased afterwards."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.embedded.copy import Copy


def _copy(parent: Path | None = None) -> Iterator[Copy]:
    with tempfile.TemporaryDirectory(dir=parent) as name:
        Path(name).chmod(0o755)
        copy = Copy(Path(name) / "home")
        try:
            yield copy
        finally:
            copy.command("erase")


@pytest.fixture(scope="module")
def copy() -> Iterator[Copy]:
    """One pair of servers for the whole module."""
    yield from _copy()


@pytest.fixture
def fresh_copy() -> Iterator[Copy]:
    """A pair of servers for one test."""
    yield from _copy()
