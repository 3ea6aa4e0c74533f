"""Real workers for stories and faults: separate processes on the test database, started and killed like in life."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from config.frontdoor.stack import BEAT, WORKER

PATIENCE = 240  # seconds: a process that has never run compiles the kernels first, beside other tests


def environment() -> dict[str, str]:
    """What makes a child process work on this test's database, broker and files."""
    db = connection.settings_dict
    host = db.get("HOST") or db.get("OPTIONS", {}).get("host", "")
    password = f":{quote(db['PASSWORD'])}" if db.get("PASSWORD") else ""
    url = f"postgresql://{db['USER']}{password}@/{db['NAME']}?host={quote(host)}"
    if host and not host.startswith("/"):
        url = f"postgresql://{db['USER']}{password}@{host}:{db.get('PORT') or 5432}/{db['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "REDIS_URL": settings.REDIS_URL,
        "DUIJIE_REDIS_DB": str(settings.REDIS_DB),
        "DUIJIE_HOME": str(settings.HOME),
        "DUIJIE_DEBUG": "True",
        "DUIJIE_JOB_SWEEP": "1",
        "DUIJIE_MEDIA": str(settings.MEDIA_ROOT),
        "DUIJIE_INDEX_SEGMENT": str(settings.INDEX_SEGMENT_CARDS),
        "DUIJIE_FIT_PIECE": str(settings.FIT_PIECE),
        "DUIJIE_MATCH_BLOCK": str(settings.MATCH_BLOCK),
    }


class Process:
    """One program of the stack, in a process group of its own so that a kill takes its children too."""

    def __init__(self, name: str, arguments: list[str], folder: Path, home: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / f"{name}-{time.monotonic_ns()}.log"
        with self.log.open("wb") as log:
            self._popen = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=settings.BASE_DIR,
                env=environment() | ({"DUIJIE_HOME": str(home)} if home else {}),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def ended(self) -> bool:
        return self._popen.poll() is not None

    def wait_for(self, word: str) -> None:
        """Return when the log holds `word`. Raises AssertionError, with the log, when that takes too long."""
        until(lambda: word in self.log.read_text(errors="replace"), lambda: self.log.read_text())

    def kill(self) -> None:
        """End it at once, with its children: kill -9."""
        if self._popen.poll() is None:
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait(30)


def start_worker(folder: Path, home: Path | None = None, *, wait: bool = True) -> Process:
    """A Celery worker with two children, ready to take jobs; with a `home` of its own it is another machine's."""
    worker = Process("worker", [part.replace("-lWARNING", "-lINFO") for part in WORKER], folder, home)
    if wait:
        worker.wait_for("ready.")
    return worker


def start_beat(folder: Path) -> Process:
    """The scheduler, sweeping every second."""
    return Process("beat", [*BEAT, f"--schedule={folder / 'schedule'}"], folder)


def until(true: Callable[[], bool], explain: Callable[[], str] = str) -> None:
    """Return as soon as `true()`; AssertionError with `explain()` when that takes too long."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"not within {PATIENCE} s: {explain()}")
        time.sleep(0.05)


class Processes:
    """Starts programs and remembers them."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._started = folder, list[Process]()

    def worker(self, home: Path | None = None, *, wait: bool = True) -> Process:
        return self._remember(start_worker(self._folder, home, wait=wait))

    def command(self, name: str) -> Process:
        """A management command."""
        return self._remember(Process(name, ["django", name], self._folder))

    def beat(self) -> Process:
        return self._remember(start_beat(self._folder))

    def kill_all(self) -> None:
        for process in self._started:
            process.kill()

    def _remember(self, process: Process) -> Process:
        self._started.append(process)
        return process


@pytest.fixture
def processes(transactional_db: None, tmp_path: Path) -> Iterator[Processes]:
    """Starts programs; whatever a test leaves running is killed."""
    stack = Processes(tmp_path / "logs")
    yield stack
    stack.kill_all()
