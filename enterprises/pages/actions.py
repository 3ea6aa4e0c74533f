"""The buttons of an organization's verification, and the door they lead to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from enterprises.domain.organization import (
    refuse_organization,
    submit_organization,
    suspend_organization,
    verify_organization,
)
from enterprises.models import Organization
from enterprises.rules import can_edit_organization, can_verify_organization
from enterprises.states import ORGANIZATION_MOVES, OrganizationState


@dataclass(frozen=True)
class Action:
    """One verb of the page: its word, its button, and who is offered it."""

    name: str
    label: Any
    done: Any
    verb: Callable[..., Organization]
    leads_to: OrganizationState
    allowed: Callable[[Actor, Organization], bool]
    style: str = ""
    note: Any = ""  # what to write; a verb with a note gets a text box


ACTIONS: tuple[Action, ...] = (
    Action(
        "submit",
        _("提交认证"),
        _("已提交，管理员会在核对后答复。"),
        submit_organization,
        OrganizationState.SUBMITTED,
        can_edit_organization,
        "button-primary",
    ),
    Action(
        "verify",
        _("通过认证"),
        _("已通过认证。"),
        verify_organization,
        OrganizationState.VERIFIED,
        can_verify_organization,
        "button-primary",
    ),
    Action(
        "refuse",
        _("不予通过"),
        _("已退回，对方会看到理由。"),
        refuse_organization,
        OrganizationState.REFUSED,
        can_verify_organization,
        note=_("理由，对方会看到"),
    ),
    Action(
        "suspend",
        _("停用"),
        _("已停用，其成员的权限立即失效。"),
        suspend_organization,
        OrganizationState.SUSPENDED,
        can_verify_organization,
        "button-danger",
        note=_("停用的理由"),
    ),
)
BY_NAME = {action.name: action for action in ACTIONS}


def offered_actions(actor: Actor, organization: Organization) -> list[Action]:
    possible = ORGANIZATION_MOVES[OrganizationState(organization.state)]
    return [
        action for action in ACTIONS if action.leads_to in possible and action.allowed(actor, organization)
    ]
