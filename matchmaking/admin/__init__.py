"""Admin pages of this app, one noun per file."""

from matchmaking.admin.docking import DockingAdmin
from matchmaking.admin.history import (
    DockingTransitionAdmin,
    GradeAdmin,
    MatchTransitionAdmin,
    OverrideAdmin,
    ReleaseAdmin,
    VerdictAdmin,
)
from matchmaking.admin.invitation import InvitationAdmin, InvitationTransitionAdmin
from matchmaking.admin.match import MatchAdmin
from matchmaking.admin.run import IndexAdmin, ModelAdmin, RunAdmin

__all__ = [
    "DockingAdmin",
    "DockingTransitionAdmin",
    "GradeAdmin",
    "IndexAdmin",
    "InvitationAdmin",
    "InvitationTransitionAdmin",
    "MatchAdmin",
    "MatchTransitionAdmin",
    "ModelAdmin",
    "OverrideAdmin",
    "ReleaseAdmin",
    "RunAdmin",
    "VerdictAdmin",
]
