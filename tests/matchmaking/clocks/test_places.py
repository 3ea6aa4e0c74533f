"""Bookings, applications, allocations: who asked is told what became of it and why; who is asked, that there is one."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enterprises.actors import actor_for_user
from matchmaking.domain.allocation import allocate_places
from matchmaking.domain.clocks import run_clocks
from matchmaking.domain.notice_mail import mail_notices
from matchmaking.models import Notice
from projects.domain.allocations import Shares, approve_allocation
from projects.domain.applications import apply_for_scenario, select_application, turn_down_application
from projects.domain.bookings import confirm_booking, refuse_booking, report_booking, withdraw_booking
from projects.domain.publication import send_back_listing
from tests.factories import (
    make_administrator,
    make_application,
    make_booking,
    make_listing,
    make_scenario,
    make_slot,
    writer_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(people):
    return make_listing(
        "pilot_base", owner=people.enterprise, title="有色中试线", services=["process"], trl_from=4, trl_to=7
    )


@pytest.fixture
def achievement(people):
    return make_listing("achievement", owner=people.lab, title="镍渣回收工艺", trl=5)


@pytest.fixture
def told_of(people):
    """Kind and reader of what was told of bookings and applications, in the order of the steps."""
    names = {people.enterprise.pk: "enterprise", people.lab.pk: "lab"}

    def read():
        rows = Notice.objects.filter(match=None).order_by("about", "kind")
        return [(row.kind, names.get(row.organization_id, "other")) for row in rows]

    return read


def page_of(user) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/my/notices/").content.decode()


def test_a_booking_from_request_to_report(people, base, achievement, told_of):
    booking = make_booking(slot=make_slot(base=base), achievement=achievement)
    run_clocks()
    confirm_booking(booking, by=actor_for_user(people.alice))
    report_booking(
        booking,
        results=[{"indicator": "收率", "before": "71", "after": "86"}],
        trl_reached=6,
        by=actor_for_user(people.alice),
    )
    assert run_clocks() == 2
    assert run_clocks() == 0
    assert told_of() == [
        ("booking_requested", "enterprise"),
        ("booking_confirmed", "lab"),
        ("booking_done", "lab"),
    ]
    page = page_of(people.bob)
    assert (f"/bookings/{booking.pk}/" in page, "镍渣回收工艺" in page, "有色中试线" in page) == (True,) * 3


def test_a_refusal_says_why_on_the_page_in_the_api_and_in_the_letter(people, base, achievement, lab_partner):
    booking = make_booking(slot=make_slot(base=base), achievement=achievement)
    refuse_booking(booking, by=actor_for_user(people.alice), note="设备检修到月底")
    run_clocks()
    assert "设备检修到月底" in page_of(people.bob)
    assert "设备检修到月底" not in page_of(people.oscar)
    (row,) = lab_partner.get("/api/v1/notices/").json()["results"]
    assert (row["kind"], row["booking"], row["match"]) == ("booking_refused", str(booking.pk), None)
    assert mail_notices(people.bob.pk)
    assert "中试预约未接受：镍渣回收工艺 × 有色中试线 · 设备检修到月底" in mail.outbox[0].body


def test_one_withdrawn_is_told_to_the_base(people, base, achievement, told_of):
    booking = make_booking(slot=make_slot(base=base), achievement=achievement)
    withdraw_booking(booking, by=actor_for_user(people.bob))
    run_clocks()
    assert told_of() == [("booking_requested", "enterprise"), ("booking_withdrawn", "enterprise")]


def test_an_application_is_answered(people, achievement, told_of):
    scenario = make_scenario(owner=people.enterprise, places=2, title="铝电解场景")
    first = make_application(scenario=scenario, achievement=achievement)
    select_application(first, by=actor_for_user(people.alice))
    second = apply_for_scenario(
        scenario, make_listing("achievement", owner=people.lab), plan="再试", by=actor_for_user(people.bob)
    )
    turn_down_application(second, by=actor_for_user(people.alice), note="不符合准入条件")
    run_clocks()
    assert told_of() == [
        ("applicant_new", "enterprise"),
        ("applicant_selected", "lab"),
        ("applicant_new", "enterprise"),
        ("applicant_refused", "lab"),
    ]
    assert "不符合准入条件" in page_of(people.bob)


def test_an_allocation_tells_each_applicant_and_why(people, achievement, told_of):
    scenario = make_scenario(owner=people.enterprise, places=1, title="铝电解场景")
    for offer in (achievement, make_listing("achievement", owner=people.lab, title="另一项成果")):
        make_application(scenario=scenario, achievement=offer)
    by = actor_for_user(make_administrator())
    run_clocks()
    approve_allocation(allocate_places([scenario], shares=Shares(0, 0), by=by), by=by)
    run_clocks()
    decided = sorted(kind for kind, _reader in told_of() if kind != "applicant_new")
    assert decided == ["applicant_selected", "applicant_waiting"]
    waiting = Notice.objects.get(kind="applicant_waiting")
    step = waiting.application.transitions.get(at=waiting.about)
    assert step.note
    assert step.note in page_of(people.bob)


def test_words_rewritten_off_show_do_not_come_by_notice(people, base, achievement):
    make_booking(slot=make_slot(base=base), achievement=achievement)
    run_clocks()
    send_back_listing(achievement, by=actor_for_user(people.dave), note="请补充")
    page = page_of(people.alice)
    assert ("镍渣回收工艺" in page, achievement.number in page) == (False, True)


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_however_many_bookings(people, base, count):
    slot = make_slot(base=base, places=40)
    for _number in range(count):
        booking = make_booking(slot=slot, achievement=make_listing("achievement", owner=people.lab))
        refuse_booking(booking, by=writer_for(people.enterprise), note="名额已满")
    run_clocks()
    client = Client()
    client.force_login(people.bob)
    client.get("/my/notices/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/my/notices/").status_code == 200
    assert len(queries) == 9
    assert Notice.objects.filter(created__lte=timezone.now()).count() == 2 * count
