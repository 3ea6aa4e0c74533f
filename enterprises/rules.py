"""Who may do what to an organization. Each predicate is one sentence of the policy."""

from typing import TYPE_CHECKING
from uuid import UUID

from enterprises.choices import LAB_KINDS, Role

if TYPE_CHECKING:
    from enterprises.actors import Actor
    from enterprises.models import Organization


def sees_organization(actor: "Actor", organization: "Organization") -> bool:
    """Everybody sees verified ones; its people and staff every one. The same policy as `organizations_visible_to`."""
    return organization.verified or actor.is_staff_member or actor.acts_for(organization.pk)


def can_edit_organization(actor: "Actor", organization: "Organization") -> bool:
    """Its owners edit an organization's profile, contacts and members."""
    return owns(actor, organization.pk)


def can_edit_profile(actor: "Actor", organization: "Organization") -> bool:
    """Owners and editors of a lab or university keep its people, equipment, papers and patents."""
    return organization.kind in LAB_KINDS and actor.writes_for(organization.pk)


def can_verify_organization(actor: "Actor", organization: "Organization") -> bool:
    """Administrators verify, and never an organization they are tied to."""
    return actor.is_administrator and not actor.is_tied_to(organization.pk)


def can_manage_partners(actor: "Actor", organization: "Organization") -> bool:
    """Administrators register partner systems, rename them and end their access, and never those of an organization
    they are tied to."""
    return actor.is_administrator and not actor.is_tied_to(organization.pk)


def can_draw_partner_secret(actor: "Actor", organization: "Organization") -> bool:
    """Its owners, and nobody of the staff: a partner system reads and writes as the organization's people do."""
    return owns(actor, organization.pk)


def can_read_contacts(actor: "Actor", organization: "Organization") -> bool:
    """Its people, and administrators without a tie to it, who verify it. The other side of an approved match reads the
    one contact that was released to it. The same policy as `contacts_on_file`."""
    if actor.acts_for(organization.pk):
        return True
    return actor.is_administrator and not actor.is_tied_to(organization.pk)


def owns(actor: "Actor", organization_id: UUID) -> bool:
    return actor.roles.get(organization_id) == Role.OWNER
