"""Rows of this app, one noun per file."""

from matchmaking.models.accuracy import AccuracyFigure
from matchmaking.models.conflict import ConflictOverride
from matchmaking.models.diligence import DiligenceTick, PackRecord
from matchmaking.models.docking import ContactRelease, Docking, DockingTransition
from matchmaking.models.docking_file import DockingFile
from matchmaking.models.grade import Grade
from matchmaking.models.invitation import Invitation, InvitationTransition
from matchmaking.models.market_index import MarketIndex
from matchmaking.models.match import Match, MatchTransition, Verdict
from matchmaking.models.match_model import MatchModel
from matchmaking.models.match_part import MatchPart
from matchmaking.models.match_run import MatchRun
from matchmaking.models.notice import Notice, NoticeMark
from matchmaking.models.road import Road, RoadChange, RoadStep, RoadTransition
from matchmaking.models.secret_match import SecretMatch, SecretRun
from matchmaking.models.work import Meeting, Message, SecrecySignature

__all__ = [
    "AccuracyFigure",
    "ConflictOverride",
    "ContactRelease",
    "DiligenceTick",
    "Docking",
    "DockingFile",
    "DockingTransition",
    "Grade",
    "Invitation",
    "InvitationTransition",
    "MarketIndex",
    "Match",
    "MatchModel",
    "MatchPart",
    "MatchRun",
    "MatchTransition",
    "Meeting",
    "Message",
    "Notice",
    "NoticeMark",
    "PackRecord",
    "Road",
    "RoadChange",
    "RoadStep",
    "RoadTransition",
    "SecrecySignature",
    "SecretMatch",
    "SecretRun",
    "Verdict",
]
