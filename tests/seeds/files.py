"""The seed files as plain rows, for the tests of this folder."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
KINDS = ("needs", "achievements", "pilot_bases", "scenarios", "capabilities")


@cache
def vocabulary(scheme: str) -> tuple[dict[str, str], ...]:
    """The rows of one vocabulary, in the order of the file."""
    with (SEEDS / "vocabularies" / f"{scheme}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def codes(scheme: str) -> set[str]:
    return {row["code"] for row in vocabulary(scheme)}


@cache
def province(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of one file of the demo province, or of all files of a folder in name order."""
    folder = SEEDS / "province" / name
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else [folder.with_suffix(".jsonl")]
    return tuple(json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())


def listings() -> list[tuple[str, dict[str, Any]]]:
    """Every listing with its kind."""
    return [(kind, row) for kind in KINDS for row in province(kind)]


@cache
def fits() -> tuple[dict[str, str], ...]:
    """The pairs of need and achievement that its writer meant to fit, with level 1 to 3."""
    with (SEEDS / "province" / "fits.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def grades() -> tuple[dict[str, str], ...]:
    """What an expert says of pairs of need and achievement, with level 1 to 4 and a note."""
    with (SEEDS / "province" / "grades.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
