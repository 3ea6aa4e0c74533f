"""Who may do what with a match or a docking. Each predicate is one sentence of the policy."""

from typing import TYPE_CHECKING

from matchmaking.choices import Grader, Side

if TYPE_CHECKING:
    from enterprises.actors import Actor
    from matchmaking.models import Docking, Match


def sides_of(actor: "Actor", match: "Match") -> set[Side]:
    """The sides of the match the actor writes for."""
    return {side for pk in actor.writable_ids if (side := match.side_of(pk)) is not None}


def is_party(actor: "Actor", match: "Match") -> bool:
    """Does the actor belong to either side, in whatever role?"""
    return any(match.side_of(pk) is not None for pk in actor.organization_ids)


def is_conflicted(actor: "Actor", match: "Match") -> bool:
    """An administrator who belongs to a party does not decide on its match."""
    return is_party(actor, match)


def can_review_match(actor: "Actor", match: "Match") -> bool:
    """Administrators decide, unless tied to a party."""
    return actor.is_administrator and not is_conflicted(actor, match)


def grader_of(actor: "Actor", match: "Match") -> Grader | None:
    """In which capacity the actor grades the pair: administrators and brokers without a tie as experts, writers of the
    wanted side for their own need, nobody who also writes for the offered side."""
    sides = sides_of(actor, match)
    if sides == {Side.WANTED}:
        return Grader.WANTED
    return Grader.STAFF if actor.is_staff_member and not sides and not is_conflicted(actor, match) else None


def reads_grades(actor: "Actor", match: "Match") -> bool:
    """The wanted side and staff read grades and what was learned from them; who belongs to the offered side does not.
    The same policy as `queries.grades_visible_to`."""
    if actor.acts_for(match.wanted.owner_id):
        return True
    return actor.is_staff_member and not actor.acts_for(match.offered.owner_id)


def can_work_on_docking(actor: "Actor", docking: "Docking") -> bool:
    """Both sides' writers, the responsible manager and administrators move a docking on."""
    if actor.is_administrator or sides_of(actor, docking.match):
        return True
    return actor.user_id is not None and docking.manager_id == actor.user_id


def can_assign_manager(actor: "Actor", docking: "Docking") -> bool:
    """Administrators and brokers name the responsible manager."""
    return actor.is_staff_member and not is_party(actor, docking.match)
