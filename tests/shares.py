"""What test processes that run side by side must not share: each has Redis databases of its own.

Loaded by `-p` before the settings are read. PostgreSQL needs nothing: pytest-django gives each process a database.
"""

import os

FIRST = 4  # a running copy has 0 and 1; each process takes two: one for the broker, one for the cache
MOST = 4  # Redis has sixteen databases, and the two worlds of tests/two_worlds take the last four


if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    number = int(worker.removeprefix("gw"))
    if number >= MOST:
        raise SystemExit(f"at most {MOST} test processes: Redis has databases for no more")
    os.environ["DUIJIE_REDIS_DB"] = str(FIRST + 2 * number)
