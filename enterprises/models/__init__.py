"""Rows of this app, one noun per file."""

from enterprises.models.contact_reading import ContactReading
from enterprises.models.document import Document
from enterprises.models.label import LabelTransition, OrganizationLabel
from enterprises.models.membership import Membership, PartnerApplication
from enterprises.models.organization import Contact, Organization, OrganizationTransition
from enterprises.models.profile_entry import Equipment, Patent, ProfileEntry, Publication, Researcher
from enterprises.models.term import Term
from enterprises.models.tie import DeclaredTie
from enterprises.models.user import User

# kind of entry in addresses → its rows, in the order of the page
ENTRY_MODELS: dict[str, type[ProfileEntry]] = {
    "researchers": Researcher,
    "equipment": Equipment,
    "publications": Publication,
    "patents": Patent,
}

__all__ = [
    "ENTRY_MODELS",
    "Contact",
    "ContactReading",
    "DeclaredTie",
    "Document",
    "Equipment",
    "LabelTransition",
    "Membership",
    "Organization",
    "OrganizationLabel",
    "OrganizationTransition",
    "PartnerApplication",
    "Patent",
    "ProfileEntry",
    "Publication",
    "Researcher",
    "Term",
    "User",
]
