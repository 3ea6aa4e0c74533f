"""From an achievement to a higher level: a base opens a slot, the match finds it, the lab books it, results come back.

Over HTTP, as the two sides see it; the matching runs as its jobs do.
"""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.kernel.jobs import drain
from matchmaking.models import Match
from projects.models import Booking, Slot
from tests.factories import PASSWORD, make_listing, make_organization, make_user

pytestmark = pytest.mark.django_db
WORDS = "镍渣 有价金属 回转窑 还原焙烧 连续浸出 萃取 回收"


def login(user):
    client = Client()
    assert client.login(username=user.email, password=PASSWORD)
    return client


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def base_side(people):
    """A pilot base of its own operator, with somebody who runs it."""
    operator = make_organization("河西测试中试基地", kind="pilot_operator", region="620300")
    base = make_listing(
        "pilot_base",
        owner=operator,
        title=f"{WORDS}扩大试验线",
        summary=WORDS,
        services=["process", "production"],
        trl_from=4,
        trl_to=7,
    )
    return base, login(make_user("何师傅", organization=operator))


def test_a_lab_takes_its_achievement_through_a_pilot_run(people, base_side):
    base, operator = base_side
    achievement = make_listing("achievement", owner=people.lab, title=f"{WORDS}新工艺", summary=WORDS, trl=5)
    lab, stranger = login(people.bob), login(people.oscar)
    drain()

    # 1. The lab's page of the achievement names the base, and says what it is good for.
    shown = page(lab, "matchmaking:for-listing", achievement.pk)
    assert "能提升它成熟度的中试基地" in shown
    assert base.title in shown
    match = Match.objects.get(wanted=achievement.pk, offered=base.pk)
    assert "可以把技术成熟度从 5 级提升到 7 级" in page(lab, "matchmaking:detail", match.pk)

    # 2. The base opens a slot with one place; a service it does not offer is refused at its field.
    day = timezone.localdate() + dt.timedelta(days=30)
    slot_values = {
        "service": "process",
        "starts_on": day.isoformat(),
        "ends_on": (day + dt.timedelta(days=20)).isoformat(),
        "places": "1",
        "price": "120000.00",
        "note": "含分析检测",
    }
    slots = reverse("projects:slots", args=[base.pk])
    assert operator.post(slots, {**slot_values, "service": "design"}).status_code == 422
    assert operator.post(slots, slot_values).status_code == 302
    slot = Slot.objects.get()
    assert "120000.00" in page(stranger, "projects:slots", base.pk)
    assert lab.post(slots, slot_values).status_code == 403

    # 3. The lab asks for the place, and so does another; strangers see neither request.
    book = reverse("projects:book", args=[slot.pk])
    assert lab.post(book, {"achievement": achievement.pk, "purpose": ""}).status_code == 422
    answer = lab.post(book, {"achievement": achievement.pk, "purpose": "日处理 1 吨渣连续 72 小时的收率。"})
    booking = Booking.objects.get()
    assert answer["Location"] == reverse("projects:booking", args=[booking.pk])
    rival = make_listing("achievement", owner=people.outside, trl=4)
    stranger.post(book, {"achievement": rival.pk, "purpose": "也想试。"})
    second = Booking.objects.exclude(pk=booking.pk).get()
    assert stranger.get(reverse("projects:booking", args=[booking.pk])).status_code == 404
    assert stranger.get(reverse("projects:book", args=[slot.pk])).status_code == 200
    assert page(operator, "projects:bookings").count(WORDS) >= 1

    # 4. The base confirms one; the place is gone, the other is told why not.
    act = "projects:booking-act"
    operator.post(reverse(act, args=[booking.pk]), {"verb": "confirm"})
    operator.post(reverse(act, args=[second.pk]), {"verb": "confirm"})
    assert (Booking.objects.get(pk=second.pk).state, Slot.objects.get().taken) == ("requested", 1)
    operator.post(reverse(act, args=[second.pk]), {"verb": "refuse", "note": "本期名额已满，下期优先。"})
    assert "本期名额已满，下期优先。" in page(stranger, "projects:booking", second.pk)

    # 5. The base reports what it measured; a row without a value is marked, nothing that was written is lost.
    report = reverse("projects:booking-report", args=[booking.pk])
    rows = {
        "results-TOTAL_FORMS": "4",
        "results-INITIAL_FORMS": "0",
        "results-0-indicator": "钴回收率",
        "results-0-before": "71",
        "results-0-after": "",
        "results-0-unit": "%",
        "trl_reached": "7",
        "report": "连续运行 72 小时，无堵塞。",
    }
    refused = operator.post(report, rows)
    assert refused.status_code == 422
    assert "连续运行 72 小时，无堵塞。" in refused.content.decode()
    assert lab.post(report, {**rows, "results-0-after": "86"}).status_code == 302  # and nothing happened
    assert Booking.objects.get(pk=booking.pk).state == "confirmed"
    assert operator.post(report, {**rows, "results-0-after": "86"}).status_code == 302

    # 6. The lab reads the results: the level before and after, and every step with its time.
    shown = page(lab, "projects:booking", booking.pk)
    assert [word for word in ("钴回收率", "86", "技术成熟度 5 → 7 级", "已完成") if word not in shown] == []
    assert [step.new for step in booking.transitions.all()] == ["requested", "confirmed", "done"]


def test_both_sides_may_go_back(people, base_side):
    """A lab withdraws a confirmed booking and the place is free; a base closes a slot and it takes no more requests."""
    base, operator = base_side
    day = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    slots = reverse("projects:slots", args=[base.pk])
    values = {"service": "process", "starts_on": day, "ends_on": day, "places": "1", "price": "0", "note": ""}
    operator.post(slots, values)
    slot, lab = Slot.objects.get(), login(people.bob)
    achievement = make_listing("achievement", owner=people.lab, trl=5)
    lab.post(reverse("projects:book", args=[slot.pk]), {"achievement": achievement.pk, "purpose": "放大。"})
    booking = Booking.objects.get()
    operator.post(reverse("projects:booking-act", args=[booking.pk]), {"verb": "confirm"})
    lab.post(reverse("projects:booking-act", args=[booking.pk]), {"verb": "withdraw"})
    assert (Booking.objects.get().state, Slot.objects.get().taken) == ("withdrawn", 0)
    operator.post(reverse("projects:slot-act", args=[slot.pk]), {"verb": "close"})
    again = lab.post(
        reverse("projects:book", args=[slot.pk]), {"achievement": achievement.pk, "purpose": "再试。"}
    )
    assert again.status_code == 422
    assert "这个档期已停止预约。" in again.content.decode()
