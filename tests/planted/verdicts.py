"""Each fault planted in a copy of the tree of its own, and whether somebody noticed."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded import ensure_postgres
from tests.isolation.crew import PROCESSES
from tests.isolation.stage import Stage
from tests.planted.copies import ROOT, copy_of_the_tree
from tests.planted.fault import Fault
from tests.planted.walk import WORLD, Errand, Found

LIMIT = 300  # seconds for one fault


class Broken(Exception):
    """What ran in a copy ended by itself, so that it says nothing about the fault."""


@dataclass(frozen=True)
class Verdict:
    """`noticed`: what gave the fault away, empty when it survived; `requests`: those that did; `trouble`: why it could
    not be tried, which counts as survived."""

    fault: Fault
    line: int
    noticed: str = ""
    requests: list[list[str]] = field(default_factory=list)
    trouble: str = ""

    def __str__(self) -> str:
        word = "caught  " if self.noticed else "SURVIVED"
        said = f"\n           {self.noticed or self.trouble}" if self.noticed or self.trouble else ""
        return f"{word} {self.fault.file}:{self.line}: {self.fault.what}{said}"


def verdicts(stage: Stage, faults: Sequence[Fault]) -> Iterator[Verdict]:
    """In the order of the faults, as many at a time as there are processes. Raises Outdated before the first."""
    for fault in faults:
        fault.line(ROOT)
    folder = _written_down(stage)
    with ThreadPoolExecutor(PROCESSES) as pool:
        yield from pool.map(lambda each: _verdict(stage, folder, *each), enumerate(faults))


def seen_without_faults(stage: Stage, given: Sequence[Verdict]) -> list[str]:
    """What the requests that gave faults away show of the tree as it is: nothing, or they gave nothing away."""
    requests = [request for verdict in given for request in verdict.requests]
    addresses = sorted({request[0] for request in requests})
    errand = Errand(
        stage.database, str(_written_down(stage)), f"{stage.database}_clean", addresses, True, requests
    )
    return _walk(ROOT, errand).sentences if requests else []


def _written_down(stage: Stage) -> Path:
    """The folder of the stage, with the world in it for other processes."""
    stage.world.save(stage.folder / WORLD)
    return stage.folder


def _verdict(stage: Stage, folder: Path, number: int, fault: Fault) -> Verdict:
    line, found = fault.line(ROOT), Found()
    try:
        with copy_of_the_tree() as copy:
            fault.plant(copy)
            if fault.walk:
                own = f"{stage.database}_{number}"
                found = _walk(copy, Errand(stage.database, str(folder), own, list(fault.walk), fault.csrf))
            telling = [sentence for sentence in found.sentences if ": 500" not in sentence]
            if found.sentences and not telling:
                raise Broken(f"it breaks the server, which anybody sees: {found.sentences[0]}")
            if not telling and fault.tests:
                telling = _failed_tests(copy, number, fault.tests)
    except Broken as broken:
        return Verdict(fault, line, trouble=str(broken))
    return Verdict(fault, line, telling[0].splitlines()[0] if telling else "", found.requests)


def _walk(root: Path, errand: Errand) -> Found:
    ended = _python(root, "-m", "tests.planted.walk", said=errand.written())
    if ended.returncode:
        raise Broken(f"the walk in a copy ended with {ended.returncode}:\n{ended.stderr[-3000:]}")
    return Found.read(ended.stdout.splitlines()[-1])


def _failed_tests(root: Path, number: int, tests: Sequence[str]) -> list[str]:
    """The tests that fail, run on a test database of their own."""
    database = os.environ.get("DATABASE_URL") or ensure_postgres()
    own = {"DATABASE_URL": database.replace("/duijie?", f"/planted{number}?", 1)}
    ended = _python(root, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests, own=own)
    if ended.returncode not in (0, 1):
        raise Broken(f"the tests in a copy ended with {ended.returncode}:\n{ended.stdout[-3000:]}")
    return [line for line in ended.stdout.splitlines() if line.startswith("FAILED")]


def _python(
    root: Path, *arguments: str, said: str = "", own: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, **(own or {})},
        input=said,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
