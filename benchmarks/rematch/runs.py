"""Full matches: by one worker and two, by two machines, and by workers that are killed again and again."""

import random
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from config.kernel.jobs import sweep
from config.kernel.models import Job
from matchmaking.domain.full_match import JOBS, start_full_match
from matchmaking.domain.index import index_in_force
from matchmaking.models import Match, MatchRun
from matchmaking.states import RunState

from .table import digest
from .workers import Workers

POLL = 0.05
SWEEP_SECONDS = 5  # what beat does
GIVE_UP = 3600
SEED = 20


def full_match(workers: Sequence[Workers], kills: int = 0, jobs: int = 0) -> dict[str, object]:
    """Match everything anew, from an empty table: seconds by phase, needs per second, and what the table is.

    `kills` workers in a row end at places drawn by lot among the `jobs` that the run takes.
    """
    Match.objects.all().delete()
    Job.objects.all().delete()
    lot = random.Random(SEED)
    places = sorted(lot.sample(range(1, jobs), kills)) if kills else []
    with ExitStack() as stack:
        for each in workers:
            stack.enter_context(each)
        begun = time.perf_counter()
        run = start_full_match()
        for place in places:
            _until(run, lambda place=place: _done() >= place)  # type: ignore[misc]
            workers[lot.randrange(len(workers))].killed()
        published = _until(run, lambda: run.steps > 0) - begun
        ended = _until(run, lambda: run.state == RunState.DONE) - begun
        memory = [child for each in workers for child in each.megabytes()]
    index = index_in_force()
    return {
        "fit_and_publish_seconds": round(published, 1),
        "match_seconds": round(ended - published, 1),
        "needs_per_second": round(run.total / (ended - published), 1),
        "matches": run.matches,
        "jobs": _done(),
        "dead_jobs": Job.objects.filter(state=Job.State.DEAD).count(),
        "kills": len(places),
        "table": digest(),
        "model": run.model_version,
        "index_megabytes": round(index.bytes / 1e6, 1) if index else None,
        "megabytes_per_worker": memory,
    }


def hosts(home: Path) -> list[Workers]:
    """Two machines with nothing in common but the database, the broker and the storage."""
    return [Workers(1, home / name) for name in ("first-host", "second-host")]


def _done() -> int:
    return Job.objects.filter(state=Job.State.DONE, kind__in=JOBS).count()


def _until(run: MatchRun, true: Callable[[], bool]) -> float:
    begun = swept = time.perf_counter()
    while True:
        run.refresh_from_db()
        now = time.perf_counter()
        if true():
            return now
        if now - begun > GIVE_UP:
            raise SystemExit(f"{run} did not get further within {GIVE_UP} s")
        if now - swept > SWEEP_SECONDS:
            sweep()
            swept = now
        time.sleep(POLL)
