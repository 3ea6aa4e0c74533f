"""Admin pages of this app, one noun per file."""

from enterprises.admin.document import DocumentAdmin
from enterprises.admin.log import LogAdmin
from enterprises.admin.organization import OrganizationAdmin
from enterprises.admin.partner import PartnerAdmin
from enterprises.admin.term import TermAdmin
from enterprises.admin.tie import TieAdmin
from enterprises.admin.user import PersonAdmin

__all__ = [
    "DocumentAdmin",
    "LogAdmin",
    "OrganizationAdmin",
    "PartnerAdmin",
    "PersonAdmin",
    "TermAdmin",
    "TieAdmin",
]
