"""DATABASE_URL and REDIS_URL: servers of one's own, over TCP with a password, instead of the embedded ones."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.accounts import lent_account
from config.embedded.binaries import programs_for, redis_server
from config.embedded.places import Place
from config.embedded.processes import end, run_tool
from config.frontdoor.machine import free_after

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def variables() -> Iterator[dict[str, str]]:
    """The environment of an operator: addresses of a PostgreSQL and a Redis that listen on TCP, no development mode."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        place = Place(folder, folder, lent_account([]))
        (folder / "password").write_text("secret")
        programs, port, redis_port = programs_for(place), free_after(24000), free_after(25000)
        pg, options = (
            folder / "pg",
            ["-U", "duijie", "-E", "UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"],
        )
        run_tool([programs / "initdb", "-D", pg, *options, f"--pwfile={folder}/password"], place.account)
        listen = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        start = ["-w", "-s", "-l", str(pg / "log"), "-o", listen, "start"]
        run_tool([programs / "pg_ctl", "-D", pg, *start], place.account)
        (folder / "redis").mkdir()
        where = ["--port", str(redis_port), "--bind", "127.0.0.1", "--dir", str(folder / "redis")]
        run_tool([redis_server(), *where, "--daemonize", "yes"])
        yield {
            **os.environ,
            "DATABASE_URL": f"postgresql://duijie:secret@127.0.0.1:{port}/postgres",
            "REDIS_URL": f"redis://127.0.0.1:{redis_port}",
            "DUIJIE_HOME": str(folder / "home"),
            "DUIJIE_DEBUG": "False",
            "SECRET_KEY": "of an operator " * 4,
            "ALLOWED_HOSTS": "duijie.example",
        }
        run_tool([programs / "pg_ctl", "-D", pg, "-w", "-s", "-m", "immediate", "stop"], place.account)
        end(folder / "redis", patience=0)


def prepare(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What ./run and the setup service of compose do before anything is served."""
    return subprocess.run(
        [sys.executable, "-m", "config.frontdoor.prepare"],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_is_prepared_on_them_and_no_embedded_server_is_started(variables: dict[str, str]) -> None:
    done = prepare(variables)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-2:] == ["  No demo province: DUIJIE_DEBUG is off.", ""]
    home = Path(variables["DUIJIE_HOME"])
    assert [name for name in ("pg", "redis", "run", "lock") if (home / name).exists()] == []
    assert (home / "static" / "staticfiles.json").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"DATABASE_URL": "postgresql://duijie@127.0.0.1:1/x"},
            "PostgreSQL cannot be used as DATABASE_URL says: ",
        ),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set. Set it to 50 random characters, or DUIJIE_DEBUG=True."),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(
    variables: dict[str, str], change: dict[str, str], sentence: str
) -> None:
    refused = prepare({**variables, **change})
    assert refused.returncode == 1
    assert refused.stderr[: len(sentence)] == sentence
    assert "Traceback" not in refused.stderr
