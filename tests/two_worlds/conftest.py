"""One province for all worlds of this folder: migrating and seeding it takes longer than a test should."""

from collections.abc import Iterator

import pytest

from tests.two_worlds.stage import Stage, staged


@pytest.fixture(scope="session")
def stage(django_test_environment: None, django_db_blocker: pytest.FixtureDef) -> Iterator[Stage]:  # type: ignore[type-arg]
    """A database with the province, to be copied; for two worlds at once, however many cores there are."""
    with django_db_blocker.unblock(), staged(at_once=2) as made:  # type: ignore[attr-defined]
        yield made
