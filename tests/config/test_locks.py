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
DEVELOPMENT = PROJECT["dependency-groups"]["dev"]
GOOD = "amqp==5.4.2 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via kombu\n"


def versions(lock: str) -> dict[str, str]:
    """Name to version of everything a lock file pins."""
    lines = [
        line.split(";")[0]
        for line in (ROOT / lock).read_text().splitlines()
        if "==" in line and line[0] != " "
    ]
    pins = [line.rstrip(" \\").split("==") for line in lines]
    return {canonicalize_name(name.split("[")[0]): version.strip() for name, version in pins}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"])
def test_lock_holds_versions_and_hashes_only(lock: str) -> None:
    assert lock_faults(lock, (ROOT / lock).read_text()) == []


@pytest.mark.parametrize(
    ("lock", "wanted"), [("requirements.lock", RUNTIME), ("requirements-dev.lock", [*RUNTIME, *DEVELOPMENT])]
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
