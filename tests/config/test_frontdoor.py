"""`./run`: what is missing is one sentence; what it starts is kept running and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.frontdoor import gates, install, machine
from config.frontdoor.places import BENCHMARK, DEVELOPMENT, RUNTIME
from config.frontdoor.speech import Halt
from config.frontdoor.supervisor import Service, Supervisor

ROOT = Path(__file__).resolve().parents[2]
SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`./run …` to its end."""
    return subprocess.run(
        [sys.executable, ROOT / "run", *arguments],
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen(1)
        yield sock.getsockname()[1]


def test_a_taken_port_is_said_in_one_sentence_with_the_next_free_one(taken_port: int, tmp_path: Path) -> None:
    refused = run(PORT=str(taken_port), DUIJIE_HOME=str(tmp_path))
    assert refused.returncode == 1
    sentence, _, suggestion = refused.stderr.partition("PORT=")
    assert sentence == f"duijie: port {taken_port} is taken by another program: "
    free = int(suggestion.split()[0])
    assert suggestion == f"{free} ./run takes the next.\n"
    assert free > taken_port


def test_a_port_that_is_none_is_said_in_one_sentence(tmp_path: Path) -> None:
    refused = run(PORT="http", DUIJIE_HOME=str(tmp_path))
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        1,
        "",
        "duijie: PORT=http is not a port: give a number from 1024 to 65535, as in PORT=8123 ./run.\n",
    )


def test_too_little_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Halt) as halt:
        machine.need_room(tmp_path / "not" / "yet", 10**9, "the data")
    assert str(halt.value).endswith("the data need 1000000000 MB: make room, or set DUIJIE_HOME elsewhere.")
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    home = tmp_path / "file" / "home"
    refused = run(PORT=str(machine.free_after(20000)), DUIJIE_HOME=str(home))
    assert (refused.returncode, refused.stderr) == (
        1,
        f"duijie: {home}: a file is in the way; remove it, or set DUIJIE_HOME to a folder.\n",
    )


def test_reset_asks_and_deletes_only_what_is_ours(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "media").mkdir(parents=True)
    (home / "letter.txt").write_text("not ours")
    refused = run("reset", DUIJIE_HOME=str(home), DATABASE_URL="", REDIS_URL="")
    assert refused.returncode == 1
    assert (
        refused.stderr
        == f"duijie: this deletes every record in {home}: say ./run reset --yes if you mean it.\n"
    )
    done = run("reset", "--yes", DUIJIE_HOME=str(home), DATABASE_URL="", REDIS_URL="")
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in home.iterdir()] == ["letter.txt"]


def test_reset_does_not_touch_servers_that_are_not_ours(tmp_path: Path) -> None:
    refused = run("reset", "--yes", DUIJIE_HOME=str(tmp_path), DATABASE_URL="postgresql://somebody@else/x")
    assert refused.returncode == 1
    assert refused.stderr == (
        "duijie: DATABASE_URL or REDIS_URL is set: those servers are yours and are not emptied; unset them first.\n"
    )


def test_help_says_every_word() -> None:
    words = [
        "run",
        "stop",
        "reset",
        "test",
        "check",
        "bench",
        "trust",
        "two-worlds",
        "probes",
        "tamper",
        "check-matrix",
    ]
    text = run("--help").stdout
    assert [word for word in words if f"./run {word}" not in text and word != "run"] == []


def test_measurements_are_listed_and_an_unknown_one_is_named() -> None:
    assert run("bench").stdout.split("\n  ") == [
        "measurements: ./run bench <name>",
        "approve_races",
        "encoder",
        "engine",
        "pages",
        "publish_to_match",
        "rematch\n",
    ]
    refused = run("bench", "everything")
    assert (refused.returncode, refused.stderr) == (
        1,
        "duijie: there is no measurement everything; "
        "there are: approve_races, encoder, engine, pages, publish_to_match, rematch.\n",
    )


def test_the_development_list_holds_the_runtime_but_no_rival_of_the_benchmarks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment of development is ready to run and to test; measuring beside rivals installs them first."""
    monkeypatch.setattr(install, "VENV", tmp_path)
    monkeypatch.setattr(install, "PYTHON", Path(sys.executable))
    ready = {lock: install._installed(lock) for lock in (RUNTIME, DEVELOPMENT, BENCHMARK)}
    assert ready == {RUNTIME: False, DEVELOPMENT: False, BENCHMARK: False}
    install._stamp(DEVELOPMENT).write_text(install._digest(DEVELOPMENT))
    ready = {lock: install._installed(lock) for lock in (RUNTIME, DEVELOPMENT, BENCHMARK)}
    assert ready == {RUNTIME: True, DEVELOPMENT: True, BENCHMARK: False}
    install._stamp(BENCHMARK).write_text(install._digest(BENCHMARK))
    install._stamp(DEVELOPMENT).write_text("of another list")
    ready = {lock: install._installed(lock) for lock in (RUNTIME, DEVELOPMENT, BENCHMARK)}
    assert ready == {RUNTIME: False, DEVELOPMENT: False, BENCHMARK: True}


def test_what_ends_is_started_again_and_everything_ends_with_the_supervisor() -> None:
    service = Service("sleeper", SLEEP)
    supervisor = Supervisor([service])
    supervisor.start()
    assert service.child is not None
    first = service.child.pid
    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 120
    while service.child is None or service.child.pid == first:
        assert time.monotonic() < deadline
        supervisor.look()
        time.sleep(0.05)
    second = service.child
    assert second.poll() is None
    supervisor.stop()
    assert second.poll() == -signal.SIGTERM


@pytest.mark.skipif(sys.platform != "linux", reason="PDEATHSIG is Linux'")
def test_killing_the_runner_leaves_no_child() -> None:
    code = (
        "import sys, time\nfrom config.frontdoor.children import launch\n"
        f"print(launch({SLEEP!r}).pid, flush=True)\ntime.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as runner:
        assert runner.stdout is not None
        child = int(runner.stdout.readline())
        runner.kill()
    deadline = time.monotonic() + 60
    while _lives(child):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.mark.parametrize(
    ("name", "lines", "complaints"),
    [
        ("projects/domain/need.py", 300, 0),
        ("projects/domain/need.py", 301, 1),
        ("projects/migrations/0001_initial.py", 900, 0),
        ("seeds/province/needs.jsonl", 900, 0),
        ("requirements.lock", 900, 0),
    ],
)
def test_files_end_at_300_lines(name: str, lines: int, complaints: int) -> None:
    assert len(gates.too_long(name, "x\n" * lines)) == complaints


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("see https://" + "pypi.org" + "/simple/x", "pypi.org" + "/simple"),
        ("open('/" + "root/x')", "/" + "root/"),
        ("cd /" + "home/somebody/x", "/" + "home/somebody/"),
        ("a network/" + "work/life", None),
        ("/var/lib/x", None),
    ],
)
def test_addresses_of_one_machine_are_named(line: str, found: str | None) -> None:
    assert gates.leaks("file", line) == ([f"file:1: {found}"] if found else [])
