"""The life of a listing: submitted, published, sent back, closed, expired, docked. Each verb is one move."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import Invalid, LostRace, NotAllowed
from config.kernel.move import SYSTEM, Doer, move
from enterprises.actors import Actor
from projects.choices import ListingKind
from projects.domain.announce import announce
from projects.domain.patents import standing_patents_error
from projects.models import Listing
from projects.rules import can_publish_listing, can_review_listing
from projects.states import LISTING_MOVES, ListingState

LIFETIME = dt.timedelta(days=365)  # a listing without an end date of its own is asked about after a year
TELLING_TITLE = 8  # characters from which a need's title alone can be matched


def submit_listing(listing: Listing, *, by: Actor) -> Listing:
    """Ask for publication. Raises Invalid while the organization is not verified or the card says too little."""
    if not by.writes_for(listing.owner_id):
        raise NotAllowed()
    if not listing.owner.verified:
        raise Invalid({"owner": _("主体通过认证后才能发布供需信息，请先完成认证。")})
    says_enough = listing.summary or listing.description or len(listing.title) >= TELLING_TITLE
    if listing.kind == ListingKind.NEED and not says_enough:
        raise Invalid({"summary": _("请至少填写摘要或详细说明，否则无法匹配。")})
    _check_patents(listing)
    return _move(listing, ListingState.SUBMITTED, by=by)


def publish_listing(listing: Listing, *, by: Actor, note: str = "") -> Listing:
    """Put a listing on show and into the market.

    An administrator publishes what was submitted; a trusted organization publishes its own drafts in one step.
    Raises NotAllowed, and Invalid while a patent number is wrong.
    """
    if not can_publish_listing(by, listing):
        raise NotAllowed(_("发布需要管理员审核：请提交审核。"))
    with transaction.atomic():
        if by.writes_for(listing.owner_id) and listing.state not in {
            ListingState.SUBMITTED,
            ListingState.PUBLISHED,
        }:
            submit_listing(listing, by=by)
        _check_patents(listing)
        today = timezone.localdate()
        expires = (
            listing.expires_on if listing.expires_on and listing.expires_on >= today else today + LIFETIME
        )
        return _move(
            listing, ListingState.PUBLISHED, by=by, note=note, published_at=timezone.now(), expires_on=expires
        )


def _check_patents(listing: Listing) -> None:
    if error := standing_patents_error(listing):
        raise Invalid({"patents": error})


def send_back_listing(listing: Listing, *, by: Actor, note: str) -> Listing:
    """Return a listing to its owner with what to mend; on show no longer."""
    if not can_review_listing(by, listing):
        raise NotAllowed()
    if not note.strip():
        raise Invalid({"note": _("请写明需要修改什么，发布方会看到。")})
    return _move(listing, ListingState.SENT_BACK, by=by, note=note.strip())


def withdraw_listing(listing: Listing, *, by: Actor) -> Listing:
    """Take a submitted listing back into the drafts."""
    if not by.writes_for(listing.owner_id):
        raise NotAllowed()
    return _move(listing, ListingState.DRAFT, by=by)


def close_listing(listing: Listing, *, by: Actor, note: str = "") -> Listing:
    """End a listing: solved elsewhere, no longer wanted."""
    if not by.writes_for(listing.owner_id):
        raise NotAllowed()
    return _move(listing, ListingState.CLOSED, by=by, note=note)


def mark_docked(listing: Listing, *, by: Doer, note: str = "") -> Listing:
    """Take a listing out of the market because it has found its partner."""
    return _move(listing, ListingState.DOCKED, by=by, note=note)


def expire_listings() -> int:
    """Expire what is past its date; returns how many. Each in its own transaction: one that was edited meanwhile
    does not keep the others."""
    past = Listing.objects.filter(state=ListingState.PUBLISHED, expires_on__lt=timezone.localdate())
    expired = 0
    for listing in past.iterator():
        try:
            _move(listing, ListingState.EXPIRED, by=SYSTEM, note=gettext_noop("有效期已到"))
            expired += 1
        except LostRace:
            continue
    return expired


def _move(listing: Listing, new: ListingState, *, by: Doer, note: str = "", **changes: object) -> Listing:
    with transaction.atomic():
        move(
            listing,
            new,
            table=LISTING_MOVES,
            by=by,
            note=note,
            changes={"card_changed": timezone.now(), **changes},
        )
        announce(listing)
    return listing
