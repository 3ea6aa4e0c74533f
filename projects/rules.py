"""Who may do what with a listing and with places that are shared out. Each predicate is one sentence of the policy."""

from typing import TYPE_CHECKING

from enterprises.choices import LAB_KINDS, OrganizationKind
from projects.choices import ListingKind, ProjectSide
from projects.states import EDITABLE, ON_SHOW, ListingState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from enterprises.actors import Actor
    from enterprises.models import Organization
    from projects.models import Challenge, Listing, Member, TransferProject

_PUBLIC_INSTITUTIONS = frozenset({OrganizationKind.UNIVERSITY, OrganizationKind.LAB})


def can_edit_listing(actor: "Actor", listing: "Listing") -> bool:
    """Writers of the owning organization edit it while it is not under review or ended."""
    return actor.writes_for(listing.owner_id) and listing.state in EDITABLE


def may_offer(kind: str, owner: "Organization") -> bool:
    """Capabilities are offered by labs and universities; the other kinds by any organization."""
    return kind != ListingKind.CAPABILITY or owner.kind in LAB_KINDS


def can_publish_listing(actor: "Actor", listing: "Listing") -> bool:
    """Administrators publish what those they are not tied to submitted; a trusted organization publishes its own."""
    if actor.writes_for(listing.owner_id):
        return listing.owner.verified and listing.owner.trusted
    return actor.is_administrator and not actor.is_tied_to(listing.owner_id)


def can_review_listing(actor: "Actor", listing: "Listing") -> bool:
    """Administrators send back, and never for an organization they are tied to."""
    return actor.is_administrator and not actor.is_tied_to(listing.owner_id)


def can_write_secret(actor: "Actor", listing: "Listing") -> bool:
    """Those who write for the owner read and write its secret text."""
    return actor.writes_for(listing.owner_id)


def can_read_secret(actor: "Actor", listing: "Listing") -> bool:
    """Administrators without a tie to the owner read a secret text, not a draft's, for a reason that the owner sees."""
    return (
        actor.is_administrator
        and listing.state != ListingState.DRAFT
        and not actor.is_tied_to(listing.owner_id)
    )


def is_on_show(listing: "Listing") -> bool:
    return listing.state in ON_SHOW


def is_state_unit(organization: "Organization") -> bool:
    """An institution for research or a university that the state has set up: articles 18 and 45 of the law on promoting
    the transformation of achievements (促进科技成果转化法) bind it."""
    return organization.state_owned and organization.kind in _PUBLIC_INSTITUTIONS


def sides_written_for(actor: "Actor", project: "TransferProject") -> list[ProjectSide]:
    """The sides of the project the actor writes for, the provider first."""
    sides = {ProjectSide.PROVIDER: project.provider_id, ProjectSide.RECEIVER: project.receiver_id}
    return [side for side, organization_id in sides.items() if actor.writes_for(organization_id)]


def is_tied_to_project(actor: "Actor", project: "TransferProject") -> bool:
    return actor.is_tied_to(project.provider_id) or actor.is_tied_to(project.receiver_id)


def sees_project(actor: "Actor", project: "TransferProject") -> bool:
    """Both parties' people, and staff without a tie to either. The same policy as `transfer_projects_visible_to`."""
    if actor.acts_for(project.provider_id) or actor.acts_for(project.receiver_id):
        return True
    return actor.is_staff_member and not is_tied_to_project(actor, project)


def can_work_on_project(actor: "Actor", project: "TransferProject") -> bool:
    """Both parties' writers; the responsible manager and administrators, where nothing ties them to a party."""
    return bool(sides_written_for(actor, project)) or _looks_after(actor, project)


def can_enter_receipts(actor: "Actor", project: "TransferProject") -> bool:
    """Who is paid says what has come in: the provider's writers, and those who look after the project."""
    return actor.writes_for(project.provider_id) or _looks_after(actor, project)


def can_plan_reward(actor: "Actor", project: "TransferProject") -> bool:
    """What a provider gives its own people is the provider's to say."""
    return actor.writes_for(project.provider_id)


def sees_reward(actor: "Actor", project: "TransferProject") -> bool:
    """The provider's people, and staff without a tie; never the receiver's. The same policy as
    `reward_plans_visible_to`."""
    if actor.acts_for(project.provider_id):
        return True
    return actor.is_staff_member and not is_tied_to_project(actor, project)


def _looks_after(actor: "Actor", project: "TransferProject") -> bool:
    if is_tied_to_project(actor, project):
        return False
    return actor.is_administrator or (actor.user_id is not None and project.manager_id == actor.user_id)


def can_allocate(actor: "Actor", owners: "Iterable[UUID]") -> bool:
    """Administrators share out places, and never where they are tied to an applicant or to who offers the places."""
    return actor.is_administrator and not any(actor.is_tied_to(owner) for owner in owners)


def can_answer_membership(actor: "Actor", member: "Member") -> bool:
    """Those who write for the invited organization answer and leave, unless they also write for the lead: nobody
    accepts their own invitation."""
    return actor.writes_for(member.organization_id) and not actor.writes_for(member.consortium.lead_id)


def can_publish_challenge(actor: "Actor", challenge: "Challenge") -> bool:
    """Administrators publish what those they are not tied to submitted; a trusted enterprise publishes its own."""
    if actor.writes_for(challenge.owner_id):
        return challenge.owner.verified and challenge.owner.trusted
    return can_review_challenge(actor, challenge)


def can_review_challenge(actor: "Actor", challenge: "Challenge") -> bool:
    """Administrators send back, and never for an enterprise they are tied to."""
    return actor.is_administrator and not actor.is_tied_to(challenge.owner_id)


def can_open_evaluation(actor: "Actor", achievement: "Listing") -> bool:
    """Administrators without a tie to the owner have an achievement evaluated."""
    return actor.is_administrator and not actor.is_tied_to(achievement.owner_id)
