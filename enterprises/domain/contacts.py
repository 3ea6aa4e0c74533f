"""The people an organization can be reached through. Others see them only by a release row of an approved match."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.models import Contact, ContactReading, Organization
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


def note_reading(contacts: Iterable[Contact], *, by: Actor, basis: str) -> None:
    """Leave a row for each contact whose telephone number and e-mail somebody is shown who is not of its organization:
    once a day for each basis. For readers who are people; the other side of a match has its release row."""
    if by.user is None:
        return
    rows = [
        ContactReading(contact=contact, reader=by.user, by_label=by.label, basis=basis)
        for contact in contacts
        if not by.acts_for(contact.organization_id)
    ]
    ContactReading.objects.bulk_create(rows, ignore_conflicts=True)


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
