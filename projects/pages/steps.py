"""The buttons under a slot, a booking, an application or an allocation: which step, for whom, from which state."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from config.kernel.errors import DomainError
from enterprises.actors import Actor, ActorRequest
from enterprises.pages.errors import say
from projects.domain import allocations, applications, bookings, slots
from projects.models import Allocation, Application, Booking, Slot
from projects.states import ALLOCATION_MOVES, APPLICATION_MOVES, BOOKING_MOVES, SLOT_MOVES

Offered = Callable[[Actor, Any], bool]


@dataclass(frozen=True)
class Step:
    """One verb of a page: its button, what is said afterwards, and who is offered it. `note` is what to write."""

    name: str
    label: Any
    done: Any
    verb: Callable[..., Any]
    offered: Offered
    style: str = ""
    note: Any = ""
    ask: Any = ""


def _base(actor: Actor, row: Booking) -> bool:
    return actor.writes_for(row.slot.base.owner_id)


def _applicant(actor: Actor, row: Booking | Application) -> bool:
    return actor.writes_for(row.achievement.owner_id)


def _opener(actor: Actor, row: Application) -> bool:
    return actor.writes_for(row.scenario.owner_id)


def _of_base(actor: Actor, row: Slot) -> bool:
    return actor.writes_for(row.base.owner_id)


def when(table: Any, new: str, may: Offered) -> Offered:
    """Offered where the table knows the move to `new`, to whom `may` says."""
    return lambda actor, row: new in table[row.state] and may(actor, row)


def _administrator(actor: Actor, _row: Allocation) -> bool:
    return actor.is_administrator


_REASON = _("理由，申请方会看到")
SLOT_STEPS = (
    Step("close", _("停止预约"), _("已停止预约。"), slots.close_slot, when(SLOT_MOVES, "closed", _of_base)),
    Step(
        "reopen", _("重新开放"), _("已重新开放预约。"), slots.reopen_slot, when(SLOT_MOVES, "open", _of_base)
    ),
)
BOOKING_STEPS = (
    Step(
        "confirm",
        _("确认预约"),
        _("已确认，名额已占用。"),
        bookings.confirm_booking,
        when(BOOKING_MOVES, "confirmed", _base),
        "button-primary",
    ),
    Step(
        "refuse",
        _("不接受"),
        _("已答复，申请方会看到理由。"),
        bookings.refuse_booking,
        when(BOOKING_MOVES, "refused", _base),
        note=_REASON,
    ),
    Step(
        "withdraw",
        _("撤回预约"),
        _("已撤回。"),
        bookings.withdraw_booking,
        when(BOOKING_MOVES, "withdrawn", _applicant),
        ask=_("撤回后名额会让给别人。确定撤回吗？"),
    ),
)
APPLICATION_STEPS = (
    Step(
        "select",
        _("接受申请"),
        _("已接受，申请方会看到。"),
        applications.select_application,
        when(APPLICATION_MOVES, "selected", _opener),
        "button-primary",
    ),
    Step(
        "turn_down",
        _("不接受"),
        _("已答复，申请方会看到理由。"),
        applications.turn_down_application,
        when(APPLICATION_MOVES, "not_selected", _opener),
        note=_REASON,
    ),
    Step(
        "withdraw",
        _("撤回申请"),
        _("已撤回。"),
        applications.withdraw_application,
        when(APPLICATION_MOVES, "withdrawn", _applicant),
        ask=_("撤回后名额会让给别人。确定撤回吗？"),
    ),
)
ALLOCATION_STEPS = (
    Step(
        "approve",
        _("批准分配方案"),
        _("已批准，入选者取得名额，每个申请方都会看到原因。"),
        allocations.approve_allocation,
        when(ALLOCATION_MOVES, "approved", _administrator),
        "button-primary",
        ask=_("批准后立即生效。确定批准吗？"),
    ),
    Step(
        "reject",
        _("驳回分配方案"),
        _("已驳回，所有申请保持原状。"),
        allocations.reject_allocation,
        when(ALLOCATION_MOVES, "rejected", _administrator),
        note=_("不批准的理由，会公开"),
    ),
)


def offered_steps(steps: tuple[Step, ...], actor: Actor, row: Any) -> list[Step]:
    return [step for step in steps if step.offered(actor, row)]


def take_step(request: ActorRequest, steps: tuple[Step, ...], row: Any) -> None:
    """Carry out the step the button names, and say what came of it. An unknown one is not there."""
    step = next((step for step in steps if step.name == request.POST.get("verb")), None)
    if step is None:
        raise Http404
    note = {"note": request.POST.get("note", "")[:2000]} if step.note else {}
    try:
        step.verb(row, by=request.actor, **note)
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, step.done)
