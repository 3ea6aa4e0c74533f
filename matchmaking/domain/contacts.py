"""Contacts, shown to the other side only after approval, each through a row that says to whom, when and why."""

from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from enterprises.actors import Actor
from enterprises.domain.contacts import note_reading
from enterprises.models import Contact
from matchmaking.domain.queries import contacts_released_to
from matchmaking.models import ContactRelease, Docking
from projects.models import Listing


def release_contacts(docking: Docking) -> list[ContactRelease]:
    """Show each side's contact to the other. Raises Invalid, naming the organization, when a side has none."""
    match = docking.match
    basis = _("对接 %(number)s 经管理员批准") % {"number": docking.number}
    rows = [
        ContactRelease(docking=docking, contact=_contact_for(mine), organization=other.owner, basis=basis)
        for mine, other in ((match.wanted, match.offered), (match.offered, match.wanted))
    ]
    return ContactRelease.objects.bulk_create(rows)


def read_contacts(docking: Docking, *, by: Actor) -> list[ContactRelease]:
    """The contacts of a docking that the actor may read; where a member of the staff reads them, that leaves a row."""
    releases = list(contacts_released_to(by, docking))
    shown = [release.contact for release in releases if not by.acts_for(release.organization_id)]
    note_reading(shown, by=by, basis=_("跟进对接 %(number)s") % {"number": docking.number})
    return releases


def _contact_for(listing: Listing) -> Contact:
    """The listing's own contact, or else the organization's primary one."""
    contact = listing.contact or listing.owner.contacts.first()
    if contact is None:
        raise Invalid(
            {"contact": _("“%(name)s”还没有登记联系人，请先联系该主体补充。") % {"name": listing.owner.name}}
        )
    return contact
