"""Full matches of a filled database by one worker, by two, by two machines and by workers that are killed; and changes.

    DUIJIE_HOME=/some/empty/folder ./run bench rematch                      # 100,000 achievements, 2,000 needs
    DUIJIE_HOME=/some/empty/folder ./run bench rematch --only changes       # one part; the others' figures stay
    DUIJIE_HOME=/some/empty/folder ./run bench rematch --cards 10000 --needs 500 --n 50 --to /tmp/small.json

Fills the database of that DUIJIE_HOME with made-up rows, once: never use a folder with records you want to keep.
Writes benchmarks/results/rematch.json and docs/benchmarks.md, or with --to only that file.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

import argparse  # noqa: E402
import io  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from benchmarks import _kept as kept  # noqa: E402
from benchmarks.rematch.changes import change_to_match  # noqa: E402
from benchmarks.rematch.fill import fill  # noqa: E402
from benchmarks.rematch.runs import full_match, hosts  # noqa: E402
from benchmarks.rematch.workers import Workers  # noqa: E402

KILLS = 20


def main() -> None:
    """Fill, measure part by part, keep each as soon as it is there."""
    options = _options()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("seed", "--vocabularies", stdout=io.StringIO())
    rows = fill(options.data, options.cards, options.needs)
    path = options.to or kept.RESULTS / "rematch.json"
    for name in options.only:
        figures = {**kept.circumstances("rematch"), **_measured(name, options, kept.read(path))}
        print(name, json.dumps(figures), flush=True)
        kept.change(path, lambda held, name=name, figures=figures: _put(held, rows, name, figures))  # type: ignore[misc]
    if not options.to:
        kept.write_page()


def _put(held: dict[str, Any], rows: dict[str, int], name: str, figures: dict[str, Any]) -> None:
    """The figures of a part beside the others, in the order of PARTS; those of another size go."""
    parts = held.get("parts", {}) if held.get("rows") == rows else {}
    parts[name] = figures
    held.update(rows=rows, parts={each: parts[each] for each in PARTS if each in parts})


def _measured(name: str, options: argparse.Namespace, results: dict[str, Any]) -> dict[str, Any]:
    if name == "one":
        return full_match([Workers(1)])
    if name == "two":
        return full_match([Workers(2)])
    if name == "hosts":
        return full_match(hosts(Path(settings.HOME) / "hosts"))
    if name == "kills":
        jobs = results.get("parts", {}).get("one", {}).get("jobs")
        if jobs is None:
            sys.exit("Measure the part `one` first: it says among how many jobs the kills are drawn.")
        return full_match([Workers(1), Workers(1)], KILLS, jobs)
    return change_to_match(options.n)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run bench rematch",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--needs", type=int, default=2_000)
    parser.add_argument("--n", type=int, default=200, help="changes measured")
    parser.add_argument("--only", type=_parts, default=list(PARTS), metavar="PART,…", help=",".join(PARTS))
    parser.add_argument("--to", type=Path, metavar="FILE", help="keep the results there")
    shared = Path(settings.BASE_DIR).parent / "shared" / "data"
    parser.add_argument("--data", type=Path, default=shared)
    return parser.parse_args()


PARTS = ("one", "two", "hosts", "kills", "changes")


def _parts(text: str) -> list[str]:
    chosen = text.split(",")
    if unknown := set(chosen) - set(PARTS):
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(sorted(unknown))}")
    return [name for name in PARTS if name in chosen]


if __name__ == "__main__":
    main()
