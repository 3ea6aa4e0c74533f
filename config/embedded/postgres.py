"""PostgreSQL: made once, started on demand, found again by its socket, recovered after kill -9."""

import os
import sys
import time
from pathlib import Path

from config.embedded.binaries import programs_for
from config.embedded.cluster import NAME, check_version, create
from config.embedded.errors import ServerUnavailable
from config.embedded.handshake import Answer, ask_postgres
from config.embedded.places import PG_PORT, Place
from config.embedded.processes import end, run_tool, working_in
from config.embedded.reasons import reason

START_LIMIT = 120  # seconds; recovery after a crash can take long


def ensure(place: Place) -> str:
    """Return the URL of a server that accepts connections. The caller holds the place's lock."""
    answer = ask_postgres(place.postgres_socket, NAME)
    if answer is Answer.NOBODY:
        _start(place)
        answer = ask_postgres(place.postgres_socket, NAME)
    deadline = time.monotonic() + START_LIMIT
    while answer in (Answer.STARTING, Answer.NOBODY):
        if time.monotonic() > deadline:
            raise ServerUnavailable(f"PostgreSQL did not become ready: {reason(_log(place))}.")
        time.sleep(0.05)
        answer = ask_postgres(place.postgres_socket, NAME)
    if answer is Answer.NO_DATABASE:
        _create_database(place)
    return f"postgresql://{NAME}@/{NAME}?host={place.sockets}&port={PG_PORT}"


def stop(place: Place) -> None:
    """Stop the server and wait for its end; nothing happens when it does not run."""
    if not (place.postgres / "postmaster.pid").exists():
        return
    if not _pg_ctl(place, "-t", "60", "-m", "fast", "stop") and working_in(place.postgres):
        _pg_ctl(place, "-m", "immediate", "stop")


def _start(place: Place) -> None:
    _end_predecessors(place)
    if not (place.postgres / "PG_VERSION").exists():
        create(place)
    check_version(place)
    if place.account:
        os.chown(place.sockets, place.account.uid, place.account.gid)
    options = (
        f"-p {PG_PORT} -c listen_addresses='' -c unix_socket_permissions=0700 "
        f"-c unix_socket_directories='{place.sockets}'"
    )
    log = _log(place)
    if not _pg_ctl(place, "-t", str(START_LIMIT), "-l", log, "-o", options, "start"):
        raise ServerUnavailable(f"PostgreSQL did not start: {reason(log)}.")


def _end_predecessors(place: Place) -> None:
    """Clear away what a killed or unreachable server left behind.

    PostgreSQL copes with a lock file whose process is gone. It refuses to start while the number in the file belongs to
    a zombie (a container without init) or to a stranger (after a reboot), and while a backend outlives its postmaster.
    """
    lock_file = place.postgres / "postmaster.pid"
    servers = working_in(place.postgres)
    if servers and _number(lock_file) in servers:  # it lives, but its socket was cleaned away
        _pg_ctl(place, "-m", "fast", "stop")
    end(place.postgres)
    if sys.platform == "linux":
        lock_file.unlink(missing_ok=True)
        place.postgres_socket.with_name(place.postgres_socket.name + ".lock").unlink(missing_ok=True)


def _number(lock_file: Path) -> int | None:
    try:
        return int(lock_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _pg_ctl(place: Place, *arguments: str | Path) -> bool:
    """Let pg_ctl act and wait; say whether it succeeded."""
    command: list[str | Path] = [programs_for(place) / "pg_ctl", "-D", place.postgres, "-w", "-s"]
    return run_tool([*command, *arguments], place.account).returncode == 0


def _create_database(place: Place) -> None:
    """Make the database, also one that was lost between the first start and this."""
    where = ["-h", str(place.sockets), "-p", str(PG_PORT), "-U", NAME]
    made = run_tool([programs_for(place) / "createdb", *where, NAME], place.account)
    if made.returncode and "already exists" not in made.stderr:
        raise ServerUnavailable(f"The database {NAME} could not be made: {reason(made.stderr)}.")


def _log(place: Place) -> Path:
    return place.postgres / "server.log"
