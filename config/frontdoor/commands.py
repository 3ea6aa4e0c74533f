"""The other words `./run` understands."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from .children import loudly, quietly
from .figures import PAGE, write_page
from .install import install
from .machine import check_room, check_system
from .places import BENCHMARK, DEVELOPMENT, PYTHON, ROOT, RUNTIME, embedded, environment, home
from .runner import stop_running_copy
from .serve import stop_unused_servers
from .speech import Halt

WITH_RIVALS = ("engine",)  # measurements beside other libraries, which only they install
TEST_REDIS_DB = "4"  # a running copy's workers must not take the tests' hints, nor the tests empty its cache
SIDE_BY_SIDE = (
    "--numprocesses=auto",
    "--maxprocesses=4",
    "--dist=loadfile",
)  # the whole suite; a file stays whole
PROOFS = [f"tests/{name}" for name in ("two_worlds", "isolation", "tamper", "planted")]
OURS = ("lock", "in-use", "runner", "logins.txt", "beat*", "media", "static", "index", "secret_key")


def manage(arguments: list[str]) -> int:
    """Become `manage.py <arguments>` inside the environment."""
    ready(RUNTIME)
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), "manage.py", *arguments], environment())


def allocate(arguments: list[str]) -> int:
    """Run a published allocation again and say whether the result is the one that was published; no servers."""
    ready(RUNTIME)
    return loudly([PYTHON, "-m", "projects.domain.allocation", *arguments])


def test(arguments: list[str]) -> int:
    """Run pytest; afterwards stop the embedded servers if nobody else uses them.

    Without arguments all tests, in as many processes as there are cores: at last the proofs of isolation, each of which
    keeps all cores busy by itself. Of these a group stays together instead of a file.
    """
    os.environ.setdefault("DUIJIE_REDIS_DB", TEST_REDIS_DB)
    ready(DEVELOPMENT)
    try:
        if arguments:
            return loudly([PYTHON, "-m", "pytest", *arguments])
        others = loudly([PYTHON, "-m", "pytest", *SIDE_BY_SIDE, *(f"--ignore={each}" for each in PROOFS)])
        proofs = loudly([PYTHON, "-m", "pytest", *SIDE_BY_SIDE, "--dist=loadgroup", *PROOFS])
        return others or proofs
    finally:
        stop_unused_servers()


def classify_urls(arguments: list[str]) -> int:
    """Write the permission matrix anew from what every role gets now; the difference is for a person to read.

    Arguments are beginnings of addresses: only their lines.
    """
    return _beside_the_tests("tests.isolation", arguments)


def two_worlds(arguments: list[str]) -> int:
    """Live through worlds that differ in one secret text, and say how many bytes that came out differ."""
    return _beside_the_tests("tests.two_worlds", arguments)


def probes(arguments: list[str]) -> int:
    """Attack a hidden need by probing achievements, and say how many of its words were recovered."""
    return _beside_the_tests("tests.two_worlds.attack", arguments)


def tamper(arguments: list[str]) -> int:
    """Send requests with changed ids, and say how many brought something."""
    return _beside_the_tests("tests.tamper", arguments)


def check_matrix(arguments: list[str]) -> int:
    """Plant faults of authorisation in copies of the tree, and say which of them the tests of isolation catch."""
    return _beside_the_tests("tests.planted", arguments)


def _beside_the_tests(module: str, arguments: list[str]) -> int:
    """Run a module that stands on what the tests stand on."""
    os.environ.setdefault("DUIJIE_REDIS_DB", TEST_REDIS_DB)
    ready(DEVELOPMENT)
    try:
        return loudly([PYTHON, "-m", module, *arguments])
    finally:
        stop_unused_servers()


def classify_fields(_arguments: list[str]) -> int:
    """Write the table of who sees which field anew from what every role sees now; a person reads the difference."""
    os.environ["DUIJIE_CLASSIFY_FIELDS"] = "1"
    return test(["tests/fields", "-q"])


def bench(arguments: list[str]) -> int:
    """Run `benchmarks/<name>.py` or `benchmarks/<name>/`, or list what there is."""
    names = sorted(_measurements())
    if not arguments:
        print("\n".join(["measurements: ./run bench <name>", *(f"  {name}" for name in names)]))
        return 0
    if arguments[0] not in names:
        raise Halt(f"there is no measurement {arguments[0]}; there are: {', '.join(names) or 'none yet'}.")
    ready(DEVELOPMENT)
    if arguments[0] in WITH_RIVALS:
        install(BENCHMARK)
    return loudly([PYTHON, "-m", f"benchmarks.{arguments[0]}", *arguments[1:]])


def _measurements() -> Iterator[str]:
    """The names of what `python -m benchmarks.<name>` runs: a module, or a package with a __main__."""
    for path in (ROOT / "benchmarks").iterdir():
        if path.suffix == ".py" and not path.stem.startswith("_"):
            yield path.stem
        elif (path / "__main__.py").exists():
            yield path.name


def trust(_arguments: list[str]) -> int:
    """Write the kept figures into docs/trust.md."""
    write_page()
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


def stop(_arguments: list[str]) -> int:
    """End the copy that runs on this data folder, and the embedded servers, whoever uses them."""
    print("stopped" if _stop_all() else "nothing ran but perhaps the servers; they are stopped")
    return 0


def _stop_all() -> bool:
    """Say whether a copy ran."""
    ended = stop_running_copy()
    if embedded() and PYTHON.exists() and home().exists():
        quietly([PYTHON, "-m", "config.embedded", "stop"], "The embedded servers did not stop. They said:")
    return ended


def reset(arguments: list[str]) -> int:
    """Throw away what Duijie keeps under its data folder, and nothing else that may lie there."""
    if len(embedded()) < 2:
        raise Halt(
            "DATABASE_URL or REDIS_URL is set: those servers are yours and are not emptied; unset them first."
        )
    if not home().exists():
        print(f"nothing to reset: {home()} does not exist")
        return 0
    if "--yes" not in arguments:
        if not sys.stdin.isatty():
            raise Halt(f"this deletes every record in {home()}: say ./run reset --yes if you mean it.")
        if input(f"Delete every record in {home()}? Type yes: ").strip() != "yes":
            print("nothing deleted")
            return 0
    _stop_all()
    ready(RUNTIME)
    quietly([PYTHON, "-m", "config.embedded", "erase"], "The servers' data could not be deleted. They said:")
    for path in (path for pattern in OURS for path in home().glob(pattern)):
        _delete(path)
    if not any(home().iterdir()):
        home().rmdir()
    print("everything is as new; ./run starts afresh")
    return 0


def ready(lock: Path) -> None:
    """Make the environment usable."""
    check_system()
    check_room()
    install(lock)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
