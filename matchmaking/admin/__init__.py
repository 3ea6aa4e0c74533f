"""Admin pages of this app, one noun per file."""

from matchmaking.admin.diligence import PackRecordAdmin, TickAdmin
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
from matchmaking.admin.notice import NoticeAdmin, NoticeMarkAdmin
from matchmaking.admin.road import ChangeAdmin, RoadAdmin, RoadTransitionAdmin, StepAdmin
from matchmaking.admin.run import FigureAdmin, IndexAdmin, ModelAdmin, PartAdmin, RunAdmin
from matchmaking.admin.work import DockingFileAdmin, MeetingAdmin, MessageAdmin, SignatureAdmin

__all__ = [
    "ChangeAdmin",
    "DockingAdmin",
    "DockingFileAdmin",
    "DockingTransitionAdmin",
    "FigureAdmin",
    "GradeAdmin",
    "IndexAdmin",
    "InvitationAdmin",
    "InvitationTransitionAdmin",
    "MatchAdmin",
    "MatchTransitionAdmin",
    "MeetingAdmin",
    "MessageAdmin",
    "ModelAdmin",
    "NoticeAdmin",
    "NoticeMarkAdmin",
    "OverrideAdmin",
    "PackRecordAdmin",
    "PartAdmin",
    "ReleaseAdmin",
    "RoadAdmin",
    "RoadTransitionAdmin",
    "RunAdmin",
    "SignatureAdmin",
    "StepAdmin",
    "TickAdmin",
    "VerdictAdmin",
]
