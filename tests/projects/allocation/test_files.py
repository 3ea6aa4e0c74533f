"""Anybody runs a published allocation again and gets the same result, or is told that something was changed."""

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from projects.domain.allocation.files import published
from projects.domain.allocation.run import allocate
from tests.projects.allocation.cases import small_case


def again(path: Path) -> "subprocess.CompletedProcess[str]":
    """In a process of its own, without Django, as somebody outside would."""
    return subprocess.run(
        [sys.executable, "-m", "projects.domain.allocation", str(path)],
        cwd=settings.BASE_DIR,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )


def write(path: Path, values: dict[str, object]) -> Path:
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_same_result(tmp_path: Path) -> None:
    inputs = small_case(11)
    file = published(inputs, allocate(inputs))
    ran = again(write(tmp_path / "run.json", file))
    assert (ran.returncode, ran.stderr.strip()) == (0, "the same result as published")
    assert json.loads(ran.stdout) == file["result"]


def test_a_result_that_was_changed_is_found_out(tmp_path: Path) -> None:
    inputs = small_case(11)
    file = published(inputs, allocate(inputs))
    file["result"]["total"] += 1
    assert again(write(tmp_path / "run.json", file)).returncode == 1


def test_inputs_that_were_changed_are_found_out(tmp_path: Path) -> None:
    inputs = small_case(11)
    file = published(inputs, allocate(inputs))
    file["inputs"]["entries"][0]["points"] += 1
    ran = again(write(tmp_path / "run.json", file))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "SHA-256 differs" in ran.stderr


def test_what_is_no_allocation_is_refused(tmp_path: Path) -> None:
    for text in (
        "",
        "[]",
        '{"format": 1}',
        '{"format": 2, "inputs": {}}',
        '{"format": 1, "inputs": {"seed": 3}}',
    ):
        (tmp_path / "run.json").write_text(text)
        ran = again(tmp_path / "run.json")
        assert (ran.returncode, ran.stdout) == (2, ""), text
        assert "Traceback" not in ran.stderr
