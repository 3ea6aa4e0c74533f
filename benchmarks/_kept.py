"""Figures that are kept: in JSON, each part with the command, day, machine and commit of its own, and on one page."""

import fcntl
import json
import os
import shlex
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.engine import machine, report

RESULTS = machine.ROOT / "benchmarks" / "results"
PAGE = machine.ROOT / "docs" / "benchmarks.md"


OF_A_PART = ("commit", "date", "load_at_start")  # the rest of a machine stays what it is
LONG = 500  # characters of JSON from which what is inside stands line by line


def circumstances(name: str) -> dict[str, Any]:
    """How and when the figures of this process come about."""
    arguments = [shlex.quote(each) for each in sys.argv[1:]]
    facts = machine.facts()
    return {"command": " ".join(["./run bench", name, *arguments]), **{key: facts[key] for key in OF_A_PART}}


def read(path: Path) -> dict[str, Any]:
    """What is kept so far; nothing where nothing is."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def change(path: Path, put: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Let `put` change what is kept and write it; of two processes one waits for the other."""
    with (Path(tempfile.gettempdir()) / f"duijie-{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        results = read(path)
        put(results)
        write(path, results)
    return results


def write(path: Path, results: dict[str, Any]) -> None:
    """As JSON, in lines that are neither short nor long, so that a difference can be read. Whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_text(_text(results, "") + "\n", encoding="utf-8")
    os.replace(unfinished, path)


def write_page() -> None:
    """docs/benchmarks.md from what is kept."""
    PAGE.write_text(
        report.page(read(RESULTS / "engine.json"), read(RESULTS / "rematch.json")), encoding="utf-8"
    )


def _text(value: Any, indent: str) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict) or len(flat) < LONG:
        return flat
    lines = [f"{indent} {json.dumps(key)}: {_text(each, indent + ' ')}" for key, each in value.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
