"""Full matches by so many workers, each a process as `./run` starts it, and the memory of each."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from config.frontdoor.stack import WORKER
from config.kernel.jobs import sweep
from config.kernel.models import Job
from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.index import index_in_force
from matchmaking.models import Match, MatchRun
from matchmaking.states import RunState

POLL = 0.05
READY_SECONDS = 8  # until a worker has loaded the project


class Workers:
    """Worker processes with so many children together; within `with` they run."""

    def __init__(self, children: int) -> None:
        self._children = children

    def __enter__(self) -> "Workers":
        command = [part.replace("-c2", f"-c{self._children}") for part in WORKER]
        self._process = subprocess.Popen([sys.executable, "-m", *command])
        time.sleep(READY_SECONDS)
        return self

    def __exit__(self, *_exc: object) -> None:
        self._process.terminate()
        self._process.wait(60)

    def megabytes(self) -> list[dict[str, float]]:
        """Per child: resident, proportional and private memory, see proc(5), smaps_rollup."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [_memory(int(child)) for child in children]


def full_match(children: int) -> dict[str, object]:
    """Match everything anew, from an empty table; seconds by phase and needs per second."""
    Match.objects.all().delete()
    Job.objects.filter(state=Job.State.READY).delete()
    with Workers(children) as workers:
        begun = time.perf_counter()
        run = start_full_match()
        published = _until(run, lambda: run.steps > 0) - begun
        matched = _until(run, lambda: run.state == RunState.DONE) - begun - published
        memory = workers.megabytes()
    index = index_in_force()
    return {
        "workers": children,
        "fit_and_publish_seconds": round(published, 1),
        "match_seconds": round(matched, 1),
        "needs_per_second": round(run.total / matched, 1),
        "matches": run.matches,
        "index_megabytes": round(index.bytes / 1e6, 1) if index else None,
        "megabytes_per_worker": memory,
    }


def _until(run: MatchRun, true: Callable[[], bool]) -> float:
    swept = time.perf_counter()
    while True:
        run.refresh_from_db()
        if true():
            return time.perf_counter()
        if time.perf_counter() - swept > 5:  # what beat does
            sweep()
            swept = time.perf_counter()
        time.sleep(POLL)


def _memory(pid: int) -> dict[str, float]:
    totals = {"Rss": 0, "Pss": 0, "Private": 0}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, rest = line.partition(":")
        key = "Private" if name in ("Private_Clean", "Private_Dirty") else name
        if key in totals:
            totals[key] += int(rest.split()[0])
    return {name.lower(): round(kilobytes / 1024, 1) for name, kilobytes in totals.items()}
