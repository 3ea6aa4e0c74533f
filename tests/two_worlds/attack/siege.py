"""`python -m tests.two_worlds.attack.siege '{…}'`: one attack in one setting, on a copy of the province."""

import json
import random
import sys
from pathlib import Path
from typing import Any

import django


def besiege(setting: str, probes: int, words: int, seed: int, terms: int | None, to: Path) -> dict[str, Any]:
    """Attack the need in this setting; returns the words believed to be in it, and those that are.

    The attacker has `words` words, and `terms` (or all) of those to be found.
    """
    from tests.two_worlds.attack import LEAKING
    from tests.two_worlds.attack.attacker import Attacker
    from tests.two_worlds.attack.target import make_target, terms_to_find, words_of_others
    from tests.two_worlds.leak import plant
    from tests.two_worlds.variants import BASE
    from tests.two_worlds.watch import Watch
    from tests.two_worlds.world import begin

    with begin(BASE, seed, to) as life:
        if setting == LEAKING:
            plant()
        target = make_target()
        chance, findable = random.Random(seed), sorted(terms_to_find(target))
        sought = set(chance.sample(findable, terms or len(findable)))
        others = sorted(words_of_others(target).difference(findable))
        guesses = sorted(sought.union(chance.sample(others, min(words, len(others)))))
        chance.shuffle(guesses)
        life.watch = Watch()  # writing the secret looked for an older one
        life.morning(0)
        life.jobs()
        attacker = Attacker(life, str(target.pk), guesses)
        attacker.attack(probes)
    return {
        "setting": setting,
        "probes": attacker.probes,
        "words": len(guesses),
        "terms": sorted(sought),
        "recovered": sorted(attacker.recovered & sought),
        "believed_wrongly": sorted(attacker.recovered - sought),
        "requests": life.requests,
        "errors": life.errors,
        "scans": life.watch.scans,
        "faults": life.watch.faults,
    }


if __name__ == "__main__":
    django.setup()
    request = json.loads(sys.argv[1])
    out = Path(request.pop("to"))
    found = besiege(**request, to=out)
    out.with_suffix(".json").write_text(json.dumps(found, ensure_ascii=False))
