"""The docking: opened on approval, moved step by step, always with somebody responsible and a date."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor, actor_for_user
from enterprises.choices import BROKER_GROUP
from enterprises.domain.numbers import new_number
from enterprises.models import User
from matchmaking.domain.in_step import end_project_of, obstacle_in_project, open_project_of
from matchmaking.models import Docking, DockingTransition, Match
from matchmaking.rules import can_assign_manager, can_work_on_docking, is_conflicted
from matchmaking.states import DOCKING_MOVES, ENDED, NEEDS_A_REASON, DockingState
from projects.choices import ListingKind
from projects.domain.publication import mark_docked
from projects.domain.transfer_project import name_manager
from projects.states import ListingState

FIRST_STEP = dt.timedelta(days=7)  # until the two sides should have spoken


def open_docking(match: Match, *, by: Actor, manager: User | None = None) -> Docking:
    """Start the docking of an approved match; a broker who approves, or nobody yet, is responsible."""
    docking = Docking.objects.create(
        number=new_number("DJ"),
        match=match,
        manager=_checked_manager(manager, match) if manager else None,
        modes=[mode for mode in match.wanted.modes if mode in match.offered.modes],
        next_step=gettext_noop("双方首次沟通"),
        next_deadline=timezone.localdate() + FIRST_STEP,
    )
    DockingTransition.objects.create(
        subject=docking,
        old="",
        new=docking.state,
        note=gettext_noop("匹配获批准"),
        by_user_id=by.user_id,
        by_label=by.label,
    )
    return docking


def advance_docking(
    docking: Docking,
    new: str,
    *,
    by: Actor,
    note: str = "",
    next_step: str = "",
    next_deadline: dt.date | None = None,
) -> Docking:
    """Move a docking to its next state and say what comes next, until when.

    Raises NotAllowed, IllegalTransition, LostRace; Invalid when a pause or an end has no reason, a step that goes on
    has no date, or the transfer project does not show what the step asks for. With the contract signed, the project
    opens and the need leaves the market; a contract that is ended ends its project.
    """
    if not can_work_on_docking(by, docking):
        raise NotAllowed()
    going_on = new not in ENDED and new != DockingState.ON_HOLD
    errors = {}
    if new in NEEDS_A_REASON and not note.strip():
        errors["note"] = _("请写明原因，双方会看到。")
    if going_on and next_deadline is None:
        errors["next_deadline"] = _("请填写下一步的期限。")
    if next_deadline is not None and next_deadline < timezone.localdate():
        errors["next_deadline"] = _("期限不能早于今天。")
    if new in DOCKING_MOVES[docking.state] and (obstacle := obstacle_in_project(docking, new)):
        errors["state"] = obstacle
    if errors:
        raise Invalid(errors)
    changes = {
        "next_step": next_step if going_on else "",
        "next_deadline": next_deadline if going_on else None,
    }
    with transaction.atomic():
        move(docking, new, table=DOCKING_MOVES, by=by, note=note.strip(), changes=changes)
        if new == DockingState.SIGNED:
            docking.project = open_project_of(docking, by=by)
            docking.save(update_fields=["project"])
            _take_need_off_market(docking, by=by)
        elif new == DockingState.TERMINATED and docking.project is not None:
            end_project_of(docking, by=by, note=note)
    return docking


def _take_need_off_market(docking: Docking, *, by: Actor) -> None:
    wanted = docking.match.wanted
    if wanted.kind == ListingKind.NEED and wanted.state == ListingState.PUBLISHED:
        mark_docked(wanted, by=by, note=_("对接 %(number)s 已签订合同") % {"number": docking.number})


def assign_manager(docking: Docking, manager: User, *, by: Actor) -> Docking:
    """Name the technology manager who is responsible from now on."""
    if not can_assign_manager(by, docking):
        raise NotAllowed()
    docking.manager = _checked_manager(manager, docking.match)
    with transaction.atomic():
        docking.save(update_fields=["manager"])
        if docking.project is not None:
            name_manager(docking.project, docking.manager, by=by)
    return docking


def _checked_manager(manager: User, match: Match) -> User:
    if not manager.is_active or not manager.groups.filter(name=BROKER_GROUP).exists():
        raise Invalid({"manager": _("责任人必须是在册的技术经理人。")})
    if is_conflicted(actor_for_user(manager), match):
        raise Invalid({"manager": _("该技术经理人与其中一方有利益关系，请另选责任人。")})
    return manager
