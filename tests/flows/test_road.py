"""The road on one page: from the level an achievement has to the level a need asks for, who takes which step.

Told over HTTP as the two sides see it. The firm wants level 8, the laboratory has level 3. In the province there is a
proof-of-concept centre, a pilot base, a scenario, a catalogue of first sets and a bank.
"""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.kernel.jobs import drain
from enterprises.actors import actor_for_user
from matchmaking.domain.match import express_interest
from matchmaking.domain.review import approve_match
from matchmaking.models import Match, Road
from projects.domain.bookings import confirm_booking, report_booking, request_booking
from projects.domain.catalogue import write_finance_product, write_first_set
from projects.models import FinanceProduct, FirstSetItem
from tests.factories import make_listing, make_organization, make_slot, writer_for

pytestmark = pytest.mark.django_db
WORDS = "镍渣 有价金属 回转窑 还原焙烧 连续浸出 萃取 回收"


@pytest.fixture
def browser(people):
    def of(name: str) -> Client:
        client = Client()
        client.force_login(getattr(people, name))
        return client

    return of


@pytest.fixture
def province(people):
    """Everybody who could take a step, with what a step needs to know of them."""

    def offer(kind: str, name: str, **values):
        owner = make_organization(name, kind="pilot_operator", region="620300")
        return make_listing(
            kind, owner=owner, title=f"{WORDS}{name}", summary=WORDS, region="620300", **values
        )

    dave = actor_for_user(people.dave)
    bank = make_organization("测试科创银行", kind="bank")
    return {
        "concept": offer("pilot_base", "概念验证中心", base_kind="proof", trl_from=2, trl_to=5),
        "pilot": offer(
            "pilot_base", "扩大试验线", base_kind="pilot", services=["process"], trl_from=4, trl_to=7
        ),
        "scenario": offer("scenario", "验证场景", list_kind="opportunity", places=2),
        "item": write_first_set(
            FirstSetItem(catalogue="测试目录", kind="ST", product=f"{WORDS}成套装备", source="测试"), by=dave
        ),
        "product": write_finance_product(
            FinanceProduct(
                institution=bank, name="中试贷", kind="innovation_loan", amount_to="5000000", source="测试"
            ),
            by=dave,
        ),
    }


@pytest.fixture
def docking(people, province):
    wanted = make_listing("need", owner=people.enterprise, title=f"{WORDS}需求", summary=WORDS, trl_wanted=8)
    offered = make_listing("achievement", owner=people.lab, title=f"{WORDS}新工艺", summary=WORDS, trl=3)
    make_slot(base=province["pilot"], starts_on=timezone.localdate() + dt.timedelta(days=30))
    return docked(people, wanted, offered)


def docked(people, wanted, offered):
    """The match that the jobs have found, wanted by both sides and approved."""
    while drain():
        pass
    match = Match.objects.get(wanted=wanted.pk, offered=offered.pk)
    for side in (people.enterprise, people.lab):
        express_interest(match, by=writer_for(side))
    match.refresh_from_db()
    return approve_match(match, by=actor_for_user(people.dave), note="同意")


def road_page(client, docking):
    answer = client.get(reverse("matchmaking:road", args=[docking.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def steps_of(docking):
    rows = Road.objects.get(docking=docking).steps.order_by("position")
    return [(step.kind, step.trl_before, step.trl_after, step.filled) for step in rows]


def post(client, name, pk, **body):
    answer = client.post(reverse(f"matchmaking:{name}", args=[pk]), body)
    assert answer.status_code == 302, answer.content.decode()


def test_both_sides_draw_up_their_road_and_walk_it(people, province, docking, browser):
    alice, bob, oscar = browser("alice"), browser("bob"), browser("oscar")

    # 1. The page of the match proposes a road to both sides, drawn as a picture; to strangers there is none.
    proposed = reverse("matchmaking:road-proposal", args=[docking.match_id])
    shown = alice.get(proposed).content.decode()
    assert '<svg class="road-plan"' in shown
    assert [
        word for word in ("概念验证中心", "扩大试验线", "验证场景", "成套装备", "中试贷") if word not in shown
    ] == []
    assert oscar.get(proposed).status_code == 404
    assert not Road.objects.exists()  # nothing was written

    # 2. Alice drafts the plan of the docking from it: every level follows the one before.
    post(alice, "road-act", docking.pk, verb="draft")
    assert steps_of(docking) == [
        ("concept", 3, 4, True),
        ("pilot", 4, 6, True),
        ("scenario", 6, 8, True),
        ("first_set", 8, 8, True),
        ("finance", 8, 8, True),
    ]
    road = Road.objects.get()
    concept, pilot, scenario, _first, money = road.steps.order_by("position")
    assert (pilot.listing_id, pilot.cost) == (province["pilot"].pk, 80000)  # the slot's day and price
    assert pilot.starts_on == timezone.localdate() + dt.timedelta(days=30)
    page = road_page(bob, docking)  # Bob sees the same
    assert [
        word for word in ("概念验证中心", "扩大试验线", "中试贷", "约 80,000 元") if word not in page
    ] == []
    assert oscar.get(reverse("matchmaking:road", args=[docking.pk])).status_code == 404

    # 3. Bob's side agrees to what it has read; then Alice changes a date, and it is a draft again.
    post(bob, "road-act", docking.pk, verb="agree", version=1)
    assert "供给方已同意" in road_page(alice, docking)
    later = timezone.localdate() + dt.timedelta(days=120)
    post(alice, "road-step-plan", scenario.pk, starts_on=later, ends_on="", cost="", note="先离线回放一个月")
    road.refresh_from_db()
    assert (road.state, road.agreed_side) == ("draft", "")
    assert "先离线回放一个月" in road_page(bob, docking)

    # 4. A step that would begin before the one before it has ended is refused at once, with the reason.
    early = alice.post(
        reverse("matchmaking:road-step-plan", args=[scenario.pk]), {"starts_on": timezone.localdate()}
    )
    assert early.status_code == 422
    assert "“场景验证”不能在“中试”结束以前开始。" in early.content.decode()

    # 5. Money may come earlier, the order of the others is the order of the work.
    post(bob, "road-step-act", money.pk, verb="earlier")
    assert [step[0] for step in steps_of(docking)][-2:] == ["finance", "first_set"]
    post(bob, "road-step-act", scenario.pk, verb="earlier")  # refused: said on the next page, nothing moved
    assert [step[0] for step in steps_of(docking)][:3] == ["concept", "pilot", "scenario"]

    # 6. Without the proof of concept the pilot base would have to begin at level 3, and it takes nothing below 4.
    post(alice, "road-step-act", concept.pk, verb="remove")
    assert len(steps_of(docking)) == 5
    post(alice, "road-step-party", concept.pk, party="")
    assert steps_of(docking)[0] == ("concept", 3, 4, False)
    assert "待找承担方" in road_page(bob, docking)
    post(alice, "road-step-party", concept.pk, party=province["concept"].pk)

    # 7. Bob wants a second scenario before the goods are sold: his own step, with why and how long. It goes where its
    # levels say, and the first scenario leaves it the last level. What is no road is refused at the field.
    add = reverse("matchmaking:road-add", args=[docking.pk])
    form = bob.get(add).content.decode()
    assert [
        word for word in ("概念验证中心", "（4 至 7 级）", "成套装备", "中试贷") if word not in form
    ] == []
    wish = {
        "kind": "scenario",
        "trl_before": 7,
        "trl_after": 8,
        "why": "再在一家冶炼厂跑一个季度",
        "months": 3,
    }
    wrong = bob.post(add, {**wish, "trl_after": 10})
    assert (wrong.status_code, "“场景验证”最高提升到 9 级。" in wrong.content.decode()) == (422, True)
    post(bob, "road-add", docking.pk, **wish)
    assert steps_of(docking)[2:4] == [("scenario", 6, 7, True), ("scenario", 7, 8, False)]
    page = road_page(alice, docking)
    assert [word for word in ("再在一家冶炼厂跑一个季度", "约 3 个月") if word not in page] == []

    # 8. Both agree: it is the plan of the docking. Alice had the page open since before Bob's step, and must read the
    # road as it is now first. Each change stands in the record with who made it.
    late = alice.post(
        reverse("matchmaking:road-act", args=[docking.pk]), {"verb": "agree", "version": 5}, follow=True
    )
    assert "路线在您打开之后有过改动，现在是第 6 稿。" in late.content.decode()
    road.refresh_from_db()
    assert (road.state, road.version) == ("draft", 6)
    post(alice, "road-act", docking.pk, verb="agree", version=6)
    post(bob, "road-act", docking.pk, verb="agree", version=6)
    road.refresh_from_db()
    assert road.state == "adopted"
    assert [(change.what, change.kind) for change in road.changes.all()] == [
        ("drafted", ""),
        ("planned", "scenario"),
        ("moved", "finance"),
        ("party", "concept"),
        ("party", "concept"),
        ("added", "scenario"),
    ]
    assert [(step.old, step.new) for step in road.transitions.all()] == [
        ("draft", "agreed"),
        ("agreed", "draft"),
        ("draft", "agreed"),
        ("agreed", "adopted"),
    ]

    # 9. Bob books the pilot base. As the road is adopted, Alice too sees how far the step has come.
    slot, achievement = province["pilot"].slots.get(), docking.match.offered.achievement
    booking = request_booking(slot, achievement, purpose="放大到百公斤级。", by=writer_for(people.lab))
    assert "已申请" in road_page(alice, docking)
    base = writer_for(province["pilot"].owner)
    confirm_booking(booking, by=base)
    assert "已落实" in road_page(alice, docking)
    results = [{"indicator": "收率", "before": "71", "after": "86"}]
    report_booking(booking, results=results, trl_reached=6, by=base)
    assert "已完成" in road_page(alice, docking)


def test_where_nobody_takes_a_step_the_road_says_who_came_closest(people, browser):
    wanted = make_listing("need", owner=people.enterprise, title=f"{WORDS}需求", summary=WORDS, trl_wanted=7)
    offered = make_listing("achievement", owner=people.lab, title=f"{WORDS}新工艺", summary=WORDS, trl=4)
    line = make_listing("pilot_base", title=f"{WORDS}百吨线", summary=WORDS, trl_from=5, trl_to=8)
    early = make_listing(
        "pilot_base", base_kind="proof", title=f"{WORDS}早期验证", summary=WORDS, trl_from=1, trl_to=3
    )
    docking = docked(people, wanted, offered)
    post(browser("alice"), "road-act", docking.pk, verb="draft")
    page = road_page(browser("bob"), docking)
    # the pilot base takes nothing below 5, and nobody lifts from 4 to 5: the centre that comes closest stops at 3
    assert steps_of(docking)[:2] == [("concept", 4, 5, False), ("pilot", 5, 7, True)]
    assert [
        word
        for word in ("百吨线", "最接近：", "早期验证", "只能做到 3 级，这一步要到 5 级")
        if word not in page
    ] == []
    assert Road.objects.get().steps.get(kind="concept").listing_id == early.pk
    assert Road.objects.get().steps.get(kind="pilot").listing_id == line.pk
    assert page.count("省内还没有登记的承担方") == 2  # no catalogue, no bank
