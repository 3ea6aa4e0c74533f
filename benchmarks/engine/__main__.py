"""The engine beside scikit-learn, scipy, sparse_dot_topn, bm25s and tantivy, interleaved in one run.

    ./run bench engine                                      # 10,000 and 100,000 offers
    ./run bench engine --sizes 10000,100000,1000000         # an hour, 16 GiB of memory
    ./run bench engine --sizes 100000 --only build,alone    # some parts; the others' figures stay
    ./run bench engine --quick                              # 10,000 offers, an eighth of the needs, one round
    ./run bench engine --only race --keep-memory            # in a process that gives no memory back, see memory.py

Writes benchmarks/results/engine.json, docs/benchmarks.md and docs/bench/*.svg; the last two print only.
Speeds are in CPU seconds and turn by turn, so that other work on the machine falls on all alike; what is in seconds of
a clock (`alone`) or of one engine alone (`build`) asks for a quiet machine.
"""

from . import single  # isort: skip  # noqa: F401  before numpy

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .. import _kept as kept
from . import fresh, machine, ours, plots, real, report, sources
from .material import K
from .measure import PARTS, Size
from .memory import keep_memory
from .slope import slope

QUICK = 8  # a quick run asks every eighth need
REAL = "real"  # the part that has one size: that of the real texts
MEMORY = "memory"  # the part that has none: what the machine asks for fresh memory


def main() -> int:
    """Measure part by part, keep each as soon as it is there, print the goals."""
    options = _options()
    if options.keep_memory:
        keep_memory()
    path = None if options.quick or options.keep_memory else kept.RESULTS / "engine.json"
    results = run(options, path)
    if path:
        plots.draw(results, kept.PAGE.parent / "bench")
    if options.to:
        kept.write(options.to, results)
    print(report.table(results))
    return 0


def run(options: argparse.Namespace, path: Path | None) -> dict[str, Any]:
    """All results, as the JSON has them: those of `path` that are not measured now among them."""
    texts, needs = sources.load(options.data), sources.needs(options.data)
    asked = needs[::QUICK] if options.quick else needs
    sizes = options.sizes or ([10_000] if options.quick else [10_000, 100_000])
    rounds = 1 if options.quick else options.rounds
    told = {key: value for key, value in machine.facts().items() if key not in kept.OF_A_PART}
    frame = {"machine": told, "top": K, "corpus": texts.fingerprint}
    results: dict[str, Any] = _emptied({}, frame)
    if path:
        results = kept.change(path, lambda held: _emptied(held, frame, whole=options.only is None))
    _say("compiling")
    ours.warm()

    def keep(name: str, figures: dict[str, Any], *place: str) -> None:
        part = {**kept.circumstances("engine"), "rounds": rounds}
        if path:
            kept.change(path, lambda held: _put(held, name, part, figures, place))
            kept.write_page()
        _put(results, name, part, figures, place)

    parts = options.only or [MEMORY, REAL, *PARTS]
    if MEMORY in parts and not options.quick:
        _say("fresh memory")
        keep(MEMORY, fresh.measure(), MEMORY)
    if REAL in parts:
        _say("real texts")
        keep(REAL, real.measure(options.data, needs, K), REAL)
    for count in sizes:
        size = Size(texts, options.data, asked, count, rounds, _say)
        for part in (name for name in PARTS if name in parts):
            keep(f"{count} {part}", size.measure(part), "sizes", str(count))
    return kept.read(path) if path else results


def _emptied(held: dict[str, Any], frame: dict[str, Any], *, whole: bool = True) -> dict[str, Any]:
    """What is kept where only a part is measured, of the same corpus; otherwise nothing but the frame."""
    if whole or held.get("corpus") != frame["corpus"] or "measured" not in held:
        held.clear()
        held.update(frame, measured={}, real={}, slope=None, sizes={})
    return held


def _put(
    results: dict[str, Any], name: str, part: dict[str, Any], figures: dict[str, Any], place: Sequence[str]
) -> None:
    """The figures of a part at their place, sizes in rising order."""
    results["measured"][name] = part
    at = results
    for key in place:
        at = at.setdefault(key, {})
    at.update(figures)
    for count, found in results["sizes"].items():
        found.setdefault("offers", int(count))
    results["sizes"] = dict(sorted(results["sizes"].items(), key=lambda each: int(each[0])))
    results["slope"] = slope(results["sizes"])


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
    parser.add_argument("--only", type=_parts, metavar="PART,…", help=",".join([MEMORY, REAL, *PARTS]))
    parser.add_argument("--rounds", type=int, default=5, help="turns of each engine (5)")
    parser.add_argument("--quick", action="store_true", help="one size, one round, fewer needs")
    parser.add_argument("--keep-memory", action="store_true", help="everybody's pages are paid for once")
    parser.add_argument("--to", type=Path, metavar="FILE", help="write the results there too")
    return parser.parse_args()


def _parts(text: str) -> list[str]:
    chosen = text.split(",")
    if unknown := set(chosen) - {MEMORY, REAL, *PARTS}:
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(sorted(unknown))}")
    return chosen


def _numbers(text: str) -> list[int]:
    return sorted(int(part.replace("_", "")) for part in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
