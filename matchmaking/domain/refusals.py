"""Why others said no to what an organization offers, in counts of coded reasons."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from enterprises.actors import Actor
from enterprises.domain.vocabulary import term_label
from enterprises.models import Organization
from matchmaking.choices import Side, VerdictKind
from matchmaking.models import Verdict
from matchmaking.rules import reads_all_refusals

LEAST = 3  # refusals, of as many organizations, from which a count is told to everybody


@dataclass(frozen=True)
class Refusal:
    """One reason and how often it was given."""

    code: str
    label: str
    count: int


def refusals_of(organization: Organization, *, actor: Actor) -> list[Refusal]:
    """The reasons with which wanted sides declined the organization's offers, the most frequent first.

    Its own people and staff without a tie to it read every count. Others read those that rest on LEAST refusals by
    LEAST organizations: fewer would tell what one of them said. Who said it is told to nobody here; pairs that an
    invitation brought count nowhere.
    """
    said = _said(organization)
    if not reads_all_refusals(actor, organization):
        said = {code: owners for code, owners in said.items() if _is_enough(owners)}
    counted = [
        Refusal(code, term_label("decline_reason", code), len(owners)) for code, owners in said.items()
    ]
    return sorted(counted, key=lambda refusal: (-refusal.count, refusal.code))


def _said(organization: Organization) -> dict[str, list[UUID]]:
    """By reason, the organization behind each refusal."""
    rows = Verdict.objects.filter(
        verdict=VerdictKind.DECLINE,
        side=Side.WANTED,
        match__offered__owner=organization,
        match__invited=False,
    )
    said: dict[str, list[UUID]] = defaultdict(list)
    for owner, reasons in rows.values_list("match__wanted__owner", "reasons"):
        for code in set(reasons):
            said[code].append(owner)
    return said


def _is_enough(owners: Iterable[UUID]) -> bool:
    owners = list(owners)
    return len(owners) >= LEAST and len(set(owners)) >= LEAST
