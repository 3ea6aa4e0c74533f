"""`./run probes`: attack a hidden need by probing achievements, and the same need in a service that leaks.

./run probes [--probes 1000] [--words 4000] [--seed 1]
"""

import argparse
import json
import os
import signal
import sys
from typing import Any

import django

from config.frontdoor.figures import record_figure
from tests.two_worlds.attack import HIDDEN, LEAKING
from tests.two_worlds.stage import Stage, copy_of, finish, staged

FULL = 1_000  # probes from which the figure counts for docs/trust.md
SHOWN = 5  # faults told in words
PROVEN = 0.8  # share of the terms that the attack recovers where they do leak; less is no attack


def main(arguments: list[str]) -> int:
    """Return 0 when the hidden need kept every word, and the leaking service did not."""
    asked = _options().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended so, it still drops its databases
    with staged(2) as stage:
        hidden, leaking = attacks(stage, asked.probes, asked.words, seed=asked.seed)
    for found in (leaking, hidden):
        print(told(found), flush=True)
    if asked.probes >= FULL:
        record_figure(
            "probes",
            "./run probes",
            recovered=len(hidden["recovered"]),
            terms=len(hidden["terms"]),
            probes=hidden["probes"],
            control=len(leaking["recovered"]),
        )
    return 0 if is_kept(hidden) and is_an_attack(leaking) else 1


def attacks(
    stage: Stage, probes: int, words: int, *, seed: int, terms: int | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the same attacker finds out about the need where it is hidden, and where it leaks."""
    plan = {"probes": probes, "words": words, "seed": seed, "terms": terms}
    begun = []
    for number, setting in enumerate((HIDDEN, LEAKING)):
        there, to = copy_of(stage, number), stage.folder / f"{setting}.gz"
        request = {"setting": setting, "to": str(to), **plan}
        begun.append((there, there.start("tests.two_worlds.attack.siege", json.dumps(request)), to))
    for there, process, _to in begun:
        finish(there, process)
    hidden, leaking = (json.loads(to.with_suffix(".json").read_text()) for _there, _process, to in begun)
    return hidden, leaking


def is_kept(hidden: dict[str, Any]) -> bool:
    """No word came out, not even one believed wrongly: there was nothing to believe; and nobody's request failed."""
    faults = ("recovered", "believed_wrongly", "scans", "faults", "errors")
    return not any(hidden[name] for name in faults)


def is_an_attack(leaking: dict[str, Any]) -> bool:
    return len(leaking["recovered"]) >= PROVEN * len(leaking["terms"])


def told(found: dict[str, Any]) -> str:
    """One line per setting."""
    return (
        f"{found['setting']}: {len(found['recovered'])} of {len(found['terms'])} terms recovered by "
        f"{found['probes']:,} probes in {found['requests']:,} requests; words believed wrongly: "
        f"{len(found['believed_wrongly'])}; scans of secret tables: {found['scans']}"
        + "".join(f"\n  {fault}" for fault in [*found["errors"], *found["faults"]][:SHOWN])
    )


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="./run probes", description="A hidden need under attack.")
    options.add_argument("--probes", type=int, default=1_000)
    options.add_argument("--words", type=int, default=4_000, help="public words beside those of the secret")
    options.add_argument("--seed", type=int, default=1)
    return options


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
