"""The database that all test databases are copied from."""

import pytest
from django.db import connection

from tests.migrated import migrated

pytestmark = pytest.mark.django_db


def databases() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select datname from pg_database where starts_with(datname, 'duijie_migrated_')")
        return {row[0] for row in cursor.fetchall()}


def test_what_was_left_half_way_is_dropped_and_the_finished_one_is_kept() -> None:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("create database duijie_migrated_of_yesterday_half")
    with migrated() as name:
        assert databases() == {name}
    with migrated() as again:
        assert again == name
    assert connection.settings_dict["NAME"] != name
