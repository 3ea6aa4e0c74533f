"""The administrator's decision on a match. Of two who race, exactly one decides."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.models import User
from matchmaking.domain.contacts import release_contacts
from matchmaking.domain.decisions import decision, fault_of_deadline, faults_of_exit
from matchmaking.domain.docking import open_docking
from matchmaking.models import Docking, Match
from matchmaking.rules import can_review_match
from matchmaking.states import MATCH_MOVES, MatchState
from projects.models import Listing
from projects.states import ON_SHOW


def approve_match(match: Match, *, by: Actor, note: str = "", manager: User | None = None) -> Docking:
    """Approve: the docking opens and both sides receive each other's contact, all in one transaction.

    Raises NotAllowed (not an administrator, or tied to a party), IllegalTransition (no mutual interest, or a listing
    is off show by now), LostRace (somebody decided meanwhile), Invalid (a side has no contact).
    """
    _may_decide(match, by)
    with transaction.atomic():
        _on_show(match)
        move(match, MatchState.APPROVED, table=MATCH_MOVES, by=by, note=note, recorded=decision(match))
        docking = open_docking(match, by=by, manager=manager)
        release_contacts(docking)
    return docking


def reject_match(match: Match, *, by: Actor, reasons: Sequence[str], note: str) -> Match:
    """Refuse a match, with at least one code of vocabulary exit_reason; both sides are told and read why."""
    _may_decide(match, by)
    if errors := faults_of_exit(reasons, note):
        raise Invalid(errors)
    with transaction.atomic():
        recorded = decision(match, reasons=reasons)
        move(match, MatchState.REJECTED, table=MATCH_MOVES, by=by, note=note.strip(), recorded=recorded)
    return match


def send_back_match(
    match: Match, *, by: Actor, reasons: Sequence[str], note: str, deadline: dt.date | None
) -> Match:
    """Send a match back to both sides: what is to be mended, and until when. Both are told; see `clocks/mending.py`.

    Raises NotAllowed, IllegalTransition, LostRace; Invalid without a reason, words or a day to come.
    """
    _may_decide(match, by)
    errors = faults_of_exit(reasons, note)
    if fault := fault_of_deadline(deadline):
        errors["deadline"] = fault
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        recorded = decision(match, reasons=reasons, deadline=deadline)
        move(match, MatchState.SENT_BACK, table=MATCH_MOVES, by=by, note=note.strip(), recorded=recorded)
    return match


def reopen_match(match: Match, *, by: Actor, note: str) -> Match:
    """Put a match that was refused or sent back into the queue again."""
    _may_decide(match, by)
    with transaction.atomic():
        return move(match, MatchState.MUTUAL, table=MATCH_MOVES, by=by, note=note, recorded=decision(match))


def _on_show(match: Match) -> None:
    """Raise IllegalTransition when a listing is off show; else hold both, so that neither is closed meanwhile."""
    listings = Listing.objects.select_for_update(no_key=True).filter(
        pk__in=(match.wanted_id, match.offered_id)
    )
    for listing in listings.order_by("pk"):
        if listing.state not in ON_SHOW:
            raise IllegalTransition(_("“%(title)s”已不在发布状态，不能批准。") % {"title": listing.title})


def _may_decide(match: Match, by: Actor) -> None:
    if not can_review_match(by, match):
        raise NotAllowed(_("只有与双方无利益关联的管理员可以审核。"))
