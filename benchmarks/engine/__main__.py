"""The engine beside scikit-learn, scipy, sparse_dot_topn, bm25s and tantivy, interleaved in one run.

    ./run bench engine                                      # 10,000 and 100,000 offers
    ./run bench engine --sizes 10000,100000,1000000         # an hour, 16 GiB of memory
    ./run bench engine --quick                              # 10,000 offers, an eighth of the needs, one round

Writes benchmarks/results/engine.json, docs/benchmarks.md and docs/bench/*.svg; a quick run prints only.
"""

from . import single  # isort: skip  # noqa: F401  before numpy

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from . import machine, ours, plots, real, report, sources
from .material import K
from .measure import size
from .slope import slope

ROOT = machine.ROOT
QUICK = 8  # a quick run asks every eighth need


def main() -> int:
    """Measure, write, print; 1 where a goal was missed."""
    options = _options()
    results = run(options)
    if not options.quick:
        _write(results)
    if options.to:
        options.to.write_text(_json(results), encoding="utf-8")
    print(report.table(results))
    return 0


def run(options: argparse.Namespace) -> dict[str, Any]:
    """All results, as the JSON has them."""
    texts, needs = sources.load(options.data), sources.needs(options.data)
    sizes = options.sizes or ([10_000] if options.quick else [10_000, 100_000])
    rounds = 1 if options.quick else options.rounds
    shown = f"--sizes {','.join(map(str, sizes))} " + ("--quick" if options.quick else f"--rounds {rounds}")
    results: dict[str, Any] = {
        "command": f"./run bench engine {shown}",
        "machine": machine.facts(),
        "rounds": rounds,
        "top": K,
        "corpus": texts.fingerprint,
        "sizes": {},
    }
    _say("compiling")
    ours.warm()
    results["real"] = real.measure(options.data, needs, K)
    if options.quick:
        needs = needs[::QUICK]
    for count in sizes:
        results["sizes"][str(count)] = size(texts, options.data, needs, count, rounds, _say)
    results["slope"] = slope(results["sizes"])
    return results


def _write(results: dict[str, Any]) -> None:
    path = ROOT / "benchmarks" / "results" / "engine.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(_json(results), encoding="utf-8")
    (ROOT / "docs" / "benchmarks.md").write_text(report.page(results), encoding="utf-8")
    plots.draw(results, ROOT / "docs" / "bench")


def _json(results: dict[str, Any]) -> str:
    """One line for each figure of the run, and for each kind of figure of a size."""
    parts = {key: json.dumps(value, ensure_ascii=False) for key, value in results.items() if key != "sizes"}
    sizes = [
        f' "{count}": {{\n'
        + ",\n".join(f"  {json.dumps(name)}: {json.dumps(each)}" for name, each in found.items())
        + "\n }"
        for count, found in results["sizes"].items()
    ]
    lines = [f" {json.dumps(key)}: {text}" for key, text in parts.items()]
    return "{\n" + ",\n".join([*lines, ' "sizes": {\n' + ",\n".join(sizes) + "\n }"]) + "\n}\n"


def _say(what: str) -> None:
    print(f"  {what}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run bench engine", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("../shared/data"),
        metavar="FOLDER",
        help="market/ and papers/ (../shared/data)",
    )
    parser.add_argument("--sizes", type=_numbers, metavar="N,N,…", help="offers (10000,100000)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each engine (5)")
    parser.add_argument("--quick", action="store_true", help="one size, one round, fewer needs")
    parser.add_argument("--to", type=Path, metavar="FILE", help="write the results there too")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return sorted(int(part.replace("_", "")) for part in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
