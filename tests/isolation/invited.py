"""Invitations of the world, and what the own runs found that they come from: both made as the verbs make them."""

from django.utils import timezone

from config.kernel.secrets import secrets_open
from enterprises.models import Organization
from matchmaking.domain.invitations import accept_invitation, deliver_invitations, invite
from matchmaking.models import Invitation, SecretMatch
from projects.domain.publication import publish_listing
from projects.models import Listing
from tests.factories import make_listing, writer_for
from tests.isolation.canaries import canary
from tests.isolation.rows import Rows

PARTS = [{"code": "text", "value": 0.8, "weight": 1.0, "reason": "text_good", "detail": {"cosine": 0.4}}]


def invitations_of(inviting: Organization, invited: Organization, letter: str) -> Rows:
    """From one tenant to another: one that waits for its hour, one that arrived, one accepted that can enter."""
    rows = {state: _invite(inviting, invited, letter, state) for state in ("delivered", "accepted")}
    Invitation.objects.filter(pk__in=rows.values()).update(due=timezone.now())
    deliver_invitations()
    accepted = Invitation.objects.select_related("listing__owner", "invited__owner").get(pk=rows["accepted"])
    accept_invitation(accepted, by=writer_for(invited))
    publish_listing(accepted.listing, by=writer_for(inviting))  # not on show until now, so it had to wait
    rows["queued"] = _invite(inviting, invited, letter, "queued")
    return {f"invitation[{state}]": pk for state, pk in rows.items()}


def _invite(inviting: Organization, invited: Organization, letter: str, state: str) -> str:
    """Of one that waits for its hour nobody but its owner may read a word: its card holds a canary."""
    title = canary(letter, "draft") if state == "queued" else "降低电耗"
    need = make_listing("need", owner=inviting, title=f"保密的需求 {title} {state}", publish=False)
    offer = make_listing("achievement", owner=invited, title=f"受邀的成果 {state}")
    found_by_own_run(str(need.pk), str(offer.pk))
    return str(invite(need, offer.pk, by=writer_for(inviting)).pk)


def found_by_own_run(listing: str, other: str) -> None:
    """As if the owner's run for `listing` had found `other`."""
    with secrets_open():
        SecretMatch.objects.create(
            listing=Listing.objects.get(pk=listing),
            other=Listing.objects.get(pk=other),
            score=0.8,
            parts=PARTS,
        )
