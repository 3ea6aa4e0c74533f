"""Bids for challenges: made with an achievement and a plan before the last day is over, withdrawn until decided."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.numbers import new_number
from projects.choices import NewsKind
from projects.domain.challenge import hold, takes_bids
from projects.domain.news import tell_of_bid
from projects.models import Achievement, Bid, BidTransition, Challenge
from projects.rules import is_on_show
from projects.states import BID_MOVES, BidState, ChallengeState


class TooLate(IllegalTransition):
    """The last day of the challenge is over."""

    code = "too_late"

    def __init__(self, challenge: Challenge) -> None:
        day = challenge.deadline.isoformat()
        super().__init__(_("揭榜已于 %(day)s 截止，不再接受申请。") % {"day": day})


def make_bid(challenge: Challenge, achievement: Achievement, *, plan: str, by: Actor) -> Bid:
    """Apply for a challenge. The enterprise reads card and plan; other applicants learn of neither.

    Raises NotAllowed when the actor does not write for the achievement's owner, or belongs to the enterprise too, whose
    people read the other bids; TooLate after the last day;
    IllegalTransition when the challenge takes no bids; Invalid when the achievement is not on show, is the
    enterprise's own, or stands there already.
    """
    if not by.writes_for(achievement.owner_id):
        raise NotAllowed(_("只能用自己主体的成果揭榜。"))
    if by.acts_for(challenge.owner_id) and achievement.owner_id != challenge.owner_id:
        raise NotAllowed(_("您也属于发榜企业，请由揭榜单位的其他成员办理。"))
    errors = {}
    if not is_on_show(achievement):
        errors["achievement"] = _("成果发布以后才能揭榜。")
    elif achievement.owner_id == challenge.owner_id:
        errors["achievement"] = _("不能揭自己的榜。")
    with transaction.atomic():
        held = hold(challenge.pk)
        if held.state == ChallengeState.PUBLISHED and held.deadline < timezone.localdate():
            raise TooLate(held)
        if not takes_bids(held):
            raise IllegalTransition(_("这个榜单目前不接受申请。"))
        if errors:
            raise Invalid(errors)
        bid = Bid(number=new_number("TB"), challenge=held, achievement=achievement, plan=plan.strip())
        clean_and_save(bid)
        BidTransition.objects.create(
            subject=bid, old="", new=bid.state, by_user_id=by.user_id, by_label=by.label
        )
        tell_of_bid(NewsKind.BID_MADE, bid, organization_id=held.owner_id)
    return bid


def withdraw_bid(bid: Bid, *, by: Actor, note: str = "") -> Bid:
    """Take a bid back while nothing is decided."""
    if not by.writes_for(bid.achievement.owner_id):
        raise NotAllowed()
    with transaction.atomic():
        hold(bid.challenge_id)
        return move(bid, BidState.WITHDRAWN, table=BID_MOVES, by=by, note=note.strip())
