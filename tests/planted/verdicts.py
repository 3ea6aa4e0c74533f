"""Each fault planted in a copy of the tree of its own, and whether somebody noticed."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.embedded import ensure_postgres
from tests.isolation.crew import PROCESSES
from tests.isolation.stage import Stage
from tests.planted.copies import ROOT, copy_of_the_tree
from tests.planted.fault import Fault
from tests.planted.walk import TRIES, WORLD, Errand, Found, telling

LIMIT = 600  # seconds for one fault
MATRIX, TAMPERING, TESTS = "the matrix", "tampering", "a test"


class Broken(Exception):
    """What ran in a copy ended by itself, so that it says nothing about the fault."""


@dataclass(frozen=True)
class Verdict:
    """`noticed`: what gave the fault away, empty when it survived; `by`: whose work that was; `found`: the requests
    that did; `trouble`: why it could not be tried, which counts as survived."""

    fault: Fault
    line: int
    noticed: str = ""
    by: str = ""
    found: Found = field(default_factory=Found)
    trouble: str = ""

    def __str__(self) -> str:
        word = f"caught by {self.by}" if self.noticed else "SURVIVED"
        said = f"\n    {self.noticed or self.trouble}" if self.noticed or self.trouble else ""
        return f"{word}: {self.fault.file}:{self.line}: {self.fault.what}{said}"


@dataclass(frozen=True)
class Trial:
    """What faults are tried on. `walking`: look for them by walking addresses and by tests, not by tampering alone."""

    stage: Stage
    walking: bool = True

    def verdicts(self, faults: Sequence[Fault]) -> Iterator[Verdict]:
        """In the order of the faults, as many at a time as there are processes. Raises Outdated before the first."""
        for fault in faults:
            fault.line(ROOT)
        self.stage.world.save(self.stage.folder / WORLD)
        with ThreadPoolExecutor(PROCESSES) as pool:
            yield from pool.map(lambda each: self._verdict(*each), enumerate(faults))

    def seen_without_faults(self, given: Sequence[Verdict]) -> list[str]:
        """What that which gave faults away shows of the tree as it is: nothing, or it gave nothing away."""
        requests = [request for verdict in given for request in verdict.found.requests]
        tampered = [tries for verdict in given for tries in verdict.found.tampered]
        addresses = sorted({request[0] for request in requests})
        errand = self._errand("clean", walk=addresses, only=requests, csrf=True, tamper=tampered)
        return telling(_carry_out(ROOT, errand).sentences)

    def _verdict(self, number: int, fault: Fault) -> Verdict:
        line, found = fault.line(ROOT), Found()
        try:
            with copy_of_the_tree() as copy:
                fault.plant(copy)
                if fault.walk:
                    found = _carry_out(copy, self._for(number, fault))
                said, by = telling(found.sentences), TAMPERING if found.tampered else MATRIX
                if not said and fault.tests and self.walking:
                    said, by = _failed_tests(copy, number, fault.tests), TESTS
                if found.sentences and not said:
                    raise Broken(f"it breaks the server, which anybody sees: {found.sentences[0]}")
        except Broken as broken:
            return Verdict(fault, line, trouble=str(broken))
        return Verdict(fault, line, said[0].splitlines()[0], by, found) if said else Verdict(fault, line)

    def _for(self, number: int, fault: Fault) -> Errand:
        walk = list(fault.walk) if self.walking else []
        tamper = [(address, 0, TRIES) for address in fault.walk]
        return self._errand(str(number), walk=walk, csrf=fault.csrf, tamper=tamper)

    def _errand(self, name: str, **task: Any) -> Errand:
        stage = self.stage
        return Errand(stage.database, str(stage.folder), f"{stage.database}_{name}", **task)


def _carry_out(root: Path, errand: Errand) -> Found:
    ended = _python(root, "-m", "tests.planted.walk", said=errand.written())
    if ended.returncode:
        raise Broken(f"the walk in a copy ended with {ended.returncode}:\n{ended.stderr[-3000:]}")
    return Found.read(ended.stdout.splitlines()[-1])


def _failed_tests(root: Path, number: int, tests: Sequence[str]) -> list[str]:
    """The tests that fail, run on a test database of their own."""
    database = os.environ.get("DATABASE_URL") or ensure_postgres()
    own = {"DATABASE_URL": database.replace("/duijie?", f"/planted{number}?", 1)}
    ended = _python(root, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests, own=own)
    if ended.returncode not in (0, 1) or "\nERROR " in ended.stdout:
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
