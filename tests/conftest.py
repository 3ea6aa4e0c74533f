"""What every test stands on: real PostgreSQL and Redis, the vocabularies, and people with names.

Alice owns the enterprise, Bob the lab; Carol brokers; Dave administers; Oscar owns an unrelated firm and should see
nothing of theirs.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection

from config.kernel.secrets import work_as_public
from enterprises.domain.groups import ensure_groups
from enterprises.domain.vocabulary import forget_terms, load_vocabularies
from enterprises.models import Organization, Term, User
from matchmaking.domain.market import forget_market
from tests import factories
from tests.isolation.fixtures import built_stage, stage  # noqa: F401  for whoever walks on it
from tests.migrated import migrated
from tests.processes import processes  # noqa: F401  a fixture for every test

VOCABULARIES = Path(settings.BASE_DIR) / "seeds" / "vocabularies"
# The real hasher at its cheapest: the cast of one story otherwise costs a second of hashing.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: pytest.FixtureDef,  # type: ignore[type-arg]
) -> ExitStack:
    """The test database becomes a copy of the migrated one; what is returned keeps that one from being dropped."""
    held = ExitStack()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connection.settings_dict["TEST"]["TEMPLATE"] = held.enter_context(migrated())
    return held


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: ExitStack,
    django_db_setup: None,
    django_db_blocker: pytest.FixtureDef,  # type: ignore[type-arg]
) -> None:
    """The test database with the vocabularies and groups in it."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # where it is missing, the file server warns
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        django_db_modify_db_settings.close()
        load_vocabularies(VOCABULARIES)
        ensure_groups()
        assert work_as_public()  # as web and worker do: the connection that made the tables is their owner's


@pytest.fixture(autouse=True)
def _fresh_process(request: pytest.FixtureRequest, tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    """No memory of the last test: caches, this process's market, stored models."""
    forget_terms()
    forget_market()
    settings.PASSWORD_HASHERS = [  # type: ignore[attr-defined]  Argon2 costs a quarter of a second per person
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "django.contrib.auth.hashers.Argon2PasswordHasher",
    ]
    settings.HOME = tmp_path / "home"  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "home" / "media"  # type: ignore[attr-defined]
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        cache.clear()


@pytest.fixture
def vocabularies(db: None) -> None:
    """The vocabularies, also after a test that emptied the tables."""
    if not Term.objects.exists():
        load_vocabularies(VOCABULARIES)
        ensure_groups()


@dataclass(frozen=True)
class People:
    """The cast of the stories, and their organizations."""

    enterprise: Organization
    lab: Organization
    outside: Organization
    alice: User
    bob: User
    carol: User
    dave: User
    oscar: User


@pytest.fixture
def people(vocabularies: None) -> People:
    """Everybody, with their organizations verified and trusted."""
    enterprise = factories.make_organization("陇上测试铝业")
    lab = factories.make_organization("测试冶金重点实验室", kind="lab")
    outside = factories.make_organization("不相干的测试公司")
    return People(
        enterprise=enterprise,
        lab=lab,
        outside=outside,
        alice=factories.make_user("爱丽丝", organization=enterprise),
        bob=factories.make_user("鲍勃", organization=lab),
        carol=factories.make_broker("卡萝"),
        dave=factories.make_administrator("戴夫"),
        oscar=factories.make_user("奥斯卡", organization=outside),
    )
