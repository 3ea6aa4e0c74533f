"""The system checks of the wiring, on real databases."""

from collections.abc import Iterator

import psycopg
import pytest
from django.core.checks import Error
from django.db import connection

from config.checks import chinese_search, database_faults, embedded_servers, encoder_folder


@pytest.fixture
def database_of_c_locale(django_db_blocker: pytest.FixtureDef) -> Iterator[str]:
    """The address of a database made with LC_CTYPE=C, as PostgreSQL makes it where LANG is unset."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        parameters = connection.get_connection_params()
    address = psycopg.conninfo.make_conninfo(
        **{key: value for key, value in parameters.items() if key in ("host", "port", "user", "password")}
    )
    with psycopg.connect(f"{address} dbname=postgres", autocommit=True) as server:
        server.execute("drop database if exists c_locale")
        server.execute(
            "create database c_locale template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'"
        )
        yield f"{address} dbname=c_locale"
        server.execute("drop database c_locale with (force)")


@pytest.mark.django_db
def test_our_database_finds_chinese() -> None:
    assert chinese_search(databases=["default"]) == []


def test_a_database_that_finds_nothing_in_chinese_is_an_error(database_of_c_locale: str) -> None:
    with psycopg.connect(database_of_c_locale) as database, database.cursor() as cursor:
        assert database_faults(cursor) == []  # before the first migration nothing can be said
        cursor.execute("create extension pg_trgm")
        assert database_faults(cursor) == [
            "LC_CTYPE of this database is C: trigram search finds nothing in Chinese text. "
            "Create it again with LC_CTYPE 'C.UTF-8'."
        ]


@pytest.mark.parametrize(
    ("debug", "variables", "errors"),
    [
        (False, {}, ["duijie.E002"]),
        (False, {"DUIJIE_ALLOW_EMBEDDED": "1"}, []),
        (False, {"DATABASE_URL": "postgresql://a/b", "REDIS_URL": "redis://c"}, []),
        (False, {"DATABASE_URL": "postgresql://a/b"}, ["duijie.E002"]),
        (True, {}, []),
    ],
)
def test_embedded_servers_in_production_are_an_error(
    settings: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    debug: bool,
    variables: dict[str, str],
    errors: list[str],
) -> None:
    settings.DEBUG = debug  # type: ignore[attr-defined]
    for name in ("DATABASE_URL", "REDIS_URL", "DUIJIE_ALLOW_EMBEDDED"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    found = embedded_servers()
    assert [message.id for message in found if isinstance(message, Error)] == errors


def test_a_wrong_encoder_folder_is_an_error(settings, tmp_path) -> None:
    assert encoder_folder() == []
    settings.ENCODER_DIR = str(tmp_path / "none")
    (error,) = encoder_folder()
    assert (error.id, error.msg) == (
        "duijie.E003",
        f"{tmp_path}/none is no folder; name the folder that holds the model's files",
    )
