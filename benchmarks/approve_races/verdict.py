"""What came of the races, by what the callers were told and by the rows that stand afterwards."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from benchmarks.approve_races.races import Result
from matchmaking.models import ContactRelease, Docking, Match, MatchTransition
from matchmaking.states import MatchState


@dataclass(frozen=True)
class Verdict:
    approved: int
    doubles: int
    faults: tuple[str, ...]


def judge(results: Sequence[Result]) -> Verdict:
    """A double approval is a match of which two callers were told that they approved it, or with two such steps.

    Faults are everything else that does not fit: an error, a docking without its two releases, an approval nobody was
    told of, a race for which nobody was told anything was done.
    """
    steps = Counter(MatchTransition.objects.filter(new=MatchState.APPROVED).values_list("subject", flat=True))
    approved = set(Match.objects.filter(state=MatchState.APPROVED).values_list("pk", flat=True))
    dockings = set(Docking.objects.values_list("match", flat=True))
    releases = Counter(ContactRelease.objects.values_list("docking__match", flat=True))
    doubles, faults = 0, []
    for result in results:
        pk = result.race.match
        told = result.outcomes.count("approve: done")
        doubles += told > 1 or steps[pk] > 1
        state = (told, steps[pk], pk in approved, pk in dockings, releases[pk])
        if state not in {(1, 1, True, True, 2), (0, 0, False, False, 0)}:
            faults.append(f"{pk}: told, steps, approved, docking, releases are {state}")
        faults += _said(pk, result)
    return Verdict(len(approved), doubles, tuple(faults))


def _said(pk: UUID, result: Result) -> list[str]:
    """Errors, and a race in which nobody decided anything."""
    errors = [f"{pk}: {said}" for said in result.outcomes if "FAULT" in said]
    decided = any(said.endswith("done") and not said.startswith("exempt") for said in result.outcomes)
    return errors if decided else [*errors, f"{pk}: nobody decided: {', '.join(result.outcomes)}"]
