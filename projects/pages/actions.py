"""The buttons under a listing: which act, for whom, from which state."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from projects.domain.publication import (
    close_listing,
    publish_listing,
    send_back_listing,
    submit_listing,
    withdraw_listing,
)
from projects.models import Listing
from projects.rules import can_publish_listing, can_review_listing
from projects.states import LISTING_MOVES, ListingState


@dataclass(frozen=True)
class Action:
    """One verb of the page: its word, its button, and who is offered it."""

    name: str
    label: Any
    done: Any
    verb: Callable[..., Listing]
    offered: Callable[[Actor, Listing], bool]
    style: str = ""
    note: Any = ""  # what to write; a verb with a note gets a text box
    ask: Any = ""


def _leads_to(listing: Listing, state: ListingState) -> bool:
    return state in LISTING_MOVES[ListingState(listing.state)]


def _offer_submit(actor: Actor, listing: Listing) -> bool:
    """Writers submit what is not on show; those who may publish at once are offered that instead."""
    return (
        actor.writes_for(listing.owner_id)
        and not can_publish_listing(actor, listing)
        and listing.state != ListingState.PUBLISHED
        and _leads_to(listing, ListingState.SUBMITTED)
    )


def _offer_publish(actor: Actor, listing: Listing) -> bool:
    if not can_publish_listing(actor, listing) or listing.state == ListingState.PUBLISHED:
        return False
    if actor.writes_for(listing.owner_id):
        return listing.state == ListingState.SUBMITTED or _leads_to(listing, ListingState.SUBMITTED)
    return listing.state == ListingState.SUBMITTED


def _offer_send_back(actor: Actor, listing: Listing) -> bool:
    return can_review_listing(actor, listing) and _leads_to(listing, ListingState.SENT_BACK)


def _offer_withdraw(actor: Actor, listing: Listing) -> bool:
    return actor.writes_for(listing.owner_id) and _leads_to(listing, ListingState.DRAFT)


def _offer_close(actor: Actor, listing: Listing) -> bool:
    return actor.writes_for(listing.owner_id) and _leads_to(listing, ListingState.CLOSED)


ACTIONS: tuple[Action, ...] = (
    Action(
        "publish", _("发布"), _("已发布，正在寻找匹配。"), publish_listing, _offer_publish, "button-primary"
    ),
    Action(
        "submit",
        _("提交审核"),
        _("已提交，审核通过后自动发布。"),
        submit_listing,
        _offer_submit,
        "button-primary",
    ),
    Action(
        "send_back",
        _("退回修改"),
        _("已退回，发布方会看到您写的意见。"),
        send_back_listing,
        _offer_send_back,
        note=_("需要修改什么"),
    ),
    Action("withdraw", _("撤回为草稿"), _("已撤回为草稿。"), withdraw_listing, _offer_withdraw),
    Action(
        "close",
        _("关闭"),
        _("已关闭，不再对外展示和匹配。"),
        close_listing,
        _offer_close,
        "button-danger",
        ask=_("关闭后将不再对外展示，也不再参与匹配。确定关闭吗？"),
    ),
)
BY_NAME = {action.name: action for action in ACTIONS}


def offered_actions(actor: Actor, listing: Listing) -> list[Action]:
    return [action for action in ACTIONS if action.offered(actor, listing)]
