"""The database of the walk: made once per run, filled with the world, copied for every process that walks."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings
from psycopg import sql

from enterprises.domain.groups import ensure_groups
from enterprises.domain.vocabulary import forget_terms, load_vocabularies
from matchmaking.domain.market import current_market, forget_market
from tests.isolation.world import World, build
from tests.migrated import migrated

# The cast logs in by session, not by password; partners' secrets are hashed by Argon2, at its cheapest here.
HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("MD5", "Argon2")]
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1


@dataclass(frozen=True)
class Stage:
    """A database with the world in it, to be copied, not walked on; `folder` has its files."""

    database: str
    world: World
    folder: Path


@contextlib.contextmanager
def staged() -> Iterator[Stage]:
    """A new stage, and this process on it until the block ends."""
    with built() as stage, on(stage):
        yield stage


@contextlib.contextmanager
def built() -> Iterator[Stage]:
    """Make the database, the world and the model its market is searched with; afterwards drop all."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"isolation_{os.getpid()}"
        try:
            with migrated() as empty:
                create(name, empty)
            yield _filled(name, Path(folder))
        finally:
            drop(name)


def _filled(name: str, folder: Path) -> Stage:
    with _elsewhere(name, folder):
        with override_settings(PASSWORD_HASHERS=HASHERS), transaction.atomic():
            load_vocabularies(Path(settings.BASE_DIR) / "seeds" / "vocabularies")
            ensure_groups()
            world = build()
        current_market()  # the model is fitted once, not in every request
    return Stage(name, world, folder)


def on(stage: Stage) -> contextlib.AbstractContextManager[None]:
    """This process works on the stage itself, for as long as nobody copies it; then on what it worked on before."""
    return _elsewhere(stage.database, stage.folder)


@contextlib.contextmanager
def _elsewhere(name: str, folder: Path) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    with at_home(folder):
        use(name)
        try:
            yield
        finally:
            use(before)


def at_home(folder: Path) -> override_settings:
    """Settings under which the stored model of the stage is found.

    Where it is not, the first reader of the market fits a new one, and a GET is said to have changed a row.
    """
    return override_settings(HOME=folder, MEDIA_ROOT=folder / "media")


def use(name: str) -> None:
    """Lead the connection of this process to another database, and forget what was read from the last."""
    connection.close()
    connection.settings_dict["NAME"] = name
    forget_terms()
    forget_market()
    cache.clear()


def create(name: str, template: str) -> None:
    drop(name)
    statement = sql.SQL("create database {} template {}").format(
        sql.Identifier(name), sql.Identifier(template)
    )
    _tell_the_server(statement)


def drop(name: str) -> None:
    _tell_the_server(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _tell_the_server(statement: sql.Composed) -> None:
    parameters = {**connection.get_connection_params(), "dbname": "postgres"}
    known = {
        key: parameters[key] for key in ("dbname", "host", "port", "user", "password") if key in parameters
    }
    with psycopg.connect(**known, autocommit=True) as server:
        server.execute(statement)
