"""The people an organization can be reached through. Others see them only by a release row of an approved match."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.models import Contact, Organization
from enterprises.rules import can_edit_organization

EDITABLE = ("name", "position", "phone", "email", "is_primary")


def add_contact(organization: Organization, values: Mapping[str, Any], *, by: Actor) -> Contact:
    """Save a new contact. Raises NotAllowed for others than the owners, Invalid without phone and e-mail."""
    return _write(Contact(organization=organization), values, by=by)


def edit_contact(contact: Contact, values: Mapping[str, Any], *, by: Actor) -> Contact:
    """Change a contact; what was released of it to others changes with it."""
    return _write(contact, values, by=by)


def remove_contact(contact: Contact, *, by: Actor) -> None:
    """Delete a contact, as its person may ask; listings that named it name nobody."""
    if not can_edit_organization(by, contact.organization):
        raise NotAllowed()
    contact.delete()


def _write(contact: Contact, values: Mapping[str, Any], *, by: Actor) -> Contact:
    if not can_edit_organization(by, contact.organization):
        raise NotAllowed(_("只有主体负责人可以维护联系人。"))
    for name in EDITABLE:
        if name in values:
            setattr(contact, name, values[name])
    if not (contact.phone or contact.email):
        raise Invalid({"phone": _("电话和电子邮箱至少填写一项。")})
    with transaction.atomic():
        clean_and_save(contact)
        if contact.is_primary:  # one first contact per organization
            contact.organization.contacts.exclude(pk=contact.pk).update(is_primary=False)
    return contact
