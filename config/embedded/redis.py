"""Redis (Valkey): the doorbell of the job queue, the cache. It may lose everything and nothing is lost."""

import shutil
import socket
import sys
import time

from config.embedded.binaries import redis_server
from config.embedded.errors import ServerUnavailable
from config.embedded.handshake import Answer, ask_redis
from config.embedded.places import Place
from config.embedded.processes import end, run_tool, working_in
from config.embedded.reasons import reason

START_LIMIT = 30  # seconds, reading the append-only file included


def ensure(place: Place) -> str:
    """Return the URL of a server that answers. The caller holds the place's lock."""
    answer = ask_redis(place.redis_socket)
    if answer is Answer.NOBODY:
        _start(place)
    if not _becomes_ready(place):
        _set_aside(place)
        _start(place)
        if not _becomes_ready(place):
            raise ServerUnavailable(f"Redis did not start: {reason(place.redis / 'server.log')}.")
    return f"unix://{place.redis_socket}"


def stop(place: Place) -> None:
    """Stop the server and wait for its end; nothing happens when it does not run."""
    try:
        with socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(10)
            sock.connect(str(place.redis_socket))
            sock.sendall(b"SHUTDOWN\r\n")
            sock.recv(1)
    except OSError:
        pass
    end(place.redis, patience=10)


def _start(place: Place) -> None:
    end(place.redis, patience=0)  # one that lives but whose socket was cleaned away would write the same file
    place.redis.mkdir(exist_ok=True)
    place.redis_socket.unlink(missing_ok=True)
    run_tool(
        [
            redis_server(),
            *("--port", "0", "--unixsocket", place.redis_socket, "--unixsocketperm", "700"),
            *("--dir", place.redis, "--logfile", place.redis / "server.log", "--daemonize", "yes"),
            # everysec can lose acknowledged writes on a plain kill; always costs 1 ms each
            *("--appendonly", "yes", "--appendfsync", "always", "--save", ""),
            *("--maxmemory-policy", "noeviction"),  # a queue must never evict
        ]
    )


def _becomes_ready(place: Place) -> bool:
    """Wait for the answer; give up as soon as no process is left that could give it."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        answer = ask_redis(place.redis_socket)
        if answer is Answer.READY:
            return True
        if answer is Answer.NOBODY and sys.platform == "linux" and not working_in(place.redis):
            return False
        time.sleep(0.02)
    return False


def _set_aside(place: Place) -> None:
    """Keep an append-only file that cannot be read (a full disk cut it) out of the way; the server starts empty."""
    aside = place.data / "redis.unreadable"
    shutil.rmtree(aside, ignore_errors=True)
    place.redis.rename(aside)
