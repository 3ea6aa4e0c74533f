"""One province for all worlds of this folder: migrating and seeding it takes longer than a test should."""

from collections.abc import Iterator

import pytest

from tests.two_worlds.lives import AT_ONCE
from tests.two_worlds.stage import Stage, staged


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A database with the province, to be copied."""
    with staged(AT_ONCE) as made:
        yield made
