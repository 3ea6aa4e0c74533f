"""Whose verdicts teach whom. Every sharing of a grade between needs goes through here (ADR 0015).

* A need learns from all grades of its own pairs, and from those of its owner's other needs.
* From a near-copy of another owner it learns what experts said, and only while that need's card is open to everybody:
  what an owner says about their need moves no score that anybody else reads.
* Of one pair the owner's word goes before the expert's where it teaches the owner's own needs.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from enterprises.states import OrganizationState
from matchmaking.choices import Grader
from matchmaking.domain.public_grades import public_grades
from matchmaking.models import Grade
from projects.choices import Disclosure
from projects.states import ON_SHOW

Levels = dict[str, float]  # offered id → level, 1 to 4


@dataclass(frozen=True)
class GradedNeed:
    """A wanted listing with standing grades: `is_open` when its card may be read by everybody."""

    id: str
    owner: str
    revision: int
    is_open: bool


def graded_needs() -> dict[str, GradedNeed]:
    """All of them, by id (one query; none where nothing was graded)."""
    rows = public_grades(Grade.objects.all()).filter(stands=True).order_by().distinct()
    columns = ("wanted_id", "wanted__owner_id", "wanted__revision", "wanted__disclosure", "wanted__state")
    return {
        str(pk): GradedNeed(
            str(pk),
            str(owner),
            revision,
            disclosure == Disclosure.PUBLIC and state in ON_SHOW and of_owner == OrganizationState.VERIFIED,
        )
        for pk, owner, revision, disclosure, state, of_owner in rows.values_list(
            *columns, "wanted__owner__state"
        )
    }


class Verdicts:
    """The standing grades of some needs (one query)."""

    def __init__(self, needs: Mapping[str, GradedNeed]) -> None:
        self._needs = needs
        self._given: dict[str, dict[str, dict[str, int]]] = {}
        known = public_grades(Grade.objects.all()).filter(stands=True, wanted__in=list(needs))
        rows = known if needs else Grade.objects.none()
        for wanted, offered, grader, level in rows.values_list("wanted_id", "offered_id", "grader", "level"):
            self._given.setdefault(str(wanted), {}).setdefault(str(offered), {})[grader] = level

    def own(self, id: str) -> Levels:
        """What was said of a need's own pairs."""
        return {
            offered: float(said.get(Grader.WANTED, said.get(Grader.STAFF, 0)))
            for offered, said in self._given.get(id, {}).items()
        }

    def shared_with(self, owner: str, twins: Iterable[str]) -> dict[str, Levels]:
        """By near-copy, what a need of `owner` may learn from it."""
        found = {twin: self._from(owner, self._needs[twin]) for twin in twins if twin in self._needs}
        return {twin: levels for twin, levels in found.items() if levels}

    def _from(self, owner: str, need: GradedNeed) -> Levels:
        if need.owner == owner:
            return self.own(need.id)
        if not need.is_open:
            return {}
        return {
            offered: float(said[Grader.STAFF])
            for offered, said in self._given.get(need.id, {}).items()
            if Grader.STAFF in said
        }


def with_own_grades(wanted_ids: Collection[str], least: int) -> set[str]:
    """Those of the wanted listings of which at least so many offers are graded (one query)."""
    counted: dict[UUID, int] = {}
    pairs = public_grades(Grade.objects.all()).filter(stands=True, wanted__in=list(wanted_ids)).order_by()
    for wanted, _offered in pairs.values_list("wanted_id", "offered_id").distinct():
        counted[wanted] = counted.get(wanted, 0) + 1
    return {str(wanted) for wanted, count in counted.items() if count >= least}
