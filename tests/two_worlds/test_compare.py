"""Differences are counted by the byte and told by the step; what is an owner's own is left out."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.two_worlds.compare import compare

STEPS = [[1, "lab", "GET /needs/", "200\n电解"], [2, "owner of the need", "GET /my/", "200\nmine"]]


@pytest.fixture
def record(tmp_path: Path):
    """`record(name, steps, **left)` writes what a world would leave."""

    def written(name: str, steps: list[list[Any]] = STEPS, **left: Any) -> Path:
        path = tmp_path / f"{name}.gz"
        with gzip.open(path, "wt") as lines:
            lines.writelines(json.dumps(step) + "\n" for step in steps)
        left = {"rows": {"a.B": ["1"]}, "files": {"model": "ab"}, "queue": []} | left
        path.with_suffix(".json").write_text(json.dumps(left))
        return path

    return written


def test_the_same_twice_differs_in_nothing(record):
    difference = compare(record("one"), record("other"), hidden="")
    assert (difference.compared, difference.requests, difference.bytes, difference.told) == (2, 2, 0, [])


def test_one_character_of_one_answer(record):
    other = [[1, "lab", "GET /needs/", "200\n电能"], STEPS[1]]
    difference = compare(record("one"), record("other", other), hidden="")
    assert (difference.bytes, len(difference.told)) == (2, 1)  # of three, 解 and 能 share one
    assert difference.told[0].startswith("step 1: GET /needs/ as lab")


def test_the_owner_of_the_secret_under_test_may_get_something_else(record):
    other = [STEPS[0], [2, "owner of the need", "GET /my/", "200\nyours"]]
    one, two = record("one"), record("other", other)
    assert compare(one, two, hidden="owner of the need").bytes == 0
    assert compare(one, two, hidden="").bytes > 0


@pytest.mark.parametrize(
    "left",
    [{"rows": {"a.B": ["2"]}}, {"files": {"model": "cd"}}, {"files": {}}, {"queue": ["match_listing"]}],
)
def test_rows_files_and_messages(record, left):
    assert compare(record("one"), record("other", **left), hidden="").bytes > 0


def test_a_step_more_is_a_difference(record):
    assert compare(record("one"), record("other", STEPS[:1]), hidden="owner of the need").bytes > 0
