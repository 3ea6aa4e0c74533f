"""`./run check`: the whole ritual, each step named with its time; a summary of what failed at the end."""

import subprocess
import time
from collections.abc import Callable, Iterable

from . import gates, scopes
from .children import loudly
from .commands import ready
from .places import BENCHMARK, DEVELOPMENT, INSTALLER, PYTHON, ROOT, RUNTIME, environment
from .serve import stop_unused_servers
from .speech import Halt

SOURCES = ("config", "enterprises", "projects", "matchmaking", "benchmarks")
Step = Callable[[], int]


def check(arguments: list[str]) -> int:
    """Carry out all steps, or the named ones. Return 1 if any failed."""
    chosen = arguments or list(STEPS)
    if unknown := [name for name in chosen if name not in STEPS]:
        raise Halt(f"there is no step {', '.join(unknown)}; there are: {', '.join(STEPS)}.")
    ready(DEVELOPMENT)
    results: dict[str, tuple[bool, float]] = {}
    try:
        for name in chosen:
            print(f"\n== {name}", flush=True)
            begun = time.monotonic()
            failed = STEPS[name]() != 0
            results[name] = failed, time.monotonic() - begun
            print(f"== {name}: {'FAILED' if failed else 'good'} in {results[name][1]:.1f} s", flush=True)
    finally:
        stop_unused_servers()
    return _summary(results)


def _summary(results: dict[str, tuple[bool, float]]) -> int:
    print()
    for name, (failed, seconds) in results.items():
        print(f"  {name:<12}{'FAILED' if failed else 'good':>8}{seconds:8.1f} s")
    bad = [name for name, (failed, _) in results.items() if failed]
    total = sum(seconds for _, seconds in results.values())
    print(f"\n  {'FAILED: ' + ', '.join(bad) if bad else 'all good'} ({total:.0f} s)", flush=True)
    return 1 if bad else 0


def _module(*command: str) -> Step:
    """Return a step that runs `python -m <command>` in the environment."""
    return lambda: loudly([PYTHON, "-m", *command])


def _without_servers(*command: str) -> Step:
    """Return a step for a tool that loads the settings but asks nothing of the servers."""

    def run() -> int:
        inside = {**environment(), "DUIJIE_NO_SERVERS": "1"}
        present = [part for part in command if part not in SOURCES or (ROOT / part).exists()]
        return subprocess.run([PYTHON, "-m", *present], cwd=ROOT, env=inside, check=False).returncode

    return run


def _django() -> int:
    manage = [str(PYTHON), "manage.py"]
    return loudly([*manage, "check", "--fail-level", "WARNING"]) or loudly(
        [*manage, "makemigrations", "--check", "--dry-run"]
    )


def _borders() -> int:
    return loudly(
        [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"]
    )


def _locks() -> int:
    files = (RUNTIME, DEVELOPMENT, BENCHMARK, INSTALLER)
    return _report(fault for file in files for fault in gates.lock_faults(file.name, file.read_text()))


def _tracked(gate: Callable[[str, str], list[str]]) -> Step:
    """Return a step that shows every tracked file to one gate."""
    return lambda: _report(fault for name, text in gates.tracked_files(ROOT) for fault in gate(name, text))


def _report(faults: Iterable[str]) -> int:
    """Print the faults, return their number."""
    found = list(faults)
    print("\n".join(found) or "nothing to complain about")
    return len(found)


STEPS: dict[str, Step] = {
    "lint": _module("ruff", "check", "."),
    "format": _module("ruff", "format", "--check", "."),
    "borders": _borders,
    "types": _without_servers("mypy", *SOURCES),
    "django": _django,
    "scopes": lambda: _report(scopes.complaints(ROOT)),
    "locks": _locks,
    "length": _tracked(gates.too_long),
    "leaks": _tracked(gates.leaks),
    "tests": lambda: loudly([ROOT / "run", "test"]),
}
