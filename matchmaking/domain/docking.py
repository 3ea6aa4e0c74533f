"""The docking: opened on approval, moved step by step, always with somebody responsible and a date."""

import datetime as dt
from collections.abc import Sequence

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
from matchmaking.domain.decisions import decision, faults_of_exit
from matchmaking.domain.in_step import end_project_of, obstacle_in_project, open_project_of
from matchmaking.models import Docking, DockingTransition, Match
from matchmaking.rules import (
    can_assign_manager,
    can_work_on_docking,
    is_conflicted,
    moves_of,
    moves_open_to,
)
from matchmaking.states import ENDED, NEEDS_A_REASON, PAUSES, DockingState
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
    reasons: Sequence[str] = (),
    note: str = "",
    next_step: str = "",
    next_deadline: dt.date | None = None,
) -> Docking:
    """Move a docking to its next state and say what comes next, until when.

    A side exit (sent back to be mended, on hold, terminated, expired) wants codes of vocabulary exit_reason and words;
    a pause also the day until which it lasts, and ends where it began: the clock of the next step watches it. Who may
    send back and say that it is mended: `rules.leads_docking`.

    Raises NotAllowed, IllegalTransition, LostRace; Invalid when an exit has no reason, what goes on has no date, or the
    transfer project does not show what the step asks for. With the contract signed, the project opens and the need
    leaves the market; a contract that is ended ends its project.
    """
    if not can_work_on_docking(by, docking):
        raise NotAllowed()
    lasts = new not in ENDED
    errors = faults_of_exit(reasons, note) if new in NEEDS_A_REASON else {}
    if lasts and next_deadline is None:
        errors["next_deadline"] = _("请填写下一步的期限。")
    if next_deadline is not None and next_deadline < timezone.localdate():
        errors["next_deadline"] = _("期限不能早于今天。")
    possible = moves_of(docking)
    if new in possible and (obstacle := obstacle_in_project(docking, new)):
        errors["state"] = obstacle
    if errors:
        raise Invalid(errors)
    if new in possible and new not in moves_open_to(by, docking):
        raise NotAllowed(_("退回整改和整改完成由责任技术经理人或管理员确认。"))
    deadline = next_deadline if lasts else None
    changes = {
        "next_step": next_step if lasts else "",
        "next_deadline": deadline,
        "left_state": docking.state if new in PAUSES else "",
    }
    with transaction.atomic():
        recorded = decision(docking.match, reasons=reasons, deadline=deadline)
        table = {docking.state: frozenset(possible)}
        move(docking, new, table=table, by=by, note=note.strip(), changes=changes, recorded=recorded)
        if new == DockingState.SIGNED and docking.project is None:
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
