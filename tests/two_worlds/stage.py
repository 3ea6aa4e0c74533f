"""The database that all worlds are copies of, and the surroundings of the process that lives through one."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from config import settings
from tests.migrated import migrated
from tests.two_worlds.clock import SCHEMA, SEARCH_PATH

ROOT = Path(__file__).resolve().parents[2]
# Redis has sixteen databases; a world takes two, for the broker and for the cache, counted from the last. Processes of
# the tests count from 4 on, see tests/shares.py.
REDIS_DATABASES = 16
SECRET_KEY = "the same in every world, or cookies would differ by their signatures"


@dataclass(frozen=True)
class Stage:
    """A database with the province in it, and the folder of its model files. `at_once`: worlds side by side."""

    database: str
    folder: Path
    at_once: int

    def world(self, number: int) -> "Surroundings":
        """Where the n-th world lives; those that run side by side must not share a Redis database."""
        place = number % self.at_once
        return Surroundings(f"{self.database}_{number}", self.folder / f"world-{number}", place)


@dataclass(frozen=True)
class Surroundings:
    """A database, a folder and a pair of Redis databases of one process."""

    database: str
    home: Path
    place: int

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """A new process with nothing in memory, led to this world by its environment alone."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home.with_suffix(".log")).open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        """What the process printed."""
        return self.home.with_suffix(".log").read_text(errors="replace")

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("DUIJIE_", "DJANGO_"))
        }
        return kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": _url_of(self.database),
            "REDIS_URL": settings.REDIS_URL,
            "DUIJIE_REDIS_DB": str(REDIS_DATABASES - 2 * (self.place + 1)),
            "DUIJIE_HOME": str(self.home),
            "DUIJIE_DEBUG": "True",  # the published passwords of the demo province are loaded only then
            "SECRET_KEY": SECRET_KEY,
            "PYTHONHASHSEED": "0",
            # one world per core; and sums of floats in one order
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "NUMBA_NUM_THREADS": "1",
        }


@contextlib.contextmanager
def staged(at_once: int) -> Iterator[Stage]:
    """Make the database with the province, by the product's own commands; afterwards drop it with all its copies."""
    stage = Stage(f"worlds_{os.getpid()}", Path(tempfile.mkdtemp(prefix="two-worlds-")), at_once)
    try:
        first = Surroundings(stage.database, stage.folder / "province", 0)
        with migrated("frozen", SCHEMA) as empty:
            _make(stage.database, empty)
        finish(first, first.start("tests.two_worlds.province"))
        _tell(stage.database, sql.SQL("analyze"))
        yield stage
    finally:
        for name in _made(stage.database):
            _drop(name)
        shutil.rmtree(stage.folder, ignore_errors=True)


def copy_of(stage: Stage, number: int) -> Surroundings:
    """A copy of the province for one world, with the model files that its rows name, in the place of an earlier one."""
    there = stage.world(number)
    _drop(there.database)
    shutil.rmtree(there.home, ignore_errors=True)
    _make(there.database, stage.database)
    shutil.copytree(stage.folder / "province" / "media", there.home / "media")
    return there


def finish(there: Surroundings, process: "subprocess.Popen[bytes]") -> None:
    """Wait for the process; where it failed, raise what it said."""
    if process.wait():
        raise RuntimeError(there.said()[-6000:])


def _make(name: str, template: str) -> None:
    database, model = sql.Identifier(name), sql.Identifier(template)
    _tell(
        "postgres",
        sql.SQL("create database {} template {}").format(database, model),
        sql.SQL("alter database {} set search_path = {}").format(database, sql.SQL(SEARCH_PATH)),
        # nobody needs it tomorrow
        sql.SQL("alter database {} set synchronous_commit = off").format(database),
    )


def _drop(name: str) -> None:
    _tell("postgres", sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _made(name: str) -> list[str]:
    with psycopg.connect(_url_of("postgres"), autocommit=True) as server:
        rows = server.execute("select datname from pg_database where datname like %s", [f"{name}%"])
        return [row[0] for row in rows]


def _tell(database: str, *statements: sql.Composable) -> None:
    with psycopg.connect(_url_of(database), autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


def _url_of(database: str) -> str:
    """The address of another database of the server in use."""
    parts = urlsplit(settings._database_url())
    return urlunsplit(parts._replace(path=f"/{database}"))
