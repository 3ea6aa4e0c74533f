"""All tries on the crew's processes, share by share."""

from collections.abc import Iterator

from tests.isolation import crew
from tests.isolation.stage import Stage
from tests.tamper.attack import Report, attack
from tests.tamper.tries import pieces


def carried_out(stage: Stage, *, seed: int, tries: int, under: tuple[str, ...] = ("",)) -> Iterator[Report]:
    """What came of the tries of a seed, at addresses that begin with one of `under`; a report per share, in order."""
    yield from crew.share_out(stage, attack, pieces(seed, tries, under))


def together(reports: Iterator[Report]) -> Report:
    """One report of all."""
    whole = Report()
    for part in reports:
        whole.tried += part.tried
        whole.succeeded += part.succeeded
        whole.errors += part.errors
    return whole
