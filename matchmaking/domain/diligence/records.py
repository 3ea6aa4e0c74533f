"""Keeping a pack's checksum on record, so that the file can later be told from one that was changed."""

import hashlib

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from config.kernel.errors import NotAllowed
from enterprises.actors import Actor
from matchmaking.choices import Audience, Side
from matchmaking.domain.diligence.pack import draw_pack
from matchmaking.domain.work import worked_on_by
from matchmaking.models import Docking, PackRecord
from matchmaking.rules import can_work_on_docking


def audience_of(actor: Actor, docking: Docking) -> Audience:
    """Whose pack it is that the actor reads: packs of the two sides and of the staff are not the same."""
    sides = {docking.match.side_of(pk) for pk in actor.organization_ids} - {None}
    if actor.is_staff_member:
        return Audience.STAFF
    if len(sides) == 2:
        return Audience.BOTH
    return Audience.WANTED if Side.WANTED in sides else Audience.OFFERED


def records_visible_to(actor: Actor) -> QuerySet[PackRecord]:
    """Packs kept on record for the actor's side, of the dockings whose work they read; untied staff read all."""
    rows = PackRecord.objects.filter(docking__in=worked_on_by(actor))
    if actor.is_staff_member:
        return rows
    ids = actor.organization_ids
    wanted = Q(audience=Audience.WANTED, docking__match__wanted__owner__in=ids)
    offered = Q(audience=Audience.OFFERED, docking__match__offered__owner__in=ids)
    both = Q(
        audience=Audience.BOTH, docking__match__wanted__owner__in=ids, docking__match__offered__owner__in=ids
    )
    return rows.filter(wanted | offered | both)


def keep_pack(docking: Docking, *, by: Actor) -> PackRecord:
    """Draw the pack as `by` reads it now and keep its checksum. Raises NotAllowed for who only reads."""
    if not can_work_on_docking(by, docking):
        raise NotAllowed()
    drawn = draw_pack(docking, by)
    return PackRecord.objects.create(
        docking=docking,
        audience=audience_of(by, docking),
        language=get_language() or "",
        sha256=hashlib.sha256(drawn).hexdigest(),
        size=len(drawn),
        by_user_id=by.user_id,
        by_label=by.label,
    )
