"""Admin pages of this app: listings are read here and reviewed by verbs; they are written by those who own them."""

from projects.admin.history import AlertAdmin, GrantAdmin, ListingTransitionAdmin
from projects.admin.kinds import AchievementAdmin, NeedAdmin, PilotBaseAdmin, ScenarioAdmin
from projects.admin.listing import ListingAdmin
from projects.admin.project import TransferProjectAdmin

__all__ = [
    "AchievementAdmin",
    "AlertAdmin",
    "GrantAdmin",
    "ListingAdmin",
    "ListingTransitionAdmin",
    "NeedAdmin",
    "PilotBaseAdmin",
    "ScenarioAdmin",
    "TransferProjectAdmin",
]
