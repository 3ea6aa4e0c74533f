"""A whole run on a small market: every figure is there, and the page and the plots follow from the JSON alone."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from benchmarks import _kept as kept
from benchmarks.engine import goals, plots, report, slope

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("sparse_dot_topn", "bm25s", "tantivy", "matplotlib")
missing = [name for name in PACKAGES if find_spec(name) is None]
with_rivals = pytest.mark.skipif(bool(missing), reason=f"not in the development list: {', '.join(missing)}")


@pytest.fixture(scope="module")
def results(data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """`./run bench engine --quick` on 1,500 offers."""
    folder = tmp_path_factory.mktemp("run")
    command = [sys.executable, "-m", "benchmarks.engine", "--quick", "--sizes", "1500"]
    done = subprocess.run(
        [*command, "--data", str(data), "--to", str(folder / "results.json")],
        env={**os.environ, "DUIJIE_HOME": str(folder)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("not measured") > 0
    read: dict[str, Any] = json.loads((folder / "results.json").read_text())
    return read


@with_rivals
def test_every_engine_is_measured_and_its_recall_computed(results: dict[str, Any]) -> None:
    assert list(results["sizes"]) == ["1500"]
    figures = results["sizes"]["1500"]
    assert figures["recall"] == results["real"]["recall"] == 1.0
    names = ["scikit-learn", "scipy", "sparse_dot_topn", "bm25s numpy", "bm25s numba", "tantivy"]
    assert (list(figures["rivals"]), figures["absent"]) == (names, [])
    for rival in figures["rivals"].values():
        recall = rival["recall_of_cosine"]
        assert recall == 1.0 if rival["scores"] == "cosine" else 0 < recall < 1
        assert rival["we_are_faster"]["least"] > 0
        assert rival["needs_per_cpu_second"]["median"] > 0
    assert results["slope"] is None
    assert "not" not in results["machine"]["processor"]


@with_rivals
def test_the_page_shows_every_engine_and_no_address_of_the_machine(results: dict[str, Any]) -> None:
    page = report.page(results, {})
    assert [name for name in results["sizes"]["1500"]["rivals"] if f"| {name} |" not in page] == []
    assert page.count("not measured") == sum(line["reached"] is None for line in goals.verdicts(results))
    assert str(ROOT) not in json.dumps(results)


@with_rivals
def test_the_same_results_draw_the_same_plots(results: dict[str, Any], tmp_path: Path) -> None:
    first, again = (plots.draw(results, tmp_path / name) for name in ("a", "b"))
    assert [path.name for path in first] == ["need.svg", "build.svg"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]


def test_goals_are_judged_on_their_side_of_the_bound() -> None:
    least, most = (goals.Goal("x", ("7", "a"), sense, 3.0) for sense in (goals.LEAST, goals.MOST))
    assert [least.reached(value) for value in (2.9, 3.0, 3.1)] == [False, True, True]
    assert [most.reached(value) for value in (2.9, 3.0, 3.1)] == [True, True, False]
    assert least.figure({"sizes": {"7": {"a": 5}}}) == 5.0
    assert least.figure({"sizes": {"8": {"a": 5}}}) is None


def test_the_slope_is_that_of_the_costs() -> None:
    sizes = {
        power: {str(n): {"offers": n, "search": {"median": 1e6 / n**power}} for n in (100, 1_000, 10_000)}
        for power in (1.0, 0.5)
    }
    assert {power: slope.slope(of) for power, of in sizes.items()} == pytest.approx({1.0: 1.0, 0.5: 0.5})


def test_the_page_is_the_one_of_the_results_kept() -> None:
    engine, rematch = (kept.read(kept.RESULTS / f"{name}.json") for name in ("engine", "rematch"))
    assert engine
    assert (ROOT / "docs" / "benchmarks.md").read_text() == report.page(engine, rematch)
