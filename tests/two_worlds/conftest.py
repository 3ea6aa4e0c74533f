"""One province for all worlds of this folder: migrating and seeding it takes longer than a test should."""

from collections.abc import Iterator

import pytest

from tests.two_worlds.stage import Stage, staged


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A database with the province, to be copied; for two worlds at once, however many cores there are."""
    with staged(at_once=2) as made:
        yield made
