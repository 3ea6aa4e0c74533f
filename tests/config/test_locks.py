"""The lock files: exact versions with hashes, no address of any kind, in step with pyproject.toml."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from config.frontdoor.gates import lock_faults

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
DEVELOPMENT, BENCHMARK = (PROJECT["dependency-groups"][group] for group in ("dev", "bench"))
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock", "requirements-uv.lock"]
GOOD = "amqp==5.4.2 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via kombu\n"


def pins(lock: str) -> set[tuple[str, str]]:
    """(name, version) of everything a lock file pins; a package may have a version for each Python."""
    lines = [
        line.split(";")[0]
        for line in (ROOT / lock).read_text().splitlines()
        if "==" in line and line[0] != " "
    ]
    pairs = [line.rstrip(" \\").split("==") for line in lines]
    return {(canonicalize_name(name.split("[")[0]), version.strip()) for name, version in pairs}


def versions(lock: str) -> dict[str, str]:
    """Name to a version of everything a lock file pins."""
    return dict(sorted(pins(lock)))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_versions_and_hashes_only(lock: str) -> None:
    assert lock_faults(lock, (ROOT / lock).read_text()) == []


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", RUNTIME),
        ("requirements-dev.lock", [*RUNTIME, *DEVELOPMENT]),
        ("requirements-bench.lock", BENCHMARK),
    ],
)
def test_lock_satisfies_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    pinned = versions(lock)
    unmet = [
        text
        for text in wanted
        if (requirement := Requirement(text))
        and not requirement.specifier.contains(pinned.get(canonicalize_name(requirement.name), "0"))
    ]
    assert unmet == []


def test_development_contains_runtime() -> None:
    assert versions("requirements.lock").items() - versions("requirements-dev.lock").items() == set()


def test_benchmarks_change_no_version_of_what_is_measured() -> None:
    """The rivals go into the environment of development; what both lists name has the same versions in both."""
    development, benchmark = pins("requirements-dev.lock"), pins("requirements-bench.lock")
    both = {name for name, _ in development} & {name for name, _ in benchmark}
    assert {"numpy", "scipy"} <= both
    assert {pin for pin in benchmark - development if pin[0] in both} == set()


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (GOOD, []),
        ("amqp==5.4.2 \\\nkombu==5.7.0 \\\n    --hash=sha256:" + "0" * 64, ["x:1: no hash"]),
        ("amqp>=5\n", ["x:1: amqp>=5"]),
        ("--index-url somewhere\n" + GOOD, ["x:1: --index-url somewhere"]),
        ("-e ../amqp\n", ["x:1: -e ../amqp"]),
        ("    # from https:" + "//index.example\n" + GOOD, ["x:1: a URL"]),
    ],
)
def test_what_does_not_belong_in_a_lock_is_named(text: str, faults: list[str]) -> None:
    assert lock_faults("x", text) == faults
