"""As many worlds at once as there are cores, each compared with the first as soon as it is over."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.two_worlds.compare import Difference, compare
from tests.two_worlds.stage import Stage, Surroundings, copy_of, finish
from tests.two_worlds.variants import BASE, OWNER, Variant

MOST = 6  # Redis has databases for no more, see stage.py
AT_ONCE = min(MOST, int(os.environ.get("DUIJIE_WORLDS", os.cpu_count() or 1)))


@dataclass(frozen=True)
class Outcome:
    """One world beside the first: what differs, and what was counted in it."""

    variant: Variant
    difference: Difference
    counted: dict[str, Any]


def lives(stage: Stage, variants: Sequence[Variant], plan: dict[str, int]) -> Iterator[Outcome]:
    """The first world, and then each of `variants` with what differs from the first."""
    worlds = [BASE, *variants]
    first = stage.folder / "0.gz"
    for start in range(0, len(worlds), stage.at_once):
        numbers = range(start, min(start + stage.at_once, len(worlds)))
        begun = [(number, *_begin(stage, number, worlds[number], plan)) for number in numbers]
        for number, there, process in begun:
            finish(there, process)
            record = stage.folder / f"{number}.gz"
            counted = json.loads(record.with_suffix(".json").read_text())
            hidden = OWNER.get(worlds[number].varies, "")
            yield Outcome(worlds[number], compare(first, record, hidden=hidden), counted)
            if number:
                record.unlink()


def _begin(stage: Stage, number: int, variant: Variant, plan: dict[str, int]) -> tuple[Surroundings, Any]:
    there = copy_of(stage, number)
    to: Path = stage.folder / f"{number}.gz"
    request = {"variant": asdict(variant), "plan": plan, "to": str(to)}
    return there, there.start("tests.two_worlds.world", json.dumps(request))
