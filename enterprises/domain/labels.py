"""Labels of an organization: claimed with their evidence, confirmed by an administrator, and over when they run out."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.documents import store_document
from enterprises.domain.vocabulary import code_error
from enterprises.models import LabelTransition, Organization, OrganizationLabel
from enterprises.models.label import in_force
from enterprises.rules import can_edit_organization, can_verify_organization
from enterprises.states import LABEL_MOVES, LabelState

EDITABLE = ("code", "valid_from", "valid_to", "evidence")
NAMED = gettext_noop("提交核对")


def claim_label(
    organization: Organization, values: Mapping[str, Any], *, file: "File[Any] | None", by: Actor
) -> OrganizationLabel:
    """Put a label up for confirmation, with the certificate as a file.

    Raises NotAllowed for others than the owners; Invalid, naming `file` where that is what is wrong.
    """
    if not can_edit_organization(by, organization):
        raise NotAllowed()
    label = OrganizationLabel(organization=organization, state=LabelState.CLAIMED)
    for name in EDITABLE:
        if name in values:
            setattr(label, name, values[name])
    errors: dict[str, Any] = {}
    if error := code_error("enterprise_label", [label.code]):
        errors["code"] = error
    if label.valid_to is None:
        errors["valid_to"] = _("请填写证书上的有效期。")
    if file is None:
        errors["file"] = _("请上传证书或公布文件。")
    if errors or file is None:
        raise Invalid(errors)
    with transaction.atomic():
        label.document = store_document(file, owner=organization, by=by)
        clean_and_save(label)
        LabelTransition.objects.create(
            subject=label, old="", new=LabelState.CLAIMED, by_user=by.user, by_label=by.label, note=NAMED
        )
    return label


def confirm_label(label: OrganizationLabel, *, by: Actor, note: str = "") -> OrganizationLabel:
    """It counts from now on, while it is valid."""
    return _decide(label, LabelState.CONFIRMED, by=by, note=note)


def refuse_label(label: OrganizationLabel, *, by: Actor, note: str) -> OrganizationLabel:
    """The evidence does not show it; the reason is told to the organization."""
    return _decide(label, LabelState.REFUSED, by=by, note=_reason(note))


def revoke_label(label: OrganizationLabel, *, by: Actor, note: str) -> OrganizationLabel:
    """It was taken away before its last day: it counts no more."""
    return _decide(label, LabelState.REVOKED, by=by, note=_reason(note))


def with_label(organizations: QuerySet[Organization], code: str, day: dt.date) -> QuerySet[Organization]:
    """Those of `organizations` whose label of this code counts on `day`."""
    counting = OrganizationLabel.objects.filter(in_force(day), code=code)
    return organizations.filter(pk__in=counting.values("organization"))


def _decide(label: OrganizationLabel, new: LabelState, *, by: Actor, note: str) -> OrganizationLabel:
    if not can_verify_organization(by, label.organization):
        raise NotAllowed()
    return move(label, new, table=LABEL_MOVES, by=by, note=note)


def _reason(note: str) -> str:
    if not note.strip():
        raise Invalid({"note": _("请写明理由，对方会看到。")})
    return note.strip()
