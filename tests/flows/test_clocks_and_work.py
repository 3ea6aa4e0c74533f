"""From an interest to a docking that is worked on: who is told, by when they answer, what the two sides write down.

Everything here happens over HTTP, as people do it; the clocks run as the scheduler runs them.
"""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from matchmaking.models import Docking
from matchmaking.tasks import run_clocks
from tests.factories import make_listing, make_match

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 2, 2, 0, tzinfo=dt.UTC)  # ten in the morning here; ordinary weeks follow


@pytest.fixture
def browser(people):
    def of(name: str) -> Client:
        client = Client()
        client.force_login(getattr(people, name))
        return client

    return of


def on(day: int) -> time_machine.travel:
    return time_machine.travel(MONDAY + dt.timedelta(days=day), tick=False)


def notices(client: Client) -> str:
    return client.get("/my/notices/").content.decode()


def test_an_interest_is_answered_in_time_and_the_docking_is_worked_on(people, browser):
    wanted = make_listing("need", owner=people.enterprise, title="降低电解槽直流电耗")
    offered = make_listing("achievement", owner=people.lab, title="槽电压在线监测", disclosure="nda")
    match = make_match(wanted=wanted, offered=offered)
    with on(0):  # 1. Alice says that her side wants to talk; Bob's side is told, until when, and nobody else
        browser("alice").post(f"/matches/{match.pk}/interest/", {"note": "希望先看测试报告"})
        run_clocks()
        assert "对方有意向，请答复" in notices(browser("bob"))
        assert "期限 2026-11-09" in notices(browser("bob"))
        assert "还没有通知" in notices(browser("alice"))
    with on(3):  # 2. two working days before the limit Bob is reminded, and says yes
        run_clocks()
        assert "答复期限将至" in notices(browser("bob"))
        browser("bob").post(f"/matches/{match.pk}/interest/", {"note": ""})
        run_clocks()
        assert "双方均有意向，待审核" in notices(browser("dave"))
    with on(4):  # 3. Dave approves; both sides are told that their docking is open
        browser("dave").post(f"/matches/{match.pk}/approve/", {"note": "同意"})
        docking = Docking.objects.get(match=match)
        run_clocks()
        assert "对接已开始" in notices(browser("alice"))
        assert "对接已开始" in notices(browser("bob"))
        # 4. both sign secrecy: from then on Alice reads what Bob's lab shows only under secrecy
        page = f"/listings/{offered.pk}/"
        browser("alice").post(f"/dockings/{docking.pk}/secrecy/")
        browser("bob").post(f"/dockings/{docking.pk}/secrecy/")
        assert browser("alice").get(page).status_code == 200
        # 5. they meet, and what was agreed to come next is the next step of the docking
        sent = {
            "held_on": timezone.localdate().isoformat(),
            "place": "电解二车间",
            "people": "爱丽丝、鲍勃",
            "minutes": "取了三个槽的电压曲线。",
            "next_step": "分析电压曲线",
            "next_owner": str(people.lab.pk),
            "next_deadline": (timezone.localdate() + dt.timedelta(days=14)).isoformat(),  # Friday the 20th
        }
        browser("alice").post(f"/dockings/{docking.pk}/meetings/", sent)
        browser("bob").post(f"/dockings/{docking.pk}/messages/", {"text": "曲线已收到。"})
        docking.refresh_from_db()
        assert (docking.next_step, docking.next_deadline) == ("分析电压曲线", dt.date(2026, 11, 20))
    with on(19):  # 6. Saturday the 21st: nobody took the step, and both sides are told
        run_clocks()
        assert "下一步已超期" in notices(browser("alice"))
        assert "下一步已超期" in notices(browser("bob"))
    with on(26):  # 7. five working days later the staff is asked to see to it
        run_clocks()
        assert "长时间超期，请催办" in notices(browser("dave"))


def test_silence_ends_as_a_no_that_can_be_taken_back(people, browser):
    match = make_match(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )
    with on(0):
        browser("alice").post(f"/matches/{match.pk}/interest/", {"note": ""})
        run_clocks()
    with on(22):  # ten working days after the limit
        run_clocks()
        match.refresh_from_db()
        assert match.state == "declined"
        assert "期满未答复，按无回应结束" in notices(browser("alice"))
        assert "无回应" in browser("alice").get(f"/matches/{match.pk}/").content.decode()
        browser("bob").post(f"/matches/{match.pk}/reconsider/")
        match.refresh_from_db()
        assert match.state == "interested"
