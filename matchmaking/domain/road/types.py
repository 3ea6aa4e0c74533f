"""What the road is planned from and what comes out: frozen values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from matchmaking.choices import StepKind

Reason = Mapping[str, Any]  # {reason, code, detail}, shaped as a part of a match; see words.py
LIFTING: tuple[str, ...] = (StepKind.CONCEPT, StepKind.PILOT, StepKind.SCENARIO)
TOP_LEVEL = 9  # what pilot bases and scenarios can show: mass production, first real use; above are sales


@dataclass(frozen=True)
class Window:
    """When a party has room, and for how much."""

    starts_on: dt.date | None
    ends_on: dt.date | None
    cost: Decimal | None = None


@dataclass(frozen=True)
class Candidate:
    """A pilot base, proof-of-concept centre or scenario that could take a step.

    `low`, `high`: it takes an achievement from level `low` on and no higher than `high`; None is no limit.
    `fits`: the engine calls the two texts a match. `near`: 0 in the need's prefecture, 1 in the achievement's, else 2.
    """

    kind: str
    id: UUID
    score: float
    fits: bool
    low: int | None = None
    high: int | None = None
    near: int = 2
    windows: tuple[Window, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def covers(self, before: int, after: int) -> bool:
        return (self.low is None or self.low <= before) and (self.high is None or after <= self.high)

    @property
    def price(self) -> Decimal | None:
        """The least it is known to cost."""
        return min((window.cost for window in self.windows if window.cost is not None), default=None)


@dataclass(frozen=True)
class Planned:
    """One step of a proposal. Not `filled`: nobody takes it; the party named came closest."""

    kind: str
    before: int
    after: int
    listing: UUID | None = None
    item: UUID | None = None
    product: UUID | None = None
    filled: bool = False
    reasons: tuple[Reason, ...] = ()
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    cost: Decimal | None = None


@dataclass(frozen=True)
class Proposal:
    """A road for a pair, as of now."""

    trl_from: int
    trl_to: int
    steps: tuple[Planned, ...]


def reason(code: str, **detail: Any) -> Reason:
    """A reason of the road's own, with the values its sentence speaks of."""
    return {"code": "road", "reason": code, "detail": detail}
