"""The stage for tests, made once in a process however many files stand on it: it takes ten seconds."""

from collections.abc import Iterator

import pytest

from tests.isolation.stage import Stage, built, on


@pytest.fixture(scope="session")
def built_stage(django_test_environment: None, django_db_blocker: pytest.FixtureDef) -> Iterator[Stage]:  # type: ignore[type-arg]
    """The world, in a database of its own."""
    with django_db_blocker.unblock(), built() as made:  # type: ignore[attr-defined]
        yield made


@pytest.fixture(scope="module")
def stage(built_stage: Stage, django_db_blocker: pytest.FixtureDef) -> Iterator[Stage]:  # type: ignore[type-arg]
    """This process on the stage."""
    with django_db_blocker.unblock(), on(built_stage):  # type: ignore[attr-defined]
        yield built_stage
