"""`python -m config.embedded start|stop|stop-if-unused|erase|watch`: the servers from the command line."""

import os
import sys
import time

from config.embedded import ensure_postgres, ensure_redis, erase, stop, stop_if_unused

WATCH_EVERY = 2.0  # seconds


def start() -> None:
    """Start what no environment variable replaces, and print where it is."""
    if not os.environ.get("DATABASE_URL"):
        print(ensure_postgres())
    if not os.environ.get("REDIS_URL"):
        print(ensure_redis())


def watch() -> None:
    """Start the servers again whenever they do not answer: a full disk stops PostgreSQL for good."""
    while True:
        if not os.environ.get("DATABASE_URL"):
            ensure_postgres()
        if not os.environ.get("REDIS_URL"):
            ensure_redis()
        time.sleep(WATCH_EVERY)


COMMANDS = {"start": start, "stop": stop, "stop-if-unused": stop_if_unused, "erase": erase, "watch": watch}

if __name__ == "__main__":
    if sys.argv[1:] not in [[name] for name in COMMANDS]:
        sys.exit(f"usage: python -m config.embedded {'|'.join(COMMANDS)}")
    COMMANDS[sys.argv[1]]()
