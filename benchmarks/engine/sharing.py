"""Workers that map one index: what each holds for itself, what they share, and whether two do twice the work."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from . import ours, sources
from .material import K

SECONDS = 3.0  # each worker searches for so long
WARM = 40  # searches before


def worker(folder: Path, data: Path) -> None:
    """Open the index, say so; at each line read, search for SECONDS and write how many searches a second that made."""
    market, needs = ours.opened(folder).market, sources.needs(data)
    for need in needs[:WARM]:
        market.search(need, K)
    print("ready", flush=True)
    for _line in sys.stdin:
        begun, done = time.perf_counter(), 0
        while time.perf_counter() - begun < SECONDS:
            market.search(needs[done % len(needs)], K)
            done += 1
        print(json.dumps(done / (time.perf_counter() - begun)), flush=True)


def measure(folder: Path, data: Path) -> dict[str, Any]:
    """Searches a second of one and of two workers at once; megabytes of two and of four, proportional and private."""
    command = [sys.executable, "-m", "benchmarks.engine.sharing", str(folder), str(data)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    try:
        _wait(workers)
        one, two = sum(_rates(workers[:1])), sum(_rates(workers))
        memory = {"2": _memory(workers)}
        workers += [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        _wait(workers[2:])
        memory["4"] = _memory(workers)
    finally:
        for child in workers:
            child.kill()
            child.communicate()
    return {
        "searches_per_second": {"1": one, "2": two},
        "speedup_of_two": two / one,
        "megabytes_per_worker": memory,
    }


def _wait(workers: list["subprocess.Popen[str]"]) -> None:
    for child in workers:
        assert child.stdout is not None
        if child.stdout.readline() != "ready\n":
            raise SystemExit("A worker that maps the index did not start; it said why above.")


def _rates(workers: list["subprocess.Popen[str]"]) -> list[float]:
    for child in workers:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    return [float(child.stdout.readline()) for child in workers if child.stdout is not None]


def _memory(workers: list["subprocess.Popen[str]"]) -> dict[str, float]:
    """Means over the workers, see proc(5), smaps_rollup: Pss counts a shared page by its share."""
    totals = {"Rss": 0, "Pss": 0, "Private": 0}
    for child in workers:
        for line in Path(f"/proc/{child.pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, _, rest = line.partition(":")
            key = "Private" if name in ("Private_Clean", "Private_Dirty") else name
            if key in totals:
                totals[key] += int(rest.split()[0])
    return {name.lower(): kilobytes / 1024 / len(workers) for name, kilobytes in totals.items()}


if __name__ == "__main__":
    worker(Path(sys.argv[1]), Path(sys.argv[2]))
