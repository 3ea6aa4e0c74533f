"""Rows of this app, one noun per file."""

from enterprises.models.contact_reading import ContactReading
from enterprises.models.document import Document
from enterprises.models.membership import Membership, PartnerApplication
from enterprises.models.organization import Contact, Organization, OrganizationLabel, OrganizationTransition
from enterprises.models.term import Term
from enterprises.models.tie import DeclaredTie
from enterprises.models.user import User

__all__ = [
    "Contact",
    "ContactReading",
    "DeclaredTie",
    "Document",
    "Membership",
    "Organization",
    "OrganizationLabel",
    "OrganizationTransition",
    "PartnerApplication",
    "Term",
    "User",
]
