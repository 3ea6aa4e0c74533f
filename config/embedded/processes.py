"""Find the server processes of a data folder by their working directory, and run the servers' own tools.

Read from /proc, not from `ps`, which slim images lack. Elsewhere (macOS) nothing is found and the servers' own
handling of stale lock files has to do.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

from config.embedded.accounts import Account

SERVERS = {"postgres", "valkey-server", "redis-server"}
PATIENCE = 2.0  # seconds an orphaned backend gets to notice that its postmaster is gone


def working_in(folder: Path) -> list[int]:
    """Return the ids of living servers whose working directory is `folder`, also if it was deleted under them.

    Both servers change into their data folder. A zombie has no working directory, a stranger's cannot be read, and a
    shell that happens to stand in the folder is no server.
    """
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            target = os.readlink(link)
            program = (link.parent / "comm").read_text().strip()
        except OSError:
            continue
        if program in SERVERS and target.removesuffix(" (deleted)") == str(folder):
            found.append(int(link.parent.name))
    return found


def end(folder: Path, *, patience: float = PATIENCE) -> None:
    """Wait until no server works in `folder`; kill what is left after `patience` seconds."""
    deadline = time.monotonic() + patience
    while (left := working_in(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in left:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    while working_in(folder):
        time.sleep(0.02)


def run_tool(command: list[str | Path], account: Account | None = None) -> subprocess.CompletedProcess[str]:
    """Run one of the servers' tools to its end, apart from our terminal, as `account`.

    PG* variables of the caller are left out: PGPORT alone would move the socket.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    environment["LC_MESSAGES"] = "C"
    return subprocess.run(
        [str(part) for part in command],
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # Ctrl-C in our terminal is not meant for a server
        check=False,
        **(account.popen() if account else {}),
    )
