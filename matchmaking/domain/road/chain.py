"""What an order of steps must obey. Levels follow each other without a hole; every party takes its step whole."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from uuid import UUID

from django.utils.translation import gettext as _

from matchmaking.choices import StepKind
from matchmaking.domain.road.types import LIFTING, Reason
from matchmaking.models import RoadStep

Band = tuple[int | None, int | None]
Bands = Mapping[
    UUID, Band
]  # from which level to which each pilot base lifts; what is not in it has no limits
_RANK = {kind: rank for rank, kind in enumerate((*LIFTING, StepKind.FIRST_SET))}


def obstacle(steps: Sequence[RoadStep], bands: Bands) -> str:
    """Why these steps, in this order, are no road; empty when they are one.

    1. Proof of concept comes before the pilot run, that before the scenario, the first set after all of them; money may
       come at any time. 2. A party takes its step from the first level to the last. 3. A step does not begin before the
       one that lifts to its level has ended.
    """
    ranked = [step for step in steps if step.kind in _RANK]
    for earlier, later in pairwise(ranked):
        if _RANK[earlier.kind] > _RANK[later.kind]:
            names = {"first": later.get_kind_display(), "second": earlier.get_kind_display()}
            return _("“%(first)s”要在“%(second)s”之前。") % names
        if earlier.ends_on and later.starts_on and later.starts_on < earlier.ends_on:
            names = {"first": earlier.get_kind_display(), "second": later.get_kind_display()}
            return _("“%(second)s”不能在“%(first)s”结束以前开始。") % names
    for step in steps:
        if step.filled and step.listing_id and not covers(bands.get(step.listing_id, (None, None)), step):
            levels = {"before": step.trl_before, "after": step.trl_after}
            return _("承担方不能把成熟度从 %(before)s 级提升到 %(after)s 级。") % levels
    return ""


def covers(band: Band, step: RoadStep) -> bool:
    low, high = band
    return (low is None or low <= step.trl_before) and (high is None or step.trl_after <= high)


def relink(steps: Sequence[RoadStep], start: int) -> None:
    """Give the steps their places and levels in this order: where one level ends the next begins, and the ends of the
    lifting steps stay where they were. Reasons that speak of the levels follow them."""
    ends = iter(sorted(step.trl_after for step in steps if step.trl_after > step.trl_before))
    level = start
    for position, step in enumerate(steps):
        lifts = step.trl_after > step.trl_before
        step.position, step.trl_before = position, level
        level = next(ends) if lifts else level
        step.trl_after = level
        step.reasons = [reason for each in step.reasons if (reason := _told_again(each, step, start))]


def _told_again(reason: Reason, step: RoadStep, start: int) -> Reason | None:
    """A reason that speaks of the step's levels, with those it has now; None where it holds no more."""
    levels = {"before": step.trl_before, "after": step.trl_after}
    if reason["reason"] == "lifts":
        return {**reason, "detail": levels} if step.trl_after > step.trl_before else None
    if reason["reason"] == "starts_higher":
        low = reason["detail"]["low"]
        return (
            {**reason, "detail": {"low": low, "before": step.trl_before}} if low > step.trl_before else None
        )
    if reason["reason"] == "ends_lower":
        high = reason["detail"]["high"]
        return (
            {**reason, "detail": {"high": high, "after": step.trl_after}} if high < step.trl_after else None
        )
    if reason["reason"] == "money_level":
        detail = {**reason["detail"], "level": step.trl_after}
        is_lacking = detail["low"] > step.trl_after or detail["high"] < start
        return {**reason, "detail": detail} if is_lacking else None
    return reason


def without(steps: Sequence[RoadStep], gone: RoadStep, bands: Bands) -> list[RoadStep] | None:
    """The other steps, one of which takes over the levels of the one that goes; None when none of them can."""
    rest = [step for step in steps if step.pk != gone.pk]
    if gone.trl_after == gone.trl_before:
        return rest
    before = [step for step in rest if step.trl_after == gone.trl_before and _lifts(step)]
    after = [step for step in rest if step.trl_before == gone.trl_after and _lifts(step)]
    for heir, values in [
        *((step, (step.trl_before, gone.trl_after)) for step in before),
        *((step, (gone.trl_before, step.trl_after)) for step in after),
    ]:
        kept = heir.trl_before, heir.trl_after
        heir.trl_before, heir.trl_after = values
        if not heir.filled or not heir.listing_id or covers(bands.get(heir.listing_id, (None, None)), heir):
            return rest
        heir.trl_before, heir.trl_after = kept
    return None


def _lifts(step: RoadStep) -> bool:
    return step.kind in LIFTING and step.trl_after > step.trl_before
