"""Admin pages of this app: listings are read here and reviewed by verbs; they are written by those who own them."""

from projects.admin.catalogue import FinanceProductAdmin, FirstSetAdmin
from projects.admin.evaluations import (
    EvaluationAdmin,
    EvaluationTransitionAdmin,
    OpinionAdmin,
    OpinionTransitionAdmin,
)
from projects.admin.history import AlertAdmin, GrantAdmin, ListingTransitionAdmin
from projects.admin.kinds import AchievementAdmin, CapabilityAdmin, NeedAdmin, PilotBaseAdmin, ScenarioAdmin
from projects.admin.listing import ListingAdmin
from projects.admin.places import (
    AllocationAdmin,
    AllocationTransitionAdmin,
    ApplicationAdmin,
    ApplicationTransitionAdmin,
    BookingAdmin,
    BookingTransitionAdmin,
    LineAdmin,
    ResultAdmin,
    SlotAdmin,
    SlotTransitionAdmin,
)
from projects.admin.project import TransferProjectAdmin
from projects.admin.teams import (
    BidAdmin,
    BidTransitionAdmin,
    ChallengeAdmin,
    ChallengeTransitionAdmin,
    ConsortiumAdmin,
    ConsortiumTransitionAdmin,
    MemberAdmin,
    MemberTransitionAdmin,
    PlanConfirmationAdmin,
    SubTopicAdmin,
    TaskAdmin,
)

__all__ = [
    "AchievementAdmin",
    "AlertAdmin",
    "AllocationAdmin",
    "AllocationTransitionAdmin",
    "ApplicationAdmin",
    "ApplicationTransitionAdmin",
    "BidAdmin",
    "BidTransitionAdmin",
    "BookingAdmin",
    "BookingTransitionAdmin",
    "CapabilityAdmin",
    "ChallengeAdmin",
    "ChallengeTransitionAdmin",
    "ConsortiumAdmin",
    "ConsortiumTransitionAdmin",
    "EvaluationAdmin",
    "EvaluationTransitionAdmin",
    "FinanceProductAdmin",
    "FirstSetAdmin",
    "GrantAdmin",
    "LineAdmin",
    "ListingAdmin",
    "ListingTransitionAdmin",
    "MemberAdmin",
    "MemberTransitionAdmin",
    "NeedAdmin",
    "OpinionAdmin",
    "OpinionTransitionAdmin",
    "PilotBaseAdmin",
    "PlanConfirmationAdmin",
    "ResultAdmin",
    "ScenarioAdmin",
    "SlotAdmin",
    "SlotTransitionAdmin",
    "SubTopicAdmin",
    "TaskAdmin",
    "TransferProjectAdmin",
]
