"""Real PostgreSQL and a real Redis-protocol server for development and tests, started on demand from wheels.

Used only where DATABASE_URL or REDIS_URL is not set. The servers are daemons of their own: they outlive the process
that started them and are found again by their sockets under DUIJIE_HOME; nothing listens on TCP. Every process that
asks for a server is counted as its user until it ends, so that the last one out may stop them (`stop_if_unused`).

Authentication is `trust` behind a socket only its owner can open: a development mode, not one for production.
"""

import shutil

from config.embedded import postgres, redis
from config.embedded.errors import ServerUnavailable
from config.embedded.locks import exclusive, mark_in_use, unused
from config.embedded.places import home, locate

__all__ = ["ServerUnavailable", "ensure_postgres", "ensure_redis", "erase", "stop", "stop_if_unused"]


def ensure_postgres() -> str:
    """Return the URL of this project's PostgreSQL, after starting (first: creating) it where it does not answer."""
    place = locate()
    with exclusive(place):
        mark_in_use(place)
        return postgres.ensure(place)


def ensure_redis() -> str:
    """Return the URL (unix://…) of this project's Redis, after starting it where it does not answer."""
    place = locate()
    with exclusive(place):
        mark_in_use(place)
        return redis.ensure(place)


def stop() -> None:
    """Stop both servers, whoever uses them; data stays."""
    place = locate()
    with exclusive(place):
        postgres.stop(place)
        redis.stop(place)


def stop_if_unused() -> bool:
    """Stop both servers unless some process that asked for one still lives. Say whether they were stopped."""
    place = locate()
    with exclusive(place), unused(place) as nobody_else:
        if nobody_else:
            postgres.stop(place)
            redis.stop(place)
        return nobody_else


def erase() -> None:
    """Stop both servers and delete their data, their sockets and the copied programs."""
    place = locate()
    with exclusive(place):
        postgres.stop(place)
        redis.stop(place)
        for pattern in ("pg", "pg.new", "redis", "redis.unreadable", "programs*"):
            for folder in place.data.glob(pattern):
                shutil.rmtree(folder)
        shutil.rmtree(place.sockets)
    if place.data != home():  # nothing of the caller's lies there
        shutil.rmtree(place.data)
