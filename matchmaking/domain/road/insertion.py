"""Where a new step of a road goes: its levels say where, and the steps beside it give up the levels it takes."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from matchmaking.choices import StepKind
from matchmaking.domain.road.chain import Bands, obstacle, relink
from matchmaking.domain.road.types import LIFTING, TOP_LEVEL
from matchmaking.models import RoadStep


def with_step(steps: Sequence[RoadStep], new: RoadStep, *, start: int, bands: Bands) -> list[RoadStep]:
    """The steps with the new one among them, places and levels set. `start`: the level the road begins at.

    1. A step of its kind may lift so far. 2. It begins at a level the road comes to. 3. A step that had some of its
    levels keeps the others; one that would keep none, or be cut in two, is in the way. 4. Of the places at its first
    level it takes the latest that the order of the work allows.
    Raises Invalid at `trl_before`, `trl_after`, or at `step` where another step is in the way.
    """
    _check_kind(new)
    end = max((step.trl_after for step in steps), default=start)
    if not start <= new.trl_before <= end:
        text = _("这一步要从路线经过的级别开始：%(start)s 至 %(end)s 级。")
        raise Invalid({"trl_before": text % {"start": start, "end": end}})
    for step in steps:
        _give_way(step, new)
    problem = ""
    for place in _places(steps, new):
        order = [*steps[:place], new, *steps[place:]]
        relink(order, start)
        if not (problem := obstacle(order, bands)):
            return order
    raise Invalid({"step": problem})


def _check_kind(new: RoadStep) -> None:
    before, after = new.trl_before, new.trl_after
    if after < before:
        raise Invalid({"trl_after": _("之后成熟度不能低于之前成熟度。")})
    if after == before:
        return
    kind = new.get_kind_display()
    if new.kind == StepKind.FINANCE:
        raise Invalid({"trl_after": _("“%(kind)s”不提升成熟度，之前和之后应当相同。") % {"kind": kind}})
    if new.kind == StepKind.FIRST_SET and before < TOP_LEVEL:
        text = _("“%(kind)s”从 %(level)s 级起才提升成熟度，更低时之前和之后应当相同。")
        raise Invalid({"trl_after": text % {"kind": kind, "level": TOP_LEVEL}})
    if new.kind in LIFTING and after > TOP_LEVEL:
        text = _("“%(kind)s”最高提升到 %(level)s 级。")
        raise Invalid({"trl_after": text % {"kind": kind, "level": TOP_LEVEL}})


def _give_way(step: RoadStep, new: RoadStep) -> None:
    """Take from a step the levels it shares with the new one."""
    before, after = step.trl_before, step.trl_after
    if before >= new.trl_after or after <= new.trl_before or not _lifts(step):
        return
    values = {"kind": step.get_kind_display(), "before": before, "after": after}
    if before < new.trl_before and new.trl_after < after:
        text = _(
            "“%(kind)s”从 %(before)s 级做到 %(after)s 级，不能从中间断开：请从它的第一级开始，或做到它的最后一级。"
        )
        raise Invalid({"step": text % values})
    if new.trl_before <= before and after <= new.trl_after:
        text = _(
            "“%(kind)s”从 %(before)s 级做到 %(after)s 级，会一级也不剩：请先删去它，或缩小这一步的级别。"
        )
        raise Invalid({"step": text % values})
    if before < new.trl_before:
        step.trl_after = new.trl_before
    else:
        step.trl_before = new.trl_after


def _places(steps: Sequence[RoadStep], new: RoadStep) -> Iterator[int]:
    """Where the new step may stand, the latest place first: behind what lifts to its first level, before what begins at
    its last. What does not lift gives a step that does not lift no bound: the two may change places."""
    lifting = [(place, step) for place, step in enumerate(steps) if _lifts(step)]
    first = max((place + 1 for place, step in lifting if step.trl_after <= new.trl_before), default=0)
    bounds = enumerate(steps) if _lifts(new) else lifting
    last = min((place for place, step in bounds if step.trl_before >= new.trl_after), default=len(steps))
    yield from range(last, first - 1, -1)


def _lifts(step: RoadStep) -> bool:
    return step.trl_after > step.trl_before
