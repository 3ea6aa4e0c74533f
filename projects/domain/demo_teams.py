"""Consortia and challenges of the demo province, by the verbs people use."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from enterprises.actors import Actor, actor_for_operation
from enterprises.domain.demo import read_rows
from enterprises.models import Organization
from projects.choices import ListingKind
from projects.domain.bids import make_bid
from projects.domain.challenge import (
    CHALLENGE_FIELDS,
    create_challenge,
    decide_challenge,
    publish_challenge,
    submit_challenge,
)
from projects.domain.consortium import open_consortium
from projects.domain.demo import OPERATION
from projects.domain.members import accept_membership, invite_member
from projects.domain.team_plan import confirm_plan, write_plan
from projects.models import Achievement, Bid, Challenge, Consortium, Member, Need, SubTopic
from projects.states import MemberState


def load_teams(
    folder: Path, organizations: Mapping[str, Organization], *, administrator: Actor
) -> dict[str, int]:
    """Write what is not there yet, once the listings are; returns how many consortia, challenges and bids are new. A
    second time changes nothing."""
    if Consortium.objects.exists() or Challenge.objects.exists():
        return {"consortia": 0, "challenges": 0, "bids": 0}
    with transaction.atomic():
        for row in read_rows(folder / "consortia.jsonl"):
            _consortium(row)
        for row in read_rows(folder / "challenges.jsonl"):
            _challenge(row, organizations[row["owner"]], administrator)
    rows = {"consortia": Consortium, "challenges": Challenge, "bids": Bid}
    return {name: model._default_manager.count() for name, model in rows.items()}


def _consortium(row: Mapping[str, Any]) -> None:
    need = Need.objects.select_related("owner").get(kind=ListingKind.NEED, external_id=row["need"])
    by = actor_for_operation(OPERATION, need.owner)
    consortium = open_consortium(
        need, title=row["title"], summary=row["summary"], topics=row["topics"], by=by
    )
    topics = list(SubTopic.objects.filter(consortium=consortium).order_by("position"))
    members = [_member(consortium, topics, asked, by) for asked in row["members"]]
    if not row["tasks"]:
        return
    lead = Member.objects.get(consortium=consortium, organization=need.owner)
    write_plan(consortium, [_task(task, topics, members, lead) for task in row["tasks"]], by=by)
    for member in members if row["confirmed"] else ():
        confirm_plan(member, plan=consortium.plan, by=actor_for_operation(OPERATION, member.organization))


def _member(consortium: Consortium, topics: list[SubTopic], row: Mapping[str, Any], by: Actor) -> Member:
    chosen = [topics[n] for n in row["topics"]]
    member = invite_member(consortium, _achievement(row["achievement"]), topics=chosen, by=by)
    if row["answer"] == "accept":
        accept_membership(member, by=actor_for_operation(OPERATION, member.organization), note=row["note"])
    assert member.state in {MemberState.ACCEPTED, MemberState.INVITED}
    return member


def _task(
    row: Mapping[str, Any], topics: list[SubTopic], members: list[Member], lead: Member
) -> dict[str, Any]:
    return {
        "member": lead if row["member"] is None else members[row["member"]],
        "topic": topics[row["topic"]],
        "title": row["title"],
        "deliverable": row["deliverable"],
        "due_on": timezone.localdate() + dt.timedelta(row["days"]),
        "share": Decimal(row["share"]),
    }


def _challenge(row: Mapping[str, Any], owner: Organization, administrator: Actor) -> None:
    """Submitted and, unless it is to wait in the queue, published by an administrator: as by an enterprise that is not
    trusted to publish itself."""
    by = actor_for_operation(OPERATION, owner)
    values = {name: row[name] for name in CHALLENGE_FIELDS if name in row}
    values["deadline"] = timezone.localdate() + dt.timedelta(row["days"])
    challenge = submit_challenge(create_challenge(values, owner=owner, by=by), by=by)
    if row["state"] == "submitted":
        return
    publish_challenge(challenge, by=administrator)
    bids = [_bid(challenge, each) for each in row["bids"]]
    if row["state"] == "decided":
        # its days have gone by: the one thing that no verb of the demo can make happen
        challenge.deadline = timezone.localdate() - dt.timedelta(days=3)
        Challenge.objects.filter(pk=challenge.pk).update(deadline=challenge.deadline)
        winner = next(bid for bid, each in zip(bids, row["bids"], strict=True) if each.get("winner"))
        reasons = {
            bid.pk: each["reason"] for bid, each in zip(bids, row["bids"], strict=True) if "reason" in each
        }
        decide_challenge(challenge, winner=winner, reasons=reasons, by=by, note=row["note"])


def _bid(challenge: Challenge, row: Mapping[str, Any]) -> Bid:
    achievement = _achievement(row["achievement"])
    by = actor_for_operation(OPERATION, achievement.owner)
    return make_bid(challenge, achievement, plan=row["plan"], by=by)


def _achievement(key: str) -> Achievement:
    found = Achievement.objects.select_related("owner")
    return found.get(kind=ListingKind.ACHIEVEMENT, external_id=key)
