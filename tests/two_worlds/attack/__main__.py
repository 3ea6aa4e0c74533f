"""`./run probes`: attack a hidden need by probing achievements, and a published one with the same attack.

./run probes [--probes 1000] [--words 1500] [--seed 1]
"""

import argparse
import json
import signal
import sys
from typing import Any

from config.frontdoor.figures import record_figure
from tests.two_worlds.attack import HIDDEN, PUBLISHED
from tests.two_worlds.stage import Stage, copy_of, finish, staged

FULL = 1_000  # probes from which the figure counts for docs/trust.md
PROVEN = 0.8  # share of the terms that the attack recovers where they are not hidden; less is no attack


def main(arguments: list[str]) -> int:
    """Return 0 when the hidden need kept every word, and the published one did not."""
    asked = _options().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended so, it still drops its databases
    with staged(2) as stage:
        hidden, published = attacks(stage, asked.probes, asked.words, asked.seed)
    for found in (published, hidden):
        print(told(found), flush=True)
    if asked.probes >= FULL:
        record_figure(
            "probes",
            "./run probes",
            recovered=len(hidden["recovered"]),
            terms=len(hidden["terms"]),
            probes=hidden["probes"],
        )
    return 1 if hidden["recovered"] or not is_an_attack(published) else 0


def attacks(stage: Stage, probes: int, words: int, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the same attacker finds out about the need where it is hidden, and where it is published."""
    begun = []
    for number, setting in enumerate((HIDDEN, PUBLISHED)):
        there, to = copy_of(stage, number), stage.folder / f"{setting}.gz"
        request = {"setting": setting, "probes": probes, "words": words, "seed": seed, "to": str(to)}
        begun.append((there, there.start("tests.two_worlds.attack.siege", json.dumps(request)), to))
    for there, process, _to in begun:
        finish(there, process)
    hidden, published = (json.loads(to.with_suffix(".json").read_text()) for _there, _process, to in begun)
    return hidden, published


def is_an_attack(published: dict[str, Any]) -> bool:
    return len(published["recovered"]) > PROVEN * len(published["terms"])


def told(found: dict[str, Any]) -> str:
    """One line per setting."""
    return (
        f"{found['setting']}: {len(found['recovered'])} of {len(found['terms'])} terms recovered by "
        f"{found['probes']:,} probes in {found['requests']:,} requests; words believed wrongly: "
        f"{len(found['believed_wrongly'])}; scans of secret tables: {found['scans']}"
        + "".join(f"\n  {error}" for error in found["errors"])
    )


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="./run probes", description="A hidden need under attack.")
    options.add_argument("--probes", type=int, default=1_000)
    options.add_argument("--words", type=int, default=1_500, help="public words beside those of the secret")
    options.add_argument("--seed", type=int, default=1)
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
