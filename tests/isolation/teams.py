"""Consortia and challenges of two tenants: the first leads and puts topics on the board, the second joins and bids."""

import datetime as dt

from django.utils import timezone

from enterprises.models import Organization
from projects.domain.challenge import submit_challenge
from projects.domain.members import accept_membership
from projects.domain.team_plan import confirm_plan, write_plan
from projects.models import Challenge, Consortium, Member, SubTopic
from tests.factories import (
    make_bid,
    make_challenge,
    make_consortium,
    make_listing,
    make_member,
    make_organization,
    writer_for,
)
from tests.isolation.canaries import canary
from tests.isolation.rows import Rows


def teams_of(leading: Organization, joining: Organization, letters: tuple[str, str]) -> Rows:
    """What the lead writes to its team is read by the team and by staff: it holds a canary; so does a bid."""
    first, second = (canary(letter, "deal") for letter in letters)
    forming, agreed, open_ = (_consortium(leading, name, first) for name in ("组建中", "已确认", "受邀中"))
    accepted = _joined(forming, joining, first)
    confirmed = _joined(agreed, joining, first)
    confirm_plan(confirmed, plan=agreed.plan, by=writer_for(joining))
    invited = make_member(consortium=open_, achievement=_achievement(joining))
    third = make_organization(f"不在联合体里的院所{letters[0]}", kind="university")
    published, over = (make_challenge(owner=leading, title=f"张榜的题目{n}") for n in range(2))
    draft, submitted = (
        make_challenge(owner=leading, publish=False, title=f"未张榜 {canary(letters[0], kind)}")
        for kind in ("draft", "offshow")
    )
    submit_challenge(submitted, by=writer_for(leading))
    bids = [
        make_bid(challenge=each, achievement=_achievement(joining), plan=second) for each in (published, over)
    ]
    Challenge.objects.filter(pk=over.pk).update(deadline=timezone.localdate() - dt.timedelta(days=1))
    return {
        "consortium[forming]": str(forming.pk),
        "consortium[agreed]": str(agreed.pk),
        "consortium[open]": str(open_.pk),
        "topic": str(_topics(forming)[0].pk),
        "topic[second]": str(_topics(forming)[1].pk),
        "topic[open]": str(_topics(open_)[0].pk),
        "member[lead]": str(Member.objects.get(consortium=forming, organization=leading).pk),
        "member[accepted]": str(accepted.pk),
        "member[invited]": str(invited.pk),
        "card": str(make_listing("achievement", owner=third, title="可以邀请的成果").pk),
        "team need": str(make_listing("need", owner=leading, title="还没有联合体的需求").pk),
        "challenge[published]": str(published.pk),
        "challenge[over]": str(over.pk),
        "challenge[draft]": str(draft.pk),
        "challenge[submitted]": str(submitted.pk),
        "bid[submitted]": str(bids[0].pk),
        "bid[over]": str(bids[1].pk),
    }


def _consortium(leading: Organization, name: str, words: str) -> Consortium:
    topics = [{"title": f"{name}子课题{n}", "words": words} for n in range(2)]
    return make_consortium(lead=leading, title=f"{name}的联合体", summary=words, topics=topics)


def _joined(consortium: Consortium, joining: Organization, words: str) -> Member:
    """In the team, with a division of work that it has not confirmed yet; its number is 2."""
    member = make_member(consortium=consortium, achievement=_achievement(joining))
    accept_membership(member, by=writer_for(joining))
    lead = Member.objects.get(consortium=consortium, organization=consortium.lead)
    tasks = [
        {"member": each, "topic": topic, "title": words, "share": 50}
        for each, topic in zip((member, lead), _topics(consortium), strict=True)
    ]
    write_plan(consortium, tasks, by=writer_for(consortium.lead))
    return member


def _topics(consortium: Consortium) -> list[SubTopic]:
    return list(SubTopic.objects.filter(consortium=consortium).order_by("position"))


def _achievement(owner: Organization):  # type: ignore[no-untyped-def]
    return make_listing("achievement", owner=owner, title="要组队的成果")
