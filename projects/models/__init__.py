"""Rows of this app, one noun per file."""

from projects.choices import ListingKind
from projects.models.achievement import Achievement
from projects.models.listing import DisclosureGrant, Listing, ListingTransition
from projects.models.need import Need, NeedTarget
from projects.models.pilot_base import PilotBase
from projects.models.scenario import Scenario
from projects.models.secret import ListingSecret, ReadingAlert, SecretReading

KIND_MODELS: dict[str, type[Listing]] = {
    ListingKind.NEED: Need,
    ListingKind.ACHIEVEMENT: Achievement,
    ListingKind.PILOT_BASE: PilotBase,
    ListingKind.SCENARIO: Scenario,
}

__all__ = [
    "KIND_MODELS",
    "Achievement",
    "DisclosureGrant",
    "Listing",
    "ListingSecret",
    "ListingTransition",
    "Need",
    "NeedTarget",
    "PilotBase",
    "ReadingAlert",
    "Scenario",
    "SecretReading",
]
