"""Rows in given states, made by the verbs people use. Names tell who is who: see `people` in conftest.py."""

import datetime as dt
import itertools
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from stdnum.cn import uscc

from config.kernel.move import SYSTEM, move
from enterprises.actors import Actor, actor_for_operation, actor_for_user
from enterprises.choices import ADMINISTRATOR_GROUP, BROKER_GROUP, OrganizationKind, Role
from enterprises.models import Contact, Membership, Organization, User
from enterprises.states import ORGANIZATION_MOVES, OrganizationState
from matchmaking.choices import Relation
from matchmaking.domain.match import express_interest
from matchmaking.domain.review import approve_match
from matchmaking.models import Docking, Match
from projects.choices import ListingKind
from projects.domain import bids
from projects.domain.applications import apply_for_scenario
from projects.domain.bookings import request_booking
from projects.domain.challenge import create_challenge, publish_challenge
from projects.domain.consortium import open_consortium
from projects.domain.evaluation import open_evaluation
from projects.domain.listing import create_listing
from projects.domain.members import invite_member
from projects.domain.opinions import give_opinion
from projects.domain.publication import publish_listing
from projects.domain.slots import open_slot
from projects.models import (
    KIND_MODELS,
    Application,
    Bid,
    Booking,
    Challenge,
    Consortium,
    Evaluation,
    Listing,
    Member,
    Opinion,
    Slot,
    SubTopic,
)

PASSWORD = "correct-horse-battery"
_numbers = itertools.count(1)


def credit_code(number: int) -> str:
    """A valid 统一社会信用代码 with an obviously invented body."""
    body = f"91620100TEST{number:05d}".translate(str.maketrans("SIOVZ", "ABCDE"))
    return body + uscc.calc_check_digit(body)


def make_organization(
    name: str = "", *, kind: str = OrganizationKind.ENTERPRISE, verified: bool = True, **fields: Any
) -> Organization:
    """An organization with one contact; verified and trusted unless told otherwise."""
    number = next(_numbers)
    organization = Organization.objects.create(
        **{
            "name": name or f"测试主体{number}",
            "kind": kind,
            "credit_code": credit_code(number),
            "region": "620100",
            "introduction": "用于测试的主体。",
            "trusted": True,
            **fields,
        }
    )
    if verified:
        move(organization, OrganizationState.SUBMITTED, table=ORGANIZATION_MOVES, by=SYSTEM)
        move(organization, OrganizationState.VERIFIED, table=ORGANIZATION_MOVES, by=SYSTEM)
    Contact.objects.create(
        organization=organization,
        name=f"联系人{number}",
        phone=f"0931-{number:07d}",
        email=f"c{number}@example.org",
        is_primary=True,
    )
    return organization


def make_user(
    name: str = "",
    *,
    organization: Organization | None = None,
    role: str = Role.OWNER,
    group: str = "",
    **fields: Any,
) -> User:
    """A person who can log in with PASSWORD; `group` is administrator or broker."""
    number = next(_numbers)
    user = User.objects.create_user(
        f"user{number}@example.org", PASSWORD, name=name or f"用户{number}", **fields
    )
    if organization is not None:
        Membership.objects.create(organization=organization, user=user, role=role)
    if group:
        user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user


def make_administrator(name: str = "管理员") -> User:
    return make_user(name, group=ADMINISTRATOR_GROUP, is_staff=True)


def make_broker(name: str = "技术经理人") -> User:
    return make_user(name, group=BROKER_GROUP, is_staff=True)


def writer_for(organization: Organization) -> Actor:
    """An actor who writes for the organization."""
    return actor_for_operation("测试", organization)


def make_listing(
    kind: str = ListingKind.NEED, *, owner: Organization | None = None, publish: bool = True, **values: Any
) -> Listing:
    """A listing as its child class; published unless told otherwise (the owner must be trusted then)."""
    number = next(_numbers)
    owner = owner or make_organization()
    values = {"title": f"测试供需信息第{number}号", "summary": "用于测试的摘要。", **values}
    listing = create_listing(kind, values, owner=owner, by=writer_for(owner))
    if publish:
        publish_listing(listing, by=writer_for(owner))
    return KIND_MODELS[kind].objects.get(pk=listing.pk)


def make_match(*, wanted: Listing | None = None, offered: Listing | None = None, score: float = 0.5) -> Match:
    """A recommended match between a need and an achievement."""
    wanted = wanted or make_listing(ListingKind.NEED)
    offered = offered or make_listing(ListingKind.ACHIEVEMENT)
    match = Match.objects.create(
        relation=Relation.NEED_ACHIEVEMENT,
        wanted_id=wanted.pk,
        offered_id=offered.pk,
        score=score,
        parts=[
            {"code": "text", "value": score, "weight": 1.0, "reason": "text_fair", "detail": {"cosine": 0.1}}
        ],
        terms=[{"term": "测试", "share": 0.5}],
        model_version="test",
        wanted_revision=1,
        offered_revision=1,
    )
    return Match.objects.select_related("wanted__owner", "offered__owner").get(pk=match.pk)


def make_mutual_match(**kwargs: Any) -> Match:
    """A match both sides want: it waits for an administrator."""
    match = make_match(**kwargs)
    express_interest(match, by=writer_for(match.wanted.owner))
    express_interest(match, by=writer_for(match.offered.owner))
    match.refresh_from_db()
    return match


def make_docking(*, administrator: User | None = None, **kwargs: Any) -> Docking:
    """A docking opened by an administrator's approval of a mutual match."""
    administrator = administrator or make_administrator()
    return approve_match(make_mutual_match(**kwargs), by=actor_for_user(administrator), note="同意")


def make_slot(*, base: Any = None, places: int = 2, **values: Any) -> Slot:
    """A slot of a published pilot base, in a month's time."""
    base = base or make_listing(ListingKind.PILOT_BASE, services=["process"], trl_from=4, trl_to=7)
    day = timezone.localdate() + dt.timedelta(days=30)
    values = {
        "service": "process",
        "starts_on": day,
        "ends_on": day + dt.timedelta(days=14),
        "places": places,
        "price": "80000.00",
        **values,
    }
    return open_slot(base, values, by=writer_for(base.owner))


def make_booking(
    *, slot: Slot | None = None, achievement: Any = None, purpose: str = "放大到百公斤级。"
) -> Booking:
    """A request by the owner of a published achievement."""
    achievement = achievement or make_listing(ListingKind.ACHIEVEMENT, trl=5)
    return request_booking(
        slot or make_slot(), achievement, purpose=purpose, by=writer_for(achievement.owner)
    )


def make_scenario(*, places: int = 2, **values: Any) -> Any:
    """A published opportunity with places."""
    return make_listing(ListingKind.SCENARIO, list_kind="opportunity", places=places, **values)


def make_application(
    *, scenario: Any = None, achievement: Any = None, plan: str = "对照试验三个月。"
) -> Application:
    """An application by the owner of a published achievement."""
    achievement = achievement or make_listing(ListingKind.ACHIEVEMENT, trl=5)
    return apply_for_scenario(
        scenario or make_scenario(), achievement, plan=plan, by=writer_for(achievement.owner)
    )


def make_consortium(
    *, lead: Organization | None = None, need: Any = None, topics: Any = (), **values: Any
) -> Consortium:
    """A consortium in forming for a published need, cut into two sub-topics unless told otherwise."""
    need = need or make_listing(ListingKind.NEED, owner=lead)
    topics = topics or [
        {"title": "槽况诊断", "words": "铝电解槽 槽况诊断 阳极效应 预报"},
        {"title": "余热回收", "words": "烟气 余热 回收 换热"},
    ]
    values = {"title": "铝电解节能联合攻关", "summary": "诊断与余热一起攻关。", **values}
    return open_consortium(need, topics=topics, by=writer_for(need.owner), **values)


def make_member(
    *, consortium: Consortium | None = None, achievement: Any = None, topics: Any = None
) -> Member:
    """An invitation of a published achievement's owner, for all sub-topics unless told otherwise."""
    consortium = consortium or make_consortium()
    achievement = achievement or make_listing(ListingKind.ACHIEVEMENT)
    topics = topics or list(SubTopic.objects.filter(consortium=consortium))
    return invite_member(consortium, achievement, topics=topics, by=writer_for(consortium.lead))


def make_challenge(*, owner: Organization | None = None, publish: bool = True, **values: Any) -> Challenge:
    """A challenge that takes bids for a month; published unless told otherwise (the owner must be trusted then)."""
    owner = owner or make_organization()
    values = {
        "title": "电解槽阳极效应提前预报",
        "problem": "提前三十分钟预报，准确率九成以上。",
        "conditions": "有槽上试验的经历。",
        "reward": "500000.00",
        "deadline": timezone.localdate() + dt.timedelta(days=30),
        **values,
    }
    challenge = create_challenge(values, owner=owner, by=writer_for(owner))
    return publish_challenge(challenge, by=writer_for(owner)) if publish else challenge


def make_bid(
    *, challenge: Challenge | None = None, achievement: Any = None, plan: str = "槽上试验三个月。"
) -> Bid:
    """A bid by the owner of a published achievement."""
    achievement = achievement or make_listing(ListingKind.ACHIEVEMENT)
    return bids.make_bid(
        challenge or make_challenge(), achievement, plan=plan, by=writer_for(achievement.owner)
    )


OPINION: dict[str, Any] = {
    field: value
    for name, points in (("capability", 7), ("quality", 6), ("effect", 8), ("contribution", 5))
    for field, value in ((name, points), (f"{name}_evidence", f"{name} 的依据"))
}


def make_evaluation(
    *, achievement: Any = None, reviewers: Any = (), administrator: User | None = None, question: str = ""
) -> Evaluation:
    """A round of a published achievement with two strangers as reviewers, unless told otherwise."""
    achievement = achievement or make_listing(ListingKind.ACHIEVEMENT)
    people = list(reviewers) or [make_user(organization=make_organization()) for _n in range(2)]
    by = actor_for_user(administrator or make_administrator())
    return open_evaluation(achievement, reviewers=people, question=question, by=by)


def say_opinion(evaluation: Evaluation, reviewer: User, **values: Any) -> Opinion:
    """The opinion of one reviewer, given."""
    opinion = Opinion.objects.select_related("evaluation__achievement", "reviewer").get(
        evaluation=evaluation, reviewer=reviewer
    )
    return give_opinion(opinion, {**OPINION, **values}, by=actor_for_user(reviewer))
