"""Rows of this app, one noun per file."""

from projects.choices import ListingKind
from projects.models.achievement import Achievement
from projects.models.allocation import Allocation, AllocationLine, AllocationTransition
from projects.models.application import Application, ApplicationTransition
from projects.models.capability import Capability
from projects.models.catalogue import FinanceProduct, FirstSetItem
from projects.models.challenge import Bid, BidTransition, Challenge, ChallengeTransition
from projects.models.consortium import (
    Consortium,
    ConsortiumTransition,
    Member,
    MemberTransition,
    PlanConfirmation,
    SubTopic,
    Task,
)
from projects.models.evaluation import Evaluation, EvaluationTransition, Opinion, OpinionTransition
from projects.models.evidence import Confirmation, Effect, Evidence, FollowUp
from projects.models.ledger import FundingSource, Payment, Receipt
from projects.models.listing import DisclosureGrant, Listing, ListingTransition
from projects.models.need import Need, NeedTarget
from projects.models.pilot_base import PilotBase
from projects.models.reward import RewardPlan, RewardShare
from projects.models.scenario import Scenario
from projects.models.secret import ListingSecret, ReadingAlert, SecretReading
from projects.models.slot import Booking, BookingResult, BookingTransition, Slot, SlotTransition
from projects.models.transfer_project import ProjectChange, ProjectTransition, TransferProject
from projects.models.version import ListingVersion

KIND_MODELS: dict[str, type[Listing]] = {
    ListingKind.NEED: Need,
    ListingKind.ACHIEVEMENT: Achievement,
    ListingKind.PILOT_BASE: PilotBase,
    ListingKind.SCENARIO: Scenario,
    ListingKind.CAPABILITY: Capability,
}

__all__ = [
    "KIND_MODELS",
    "Achievement",
    "Allocation",
    "AllocationLine",
    "AllocationTransition",
    "Application",
    "ApplicationTransition",
    "Bid",
    "BidTransition",
    "Booking",
    "BookingResult",
    "BookingTransition",
    "Capability",
    "Challenge",
    "ChallengeTransition",
    "Confirmation",
    "Consortium",
    "ConsortiumTransition",
    "DisclosureGrant",
    "Effect",
    "Evaluation",
    "EvaluationTransition",
    "Evidence",
    "FinanceProduct",
    "FirstSetItem",
    "FollowUp",
    "FundingSource",
    "Listing",
    "ListingSecret",
    "ListingTransition",
    "ListingVersion",
    "Member",
    "MemberTransition",
    "Need",
    "NeedTarget",
    "Opinion",
    "OpinionTransition",
    "Payment",
    "PilotBase",
    "PlanConfirmation",
    "ProjectChange",
    "ProjectTransition",
    "ReadingAlert",
    "Receipt",
    "RewardPlan",
    "RewardShare",
    "Scenario",
    "SecretReading",
    "Slot",
    "SlotTransition",
    "SubTopic",
    "Task",
    "TransferProject",
]
