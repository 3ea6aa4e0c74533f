"""Which fields of an organization a reader sees: pages, API and admin all ask here. Contacts have rows of their own:
`queries.contacts_visible_to` for the organization's people, `domain/contacts.py` for the register."""

from enterprises.actors import Actor
from enterprises.models import Organization
from enterprises.rules import sees_organization

PROFILE = frozenset(
    [
        "name",
        "name_en",
        "kind",
        "credit_code",
        "region",
        "industries",
        "disciplines",
        "lab_tier",
        "state_owned",
        "size",
        "introduction",
        "website",
        "labels",
        "state",
        "created",
    ]
)
_STAFF = frozenset(
    {"trusted", "transitions"}
)  # how the platform treats it: for its people and those who verify it
_PEOPLE = frozenset({"contacts"})


def organization_fields(actor: Actor, organization: Organization) -> frozenset[str]:
    """What the actor reads of an organization they see; `parent` where they see that one too."""
    shown = PROFILE
    if organization.parent is not None and sees_organization(actor, organization.parent):
        shown |= {"parent"}
    if actor.is_staff_member or actor.acts_for(organization.pk):
        shown |= _STAFF
    return shown | _PEOPLE if actor.acts_for(organization.pk) else shown
