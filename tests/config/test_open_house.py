"""`./run` as a whole: an empty data folder, the open house, a killed worker, the end. Real processes throughout."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.frontdoor.healthy import healthy
from config.frontdoor.machine import free_after

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.faults


class House:
    """One `./run` on a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_after(21000)
        self.home = folder / "home"
        self.environment = {
            **{
                name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")
            },
            "PORT": str(self.port),
            "DUIJIE_HOME": str(self.home),
            "DUIJIE_DEBUG": "True",
        }
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "run"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def read_until(self, pattern: str) -> str:
        """Read what it prints up to the line that matches."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if re.search(pattern, line):
                return line
        pytest.fail("it ended early:\n" + "".join(self.lines))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another `./run …` on the same data."""
        return subprocess.run(
            [sys.executable, ROOT / "run", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def children(self) -> dict[int, str]:
        """Process id and command line of what it started and what is not a zombie."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if int(parent) == self.process.pid and command:
                found[int(folder.name)] = command
        return found


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house that is opened, and torn down whatever happens."""
    house = House(tmp_path)
    try:
        yield house
    finally:
        house.process.kill()
        house.process.communicate()
        house.run("reset", "--yes")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_from_an_empty_folder_to_the_open_house_and_clean_out_again(house: House) -> None:
    house.read_until("Ready in")
    house.read_until("demo-partner-secret")
    assert healthy(house.port)

    refused = house.run()
    assert refused.returncode == 1
    assert refused.stderr.startswith(
        f"duijie: it already runs on {house.home}, at http://127.0.0.1:{house.port} (process {house.process.pid}): "
    )

    [worker] = [pid for pid, command in house.children().items() if " worker " in command]
    os.kill(worker, signal.SIGKILL)
    house.read_until(r"worker ended \(-9\)")
    deadline = time.monotonic() + 120
    while not [pid for pid, command in house.children().items() if " worker " in command]:
        assert time.monotonic() < deadline
        time.sleep(0.1)

    left = house.children()
    house.process.send_signal(signal.SIGTERM)
    house.process.communicate(timeout=180)
    assert house.process.returncode == 0
    assert [command for pid, command in left.items() if Path(f"/proc/{pid}").exists()] == []
    assert json.loads((house.home / "runner").read_text())["port"] == house.port
