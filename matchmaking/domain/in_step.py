"""A docking and the transfer project of its contract, kept in step: what the project must show before the docking
says so."""

from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.actors import Actor
from matchmaking.models import Docking
from matchmaking.states import DockingState
from projects.choices import EvidenceKind, ProjectSide
from projects.domain.evidence import confirmed_sides
from projects.domain.publicity import publicity_obstacle
from projects.domain.stages import standing_of
from projects.domain.transfer_project import open_project, terminate_project
from projects.models import Achievement, Listing, Need, TransferProject
from projects.rules import is_on_show

D = DockingState


def open_project_of(docking: Docking, *, by: Actor) -> TransferProject:
    """The project of a docking whose contract is signed, with what the match tells: who, what, how, how ready."""
    wanted, offered = docking.match.wanted, docking.match.offered
    return open_project(
        title=_("%(need)s（%(offer)s）")
        % {
            "need": _named(wanted, docking.match.wanted_revision),
            "offer": _named(offered, docking.match.offered_revision),
        },
        provider=offered.owner,
        receiver=wanted.owner,
        achievement=Achievement.objects.filter(pk__in=[offered.pk, wanted.pk]).first(),
        need=Need.objects.filter(pk=wanted.pk).first(),
        mode=docking.modes[0] if len(docking.modes) == 1 else "",
        manager=docking.manager,
        by=by,
    )


def _named(listing: Listing, matched_revision: int) -> str:
    """A listing's title as both sides may read it: words its owner has written off show since are not the other's."""
    return listing.title if is_on_show(listing) or listing.revision == matched_revision else listing.number


def end_project_of(docking: Docking, *, by: Actor, note: str) -> None:
    """The contract was ended, and its project with it. Whoever may end a docking may end its project."""
    if docking.project is not None and not docking.project.ended:
        terminate_project(docking.project, by=by, note=note)


def obstacle_in_project(docking: Docking, new: str) -> str:
    """Why the docking may not say `new` yet; empty when it may. A step that says nothing of the contract is free.

    Registered: the registration number. Registered and under way: the publicity of an agreed price is over.
    Accepted: the acceptance is on file. Succeeded: both sides have confirmed the record as it stands.
    """
    project = docking.project
    if project is None:
        return ""
    if new == D.REGISTERED and not project.registration_number:
        return _("请先在转化项目的合同信息中填写登记编号。")
    if new in {D.REGISTERED, D.EXECUTING} and (obstacle := publicity_obstacle(project, timezone.localdate())):
        return obstacle
    if new == D.ACCEPTED and EvidenceKind.ACCEPTANCE not in standing_of(project).shown:
        return _("请先在转化项目中上传验收证明。")
    if new == D.SUCCEEDED and len(confirmed_sides(project)) < len(ProjectSide):
        return _("须双方都在转化项目中确认后，才能记为成功。")
    return ""
