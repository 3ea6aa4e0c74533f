"""kill -9, stale lock files, lost sockets: the next start recovers by itself and no acknowledged row is lost."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest

from config.embedded.processes import working_in
from tests.config.embedded.copy import Copy

pytestmark = pytest.mark.faults


@pytest.fixture
def stranger() -> Iterator[int]:
    """A living process that is no server."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        yield process.pid
        process.kill()


def test_acknowledged_writes_survive_kill_9_of_both_servers(copy: Copy) -> None:
    copy.sql("create table acknowledged (number int)")
    with psycopg.connect(copy.start()[0], autocommit=True) as connection, copy.redis() as client:
        for number in range(200):
            connection.execute("insert into acknowledged values (%s)", (number,))
            client.rpush("acknowledged", number)
        servers = {copy.postmaster(), copy.valkey()}
        backends = set(working_in(copy.data() / "pg")) - servers
        for pid in servers:
            os.kill(pid, signal.SIGKILL)
        for pid in backends:
            with suppress(ProcessLookupError):  # it has noticed that its postmaster is gone, and ended
                os.kill(pid, signal.SIGKILL)
    assert copy.sql("select count(*) from acknowledged") == [(200,)]
    with copy.redis() as client:
        assert client.llen("acknowledged") == 200


def test_a_backend_that_outlives_its_postmaster_is_ended(copy: Copy) -> None:
    busy = copy.popen(
        "import psycopg\n"
        "with psycopg.connect(embedded.ensure_postgres()) as connection:\n"
        "    print('connected', flush=True)\n"
        "    connection.execute('select count(*) from generate_series(1, 100000000000)')\n"
    )
    assert busy.stdout is not None
    assert busy.stdout.readline() == "connected\n"
    time.sleep(0.5)  # until the query runs
    os.kill(copy.postmaster(), signal.SIGKILL)
    assert copy.sql("select 1") == [(1,)]
    busy.communicate(timeout=60)


def test_a_lock_file_that_names_a_living_stranger_is_removed(copy: Copy, stranger: int) -> None:
    copy.start()
    copy.command("stop")
    for lock in (copy.data() / "pg" / "postmaster.pid", copy.data() / "run" / ".s.PGSQL.5432.lock"):
        lock.write_text(f"{stranger}\n{copy.data()}/pg\n1700000000\n5432\n{copy.data()}/run\n")
    assert copy.sql("select 1") == [(1,)]
    os.kill(stranger, 0)  # it lives


def test_servers_whose_sockets_were_cleaned_away_are_replaced(copy: Copy) -> None:
    copy.start()
    before = copy.postmaster(), copy.valkey()
    for socket in (copy.data() / "run").iterdir():
        socket.unlink()
    assert copy.sql("select 1") == [(1,)]
    assert set(before) & {copy.postmaster(), copy.valkey()} == set()
    assert working_in(copy.data() / "redis") == [copy.valkey()]


def test_a_data_folder_deleted_under_running_servers_is_made_anew(fresh_copy: Copy) -> None:
    fresh_copy.sql("create table lost (number int)")
    old = fresh_copy.valkey()
    shutil.rmtree(fresh_copy.home)
    assert fresh_copy.sql("select count(*) from pg_tables where tablename = 'lost'") == [(0,)]
    assert working_in(fresh_copy.home / "redis") == [fresh_copy.valkey()]
    assert old != fresh_copy.valkey()


def test_an_append_only_file_that_cannot_be_read_is_set_aside(fresh_copy: Copy) -> None:
    with fresh_copy.redis() as client:
        client.set("hint", "1")
    fresh_copy.command("stop")
    for file in (fresh_copy.data() / "redis" / "appendonlydir").glob("*.incr.aof"):
        file.write_bytes(b"this is not what Redis wrote" + file.read_bytes())
    with fresh_copy.redis() as client:
        assert client.exists("hint") == 0
    assert (fresh_copy.data() / "redis.unreadable" / "appendonlydir").is_dir()


def test_watch_starts_killed_servers_again(copy: Copy) -> None:
    copy.start()
    watch = copy.popen("from config.embedded.__main__ import watch\nwatch()")
    old = copy.postmaster()
    os.kill(old, signal.SIGKILL)
    deadline = time.monotonic() + 120
    with suppress(FileNotFoundError):  # the lock file is gone where the next start is at work
        while copy.postmaster() == old:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert copy.sql("select 1") == [(1,)]
    watch.kill()
    watch.communicate()
