"""The evidence pack of a docking (尽职免责证据包): everything on record that its reader may read, and nothing else.

Each section asks the query of its own rows for this actor, so that a pack never tells more than the pages do. Nothing
in it is of the moment of asking: the same state gives the same pack, and the same bytes.
"""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from enterprises.actors import Actor
from matchmaking.domain.diligence.facts import about, contract, money_received, price
from matchmaking.domain.diligence.papers import PRICE, REVIEW, all_files, entries, papers_of
from matchmaking.domain.diligence.steps import decided, said
from matchmaking.domain.diligence.texts import texts
from matchmaking.domain.diligence.ticks import ticked
from matchmaking.domain.diligence.together import conflicts, disclosed, met
from matchmaking.domain.diligence.types import Pack
from matchmaking.models import Docking
from projects.rules import sees_project


def pack_of(docking: Docking, actor: Actor) -> Pack:
    """What the actor, who reads the work on the docking, is given."""
    rows = Docking.objects.select_related(
        "match__wanted__owner", "match__offered__owner", "manager", "project__provider", "project__receiver"
    )
    docking = rows.get(pk=docking.pk)  # fresh: a page puts bare listings in the places of those off show
    project = docking.project if docking.project and sees_project(actor, docking.project) else None
    papers = papers_of(docking, actor)
    sections = [
        about(docking),
        decided(docking, actor),
        said(docking, actor),
        texts(docking, actor),
        conflicts(docking, actor),
        price(docking, project, entries(papers, PRICE)),
        contract(docking, project, entries(papers, REVIEW), actor),
        disclosed(docking, actor),
        met(docking, actor),
        *([money_received(project, actor)] if project else []),
        ticked(docking, actor),
        all_files(papers),
    ]
    return Pack(
        number=docking.number,
        title=_("尽职免责证据包"),
        subtitle=f"{docking.match.wanted.owner.name} × {docking.match.offered.owner.name}",
        sections=tuple(sections),
        language=get_language() or "zh-hans",
    )


def draw_pack(docking: Docking, actor: Actor) -> bytes:
    """The pack as a PDF."""
    from matchmaking.domain.diligence.pdf import draw  # noqa: PLC0415  its fonts take every process half a second

    return draw(pack_of(docking, actor))
