"""What happens to an organization: registered, edited, submitted, verified, refused, suspended."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.choices import Role
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.vocabulary import code_error
from enterprises.models import Membership, Organization
from enterprises.rules import can_edit_organization, can_verify_organization
from enterprises.states import ORGANIZATION_MOVES, OrganizationState

EDITABLE = (
    "kind",
    "name",
    "name_en",
    "credit_code",
    "region",
    "industries",
    "disciplines",
    "lab_tier",
    "parent",
    "state_owned",
    "size",
    "introduction",
    "website",
)
# What the administrator looks at who verifies it; the institution it rests on also says who may not judge its affairs.
VERIFIED_FIELDS = ("name", "credit_code", "kind", "parent")
_SCHEMES = {"industries": "industry", "disciplines": "discipline"}
_SINGLE_SCHEMES = {"region": "region", "lab_tier": "lab_tier"}


def register_organization(values: Mapping[str, Any], *, by: Actor) -> Organization:
    """Create an unverified organization whose first owner is the person who registers it.

    Raises NotAllowed for a visitor, Invalid when a value breaks a rule.
    """
    if by.user is None:
        raise NotAllowed(_("请先登录，再登记主体。"))
    organization = Organization()
    with transaction.atomic():
        _write(organization, values)
        Membership.objects.create(organization=organization, user=by.user, role=Role.OWNER)
    return organization


def edit_organization(organization: Organization, values: Mapping[str, Any], *, by: Actor) -> Organization:
    """Change the profile. What an administrator verifies stands from the day it is submitted, until it is refused.

    Raises NotAllowed, Invalid when a value breaks a rule.
    """
    if not can_edit_organization(by, organization):
        raise NotAllowed()
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        organization.refresh_from_db(fields=["state"])  # an administrator may have been faster
        if organization.state == OrganizationState.SUSPENDED:
            raise NotAllowed()
        if organization.profile_stands:
            _keep(organization, values)
        _write(organization, values)
    return organization


def _keep(organization: Organization, values: Mapping[str, Any]) -> None:
    changed = [
        name for name in VERIFIED_FIELDS if name in values and values[name] != getattr(organization, name)
    ]
    if changed:
        raise Invalid(dict.fromkeys(changed, _("提交认证后不能自行修改此项，请联系管理员。")))


def _write(organization: Organization, values: Mapping[str, Any]) -> None:
    errors = {
        name: error
        for name, scheme in _SCHEMES.items()
        if (error := code_error(scheme, values.get(name) or []))
    }
    for name, scheme in _SINGLE_SCHEMES.items():
        if (code := values.get(name)) and (error := code_error(scheme, [code])):
            errors[name] = error
    if errors:
        raise Invalid(errors)
    for name in EDITABLE:
        if name in values:
            setattr(organization, name, values[name])
    clean_and_save(organization)


def submit_organization(organization: Organization, *, by: Actor) -> Organization:
    """Ask for verification. Raises Invalid while what the administrator must check is missing."""
    if not can_edit_organization(by, organization):
        raise NotAllowed()
    missing = {
        name: _("提交认证前请填写此项。")
        for name in ("region", "introduction")
        if not getattr(organization, name)
    }
    if not organization.credit_code and organization.parent_id is None:
        missing["credit_code"] = _("请填写统一社会信用代码；没有独立法人资格的实验室请选择依托单位。")
    if missing:
        raise Invalid(missing)
    return move(organization, OrganizationState.SUBMITTED, table=ORGANIZATION_MOVES, by=by)


def verify_organization(organization: Organization, *, by: Actor, note: str = "") -> Organization:
    return _decide(organization, OrganizationState.VERIFIED, by=by, note=note)


def refuse_organization(organization: Organization, *, by: Actor, note: str) -> Organization:
    """Refuse verification; the reason is shown to the owners."""
    return _decide(organization, OrganizationState.REFUSED, by=by, note=_reason(note))


def suspend_organization(organization: Organization, *, by: Actor, note: str) -> Organization:
    """Take an organization out of service: its members lose their rights with their next request."""
    return _decide(organization, OrganizationState.SUSPENDED, by=by, note=_reason(note))


def _decide(organization: Organization, new: OrganizationState, *, by: Actor, note: str) -> Organization:
    if not can_verify_organization(by, organization):
        raise NotAllowed()
    return move(organization, new, table=ORGANIZATION_MOVES, by=by, note=note)


def _reason(note: str) -> str:
    if not note.strip():
        raise Invalid({"note": _("请写明理由，对方会看到。")})
    return note.strip()
