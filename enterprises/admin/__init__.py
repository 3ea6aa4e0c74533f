"""Admin pages of this app, one noun per file."""

from enterprises.admin.document import DocumentAdmin
from enterprises.admin.label import LabelAdmin
from enterprises.admin.log import LogAdmin
from enterprises.admin.organization import OrganizationAdmin
from enterprises.admin.partner import PartnerAdmin
from enterprises.admin.profile_entry import EquipmentAdmin, PatentAdmin, PublicationAdmin, ResearcherAdmin
from enterprises.admin.term import TermAdmin
from enterprises.admin.tie import TieAdmin
from enterprises.admin.user import PersonAdmin

__all__ = [
    "DocumentAdmin",
    "EquipmentAdmin",
    "LabelAdmin",
    "LogAdmin",
    "OrganizationAdmin",
    "PartnerAdmin",
    "PatentAdmin",
    "PersonAdmin",
    "PublicationAdmin",
    "ResearcherAdmin",
    "TermAdmin",
    "TieAdmin",
]
