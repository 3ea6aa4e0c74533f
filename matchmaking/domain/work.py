"""What the two sides of a docking do together: sign secrecy, record a meeting, leave a message."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.models import Organization
from matchmaking.domain.conflicts import judged_by
from matchmaking.domain.match import owner_on
from matchmaking.domain.queries import dockings_visible_to, matches_visible_to
from matchmaking.models import Docking, Meeting, Message, SecrecySignature
from matchmaking.rules import can_work_on_docking, sides_of
from matchmaking.states import ENDED
from projects.choices import Disclosure
from projects.domain.disclosure import grant_details

MEETING_FIELDS = ("held_on", "place", "people", "minutes", "next_step", "next_owner", "next_deadline")


def signatures_visible_to(actor: Actor) -> QuerySet[SecrecySignature]:
    """Who has signed secrecy, of the dockings whose work the actor reads."""
    rows = SecrecySignature.objects.filter(docking__in=worked_on_by(actor))
    return rows.select_related("docking", "organization")


def meetings_visible_to(actor: Actor) -> QuerySet[Meeting]:
    """Meetings of the dockings whose work the actor reads."""
    return Meeting.objects.filter(docking__in=worked_on_by(actor)).select_related("docking", "next_owner")


def messages_visible_to(actor: Actor) -> QuerySet[Message]:
    """Messages of the dockings whose work the actor reads."""
    return Message.objects.filter(docking__in=worked_on_by(actor)).select_related("docking", "organization")


def worked_on_by(actor: Actor) -> QuerySet[Docking]:
    """Dockings whose minutes and messages the actor reads: their own organizations'; for staff all but those whose
    parties they are tied to."""
    dockings = dockings_visible_to(actor)
    if not actor.is_staff_member or not actor.tied_ids:
        return dockings
    own = dockings.filter(match__wanted__owner__in=actor.organization_ids) | dockings.filter(
        match__offered__owner__in=actor.organization_ids
    )
    return own | dockings.filter(match__in=judged_by(actor, matches_visible_to(actor)).values("pk"))


def sign_secrecy(docking: Docking, *, by: Actor, signed_on: dt.date | None = None) -> SecrecySignature:
    """Say that one's own side has signed the secrecy agreement. With the second signature each side may read what the
    other shows under secrecy.

    Raises NotAllowed when the actor writes for neither side or for both, IllegalTransition when the docking has ended
    or the side has signed, Invalid for a day that is yet to come.
    """
    organization = _own_side(docking, by)
    day = signed_on or timezone.localdate()
    if day > timezone.localdate():
        raise Invalid({"signed_on": _("签署日期不能晚于今天。")})
    with transaction.atomic():
        docking = held_docking(docking)
        if SecrecySignature.objects.filter(docking=docking, organization=organization).exists():
            raise IllegalTransition(_("您这一方已经确认签署。"))
        signature = SecrecySignature.objects.create(
            docking=docking, organization=organization, signed_on=day, by_label=by.label
        )
        match = docking.match
        rows = SecrecySignature.objects.filter(docking=docking)
        signed = set(rows.values_list("organization", flat=True))
        if {match.wanted.owner_id, match.offered.owner_id} <= signed:
            basis = gettext_noop("双方已签保密协议")
            grant_details(match.wanted, match.offered.owner, level=Disclosure.NDA, basis=basis, by=by)
            grant_details(match.offered, match.wanted.owner, level=Disclosure.NDA, basis=basis, by=by)
    return signature


def record_meeting(docking: Docking, values: Mapping[str, Any], *, by: Actor) -> Meeting:
    """Write down a meeting; what was agreed to come next is the docking's next step from now on. `next_owner` is the id
    of the party responsible for it.

    Raises NotAllowed, IllegalTransition when the docking has ended, Invalid for a meeting yet to come, a deadline that
    is past, or somebody responsible who is not a party.
    """
    if not can_work_on_docking(by, docking):
        raise NotAllowed()
    today, errors = timezone.localdate(), {}
    if values["held_on"] > today:
        errors["held_on"] = _("会议日期不能晚于今天。")
    if values["next_deadline"] < today:
        errors["next_deadline"] = _("期限不能早于今天。")
    next_owner = parties_of(docking).get(values["next_owner"])
    if next_owner is None:
        errors["next_owner"] = _("只能由对接双方之一负责。")
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        docking = held_docking(docking)
        written = {**values, "next_owner": next_owner}
        meeting = Meeting(docking=docking, by_user_id=by.user_id, by_label=by.label, **written)
        clean_and_save(meeting)
        docking.next_step, docking.next_deadline = meeting.next_step, meeting.next_deadline
        docking.save(update_fields=["next_step", "next_deadline"])
    return meeting


def leave_message(docking: Docking, text: str, *, by: Actor) -> Message:
    """Write a few lines that both sides and the responsible manager read; also after the docking has ended.

    Raises NotAllowed, Invalid for an empty or too long text.
    """
    if not can_work_on_docking(by, docking):
        raise NotAllowed()
    sides = sides_of(by, docking.match)
    organization = owner_on(docking.match, sides.pop()) if len(sides) == 1 else None
    message = Message(
        docking=docking,
        organization=organization,
        text=text.strip(),
        by_user_id=by.user_id,
        by_label=by.label,
    )
    clean_and_save(message)
    return message


def parties_of(docking: Docking) -> dict[UUID, Organization]:
    """The two organizations of a docking."""
    match = docking.match
    return {owner.pk: owner for owner in (match.wanted.owner, match.offered.owner)}


def _own_side(docking: Docking, by: Actor) -> Organization:
    sides = sides_of(by, docking.match)
    if len(sides) != 1:
        raise NotAllowed(_("只有对接双方各自的负责人或编辑可以确认签署。"))
    return owner_on(docking.match, sides.pop())


def held_docking(docking: Docking) -> Docking:
    """The docking as it is now, held until the transaction ends. Raises IllegalTransition when it has ended."""
    rows = Docking.objects.select_for_update(of=("self",))
    docking = rows.select_related("match__wanted__owner", "match__offered__owner").get(pk=docking.pk)
    if docking.state in ENDED:
        raise IllegalTransition(_("对接已经结束。"))
    return docking
