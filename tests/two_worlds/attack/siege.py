"""`python -m tests.two_worlds.attack.siege '{…}'`: one attack in one setting, on a copy of the province."""

import json
import random
import sys
from pathlib import Path
from typing import Any

import django


def besiege(setting: str, probes: int, words: int, seed: int, to: Path) -> dict[str, Any]:
    """Attack the need in this setting; returns the words believed to be in it, and those that are."""
    from tests.two_worlds.attack.attacker import Attacker
    from tests.two_worlds.attack.target import make_target, terms_to_find
    from tests.two_worlds.variants import BASE
    from tests.two_worlds.watch import Watch
    from tests.two_worlds.world import begin

    with begin(BASE, seed, to) as life:
        target = make_target(setting)
        life.watch = Watch()  # writing the secret looked for an older one
        life.morning(0)
        life.jobs()
        attacker = Attacker(life, str(target.pk), random.Random(seed), words)
        attacker.attack(probes)
    terms = terms_to_find()
    return {
        "setting": setting,
        "probes": attacker.probes,
        "terms": sorted(terms),
        "recovered": sorted(attacker.recovered & terms),
        "believed_wrongly": sorted(attacker.recovered - terms),
        "requests": life.requests,
        "errors": life.errors,
        "scans": life.watch.scans,
    }


if __name__ == "__main__":
    django.setup()
    request = json.loads(sys.argv[1])
    out = Path(request.pop("to"))
    found = besiege(**request, to=out)
    out.with_suffix(".json").write_text(json.dumps(found, ensure_ascii=False))
