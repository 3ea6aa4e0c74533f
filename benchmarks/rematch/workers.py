"""Worker processes as `./run` starts them, on this machine or as if on another, and the memory of each."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from config.frontdoor.stack import WORKER

READY_SECONDS = 8  # until a worker has loaded the project


class Workers:
    """One worker with so many children; with a `home` it is another machine's, with files of its own. Runs within
    `with`."""

    def __init__(self, children: int, home: Path | None = None) -> None:
        self._children, self._home = children, home

    def __enter__(self) -> "Workers":
        self._start()
        time.sleep(READY_SECONDS)
        return self

    def __exit__(self, *_exc: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._kill()

    def killed(self) -> None:
        """End the worker and its children at once (kill -9); another takes their place, as the supervisor sees to."""
        self._kill()
        self._start()

    def megabytes(self) -> list[dict[str, float]]:
        """Per child: resident, proportional and private memory, see proc(5), smaps_rollup."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [_memory(int(child)) for child in children]

    def _start(self) -> None:
        command = [part.replace("-c2", f"-c{self._children}") for part in WORKER]
        self._process = subprocess.Popen(
            [sys.executable, "-m", *command],
            env=os.environ | (_elsewhere(self._home) if self._home else {}),
            start_new_session=True,
        )

    def _kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(30)


def _elsewhere(home: Path) -> dict[str, str]:
    """The environment of another machine, that has the database, the broker and the storage in common with this one."""
    home.mkdir(parents=True, exist_ok=True)
    held = connection.settings_dict
    host = held.get("HOST") or held.get("OPTIONS", {}).get("host", "")
    secret = f":{quote(held['PASSWORD'])}" if held.get("PASSWORD") else ""
    at = f"/{held['NAME']}?host={quote(host)}"
    if host and not host.startswith("/"):
        at = f"{host}:{held.get('PORT') or 5432}/{held['NAME']}"
    return {
        "DATABASE_URL": f"postgresql://{held['USER']}{secret}@{at}",
        "REDIS_URL": settings.REDIS_URL,
        "DUIJIE_HOME": str(home),
        "DUIJIE_MEDIA": str(settings.MEDIA_ROOT),
        "DUIJIE_DEBUG": "True",  # a home of its own has no settings of an operator
    }


def _memory(pid: int) -> dict[str, float]:
    totals = {"Rss": 0, "Pss": 0, "Private": 0}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, rest = line.partition(":")
        key = "Private" if name in ("Private_Clean", "Private_Dirty") else name
        if key in totals:
            totals[key] += int(rest.split()[0])
    return {name.lower(): round(kilobytes / 1024, 1) for name, kilobytes in totals.items()}
