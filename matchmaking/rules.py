"""Who may do what with a match or a docking. Each predicate is one sentence of the policy."""

from typing import TYPE_CHECKING

from matchmaking.choices import Grader, Relation, Side
from matchmaking.states import DOCKING_MOVES, ENDED, PAUSES, DockingState
from projects.choices import ListingKind
from projects.states import ListingState

if TYPE_CHECKING:
    from enterprises.actors import Actor
    from enterprises.models import Organization
    from matchmaking.models import Docking, Invitation, Match
    from projects.models import Listing


def sides_of(actor: "Actor", match: "Match") -> set[Side]:
    """The sides of the match the actor writes for."""
    return {side for pk in actor.writable_ids if (side := match.side_of(pk)) is not None}


def can_answer_invitation(actor: "Actor", invitation: "Invitation") -> bool:
    """Those who write for the invited side answer, unless they also write for the side that invites: nobody accepts
    their own invitation. The same policy as `invitations.awaiting_reply`."""
    inviting, invited = invitation.listing.owner_id, invitation.invited.owner_id
    return actor.writes_for(invited) and not actor.writes_for(inviting)


def is_conflicted(actor: "Actor", match: "Match") -> bool:
    """An administrator or broker tied to a party neither sees how well the two fit nor decides, until a second,
    untied administrator has let them (see ConflictOverride)."""
    if not actor.is_staff_member or not is_tied_to_pair(actor, match.wanted, match.offered):
        return False
    return not any(row.lets(actor.user_id) for row in match.overrides.all())


def is_tied_to_pair(actor: "Actor", *listings: "Listing") -> bool:
    """Is the actor tied to the owner of any of the listings?"""
    return any(actor.is_tied_to(listing.owner_id) for listing in listings)


def sees_near_misses(actor: "Actor", listing: "Listing") -> bool:
    """What a need narrowly misses is told to its own people, and to staff without a tie to its owner; never to those
    who offer. The same policy as `queries.needs_compared_for`."""
    if listing.kind != ListingKind.NEED:
        return False
    if actor.is_staff_member:
        return listing.state != ListingState.DRAFT and not is_tied_to_pair(actor, listing)
    return actor.acts_for(listing.owner_id)


def can_grant_override(actor: "Actor", match: "Match") -> bool:
    """Administrators without a tie of their own; a permission they were given themselves does not count."""
    return actor.is_administrator and not is_tied_to_pair(actor, match.wanted, match.offered)


def can_review_match(actor: "Actor", match: "Match") -> bool:
    """Administrators decide, unless tied to a party."""
    return actor.is_administrator and not is_conflicted(actor, match)


def grader_of(actor: "Actor", match: "Match") -> Grader | None:
    """In which capacity the actor grades the pair: administrators and brokers without a tie as experts, writers of the
    wanted side for their own need, nobody who also writes for the offered side. Only achievements for needs are graded:
    what is published and learned is about them."""
    if match.relation != Relation.NEED_ACHIEVEMENT:
        return None
    sides = sides_of(actor, match)
    if sides == {Side.WANTED}:
        return Grader.WANTED
    return Grader.STAFF if actor.is_staff_member and not sides and not is_conflicted(actor, match) else None


def reads_grades(actor: "Actor", match: "Match") -> bool:
    """The wanted side and staff read grades and what was learned from them; who is tied to a party does not.
    The same policy as `queries.grades_visible_to`."""
    if actor.acts_for(match.wanted.owner_id):
        return True
    return actor.is_staff_member and not is_tied_to_pair(actor, match.wanted, match.offered)


def reads_all_refusals(actor: "Actor", organization: "Organization") -> bool:
    """An organization's own people and staff without a tie to it read every count of why others said no to it."""
    if actor.acts_for(organization.pk):
        return True
    return actor.is_staff_member and not actor.is_tied_to(organization.pk)


def can_work_on_docking(actor: "Actor", docking: "Docking") -> bool:
    """Both sides' writers, the responsible manager and administrators without a tie move a docking on."""
    if sides_of(actor, docking.match):
        return True
    if is_conflicted(actor, docking.match):
        return False
    return actor.is_administrator or (actor.user_id is not None and docking.manager_id == actor.user_id)


def leads_docking(actor: "Actor", docking: "Docking") -> bool:
    """The responsible manager and administrators without a tie, unless they write for a side: they send a docking back
    to be mended and say when it is; who was told to mend does not say so themselves."""
    return not sides_of(actor, docking.match) and can_work_on_docking(actor, docking)


def moves_of(docking: "Docking") -> list[str]:
    """The states a docking may move to, side exits last. A pause ends where it began, or for good; and what was signed
    before the pause does not expire."""
    allowed = DOCKING_MOVES[docking.state]
    if docking.state in PAUSES:
        ends = ENDED & allowed
        if DockingState.EXPIRED not in DOCKING_MOVES.get(docking.left_state, frozenset()):
            ends -= {DockingState.EXPIRED}
        allowed = ends | {docking.left_state}
    return [state for state in DockingState.values if state in allowed]


def moves_open_to(actor: "Actor", docking: "Docking") -> list[str]:
    """Those of them that the actor may make, who works on the docking."""
    if leads_docking(actor, docking):
        return moves_of(docking)
    mended = docking.state == DockingState.SENT_BACK
    closed = {docking.left_state} if mended else {DockingState.SENT_BACK}
    return [state for state in moves_of(docking) if state not in closed]


def can_assign_manager(actor: "Actor", docking: "Docking") -> bool:
    """Administrators and brokers without a tie name the responsible manager."""
    return actor.is_staff_member and not is_conflicted(actor, docking.match)
