"""Which server programs are taken, and what is said when they do not fit."""

from pathlib import Path

import pytest

from tests.config.embedded.copy import Copy

SYSTEM = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def test_a_wrong_variable_is_named(fresh_copy: Copy) -> None:
    fresh_copy.variables = {"DUIJIE_PG_BIN": "/nowhere"}
    refused = fresh_copy.command("start")
    assert refused.returncode == 1
    assert refused.stderr == (
        "DUIJIE_PG_BIN is set, but /nowhere/postgres does not exist: correct the variable or unset it.\n"
    )


@pytest.mark.skipif(not SYSTEM, reason="no PostgreSQL among the system's packages")
def test_programs_of_another_version_are_refused_before_they_touch_the_data(fresh_copy: Copy) -> None:
    fresh_copy.sql("create table mine (number int)")
    made_by = (fresh_copy.data() / "pg" / "PG_VERSION").read_text().strip()
    fresh_copy.command("stop")
    fresh_copy.variables = {"DUIJIE_PG_BIN": str(SYSTEM[0])}
    refused = fresh_copy.command("start")
    assert refused.returncode == 1
    assert refused.stderr.startswith(
        f"{fresh_copy.data()}/pg was made by PostgreSQL {made_by}, but {SYSTEM[0]} is "
    )
    fresh_copy.variables = {}
    assert fresh_copy.sql("select count(*) from mine") == [(0,)]


@pytest.mark.skipif(not SYSTEM, reason="no PostgreSQL among the system's packages")
def test_the_systems_programs_work_too(fresh_copy: Copy) -> None:
    fresh_copy.variables = {"DUIJIE_PG_BIN": str(SYSTEM[-1])}
    assert fresh_copy.sql("select current_setting('server_version_num')::int / 10000") == [
        (int(SYSTEM[-1].parent.name),)
    ]
