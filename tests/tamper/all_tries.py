"""All tries on the crew's processes, and one report."""

from tests.isolation import crew
from tests.isolation.stage import Stage
from tests.tamper.attack import Report, attack
from tests.tamper.tries import pieces


def carried_out(stage: Stage, *, seed: int, tries: int) -> Report:
    """The tries of a seed."""
    whole = Report()
    for part in crew.share_out(stage, attack, pieces(seed, tries)):
        whole.tried += part.tried
        whole.succeeded += part.succeeded
        whole.errors += part.errors
    return whole
