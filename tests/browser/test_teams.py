"""The pages of consortia, challenges and evaluations in a real browser: nothing breaks, nothing overflows."""

import datetime as dt

import pytest
from django.utils import timezone

from config.kernel.jobs import drain
from projects.domain.evaluation import release_evaluation
from projects.domain.members import accept_membership
from projects.domain.team_plan import write_plan
from projects.models import Challenge, Evaluation, Member, SubTopic
from tests.browser.conftest import DESK, PHONE
from tests.factories import (
    make_bid,
    make_challenge,
    make_consortium,
    make_evaluation,
    make_listing,
    make_member,
    make_organization,
    make_user,
    say_opinion,
    writer_for,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOPICS = [
    {
        "title": "钢渣快速碳酸化稳定",
        "words": "转炉钢渣 游离氧化钙 加压碳酸化 体积稳定",
        "industry": "31",
        "trl_wanted": 7,
    },
    {
        "title": "路基与路面材料及检验规则",
        "words": "路基固化材料 路面集料 胶凝材料 检验规则",
        "industry": "30",
    },
    {"title": "烟气二氧化碳富集供气", "words": "烟气 低分压二氧化碳 吸收剂 捕集", "trl_wanted": 6},
]


@pytest.fixture
def story(people):
    """The enterprise leads a consortium whose work is divided and another that is forming, and has two challenges; the
    lab is a member, bids, and has an achievement evaluated."""
    words = {"title": "转炉钢渣加压碳酸化稳定及路面集料制备", "summary": "转炉钢渣 游离氧化钙 加压碳酸化"}
    card = make_listing("achievement", owner=people.lab, trl=7, **words)
    make_listing(
        "achievement", title="烟气二氧化碳两相吸收剂捕集", summary="烟气 低分压二氧化碳 吸收剂", trl=5
    )
    forming = make_consortium(lead=people.enterprise, title="钢渣安全入路联合攻关", topics=TOPICS)
    divided = make_consortium(lead=people.enterprise, title="电解节能联合攻关", topics=TOPICS[:2])
    invited = make_member(consortium=forming, achievement=card)
    member = make_member(consortium=divided, achievement=card)
    accept_membership(member, by=writer_for(people.lab))
    lead = Member.objects.get(consortium=divided, organization=people.enterprise)
    topics = SubTopic.objects.filter(consortium=divided).order_by("position")
    tasks = [
        {
            "member": each,
            "topic": topic,
            "title": "三小时碳酸化工艺包与中试报告",
            "deliverable": "工艺包",
            "share": 50,
        }
        for each, topic in zip((member, lead), topics, strict=True)
    ]
    write_plan(divided, tasks, by=writer_for(people.enterprise))
    open_ = make_challenge(owner=people.enterprise, title="水淬镍渣钴回收率不低于百分之七十五")
    over = make_challenge(owner=people.enterprise, title="阳极效应提前二十分钟预报")
    bid = make_bid(challenge=over, achievement=card)
    make_bid(challenge=over)
    Challenge.objects.filter(pk=over.pk).update(deadline=timezone.localdate() - dt.timedelta(days=1))
    users = [
        people.oscar,
        make_user(organization=make_organization()),
        make_user(organization=make_organization()),
    ]
    done = make_evaluation(achievement=card, reviewers=users, administrator=people.dave)
    for user, points in zip(users, (4, 7, 9), strict=True):
        say_opinion(done, user, quality=points, quality_evidence="原始数据可查，误报逐条留有记录。")
    release_evaluation(Evaluation.objects.get(pk=done.pk), by=writer_for(people.lab))
    drain()
    return {
        "/consortia/": "consortia",
        f"/consortia/{forming.pk}/": "forming",
        f"/consortia/{divided.pk}/": "divided",
        f"/consortia/{forming.pk}/team/": "team",
        f"/consortium-members/{invited.pk}/": "invitation",
        "/challenges/": "challenges",
        f"/challenges/{open_.pk}/": "challenge",
        f"/challenges/{open_.pk}/bid/": "make-bid",
        f"/challenges/{over.pk}/": "challenge-over",
        "/bids/": "bids",
        f"/bids/{bid.pk}/": "bid",
        "/evaluations/": "evaluations",
        f"/evaluations/{done.pk}/": "evaluation",
        f"/listings/{card.pk}/": "achievement",
        "/consortia/new/": "consortium-new",
        "/challenges/new/": "challenge-new",
        "/evaluations/new/": "evaluation-new",
    }


HIDDEN = {
    "alice": {"evaluation-new"},
    "bob": {"forming", "team", "challenge-new", "evaluation-new"},
    "dave": {"team", "challenge-new"},
}


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("who", sorted(HIDDEN))
def test_every_page_fits_the_window(visit, people, story, who, viewport, tmp_path):
    visitor = visit(getattr(people, who), viewport=viewport)
    too_wide = {}
    for path, name in story.items():
        if name in HIDDEN[who]:
            continue
        visitor.open(path)
        visitor.picture(tmp_path / f"{who}-{name}.png")
        if visitor.overflow() > 0:
            too_wide[name] = visitor.overflow()
    assert too_wide == {}
