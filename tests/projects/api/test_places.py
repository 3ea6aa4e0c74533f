"""Slots, bookings, applications and allocations over the API, as partner systems of both sides use them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enterprises.actors import actor_for_user
from projects.domain.allocations import Shares, approve_allocation, propose_allocation
from projects.domain.applications import select_application
from projects.domain.publication import close_listing
from projects.models import Application, Booking, Listing, Slot
from tests.factories import (
    make_application,
    make_booking,
    make_listing,
    make_organization,
    make_scenario,
    make_slot,
    writer_for,
)
from tests.partner import partner_of, session_of

API = "/api/v1"


@pytest.fixture
def base(people):
    """A pilot base of the enterprise, whose partner system is `partner`."""
    return make_listing("pilot_base", owner=people.enterprise, services=["process"], trl_from=4, trl_to=7)


def slot_body(base, **more):
    day = timezone.localdate() + dt.timedelta(days=30)
    return {
        "base": str(base.pk),
        "service": "process",
        "starts_on": day.isoformat(),
        "ends_on": (day + dt.timedelta(days=9)).isoformat(),
        "places": 1,
        "price": "80000.00",
        **more,
    }


def test_a_slot_is_opened_booked_confirmed_and_reported(partner, lab_partner, visitor, people, base):
    slot = partner.post(f"{API}/slots/", slot_body(base), format="json")
    assert slot.status_code == 201
    assert {name: slot.json()[name] for name in ("service", "places", "free", "price", "state")} == {
        "service": "process",
        "places": 1,
        "free": 1,
        "price": "80000.00",
        "state": "open",
    }
    assert visitor.get(f"{API}/slots/", {"base": base.pk}).json()["results"] == [slot.json()]

    achievement = make_listing("achievement", owner=people.lab, trl=5)
    asked = {"slot": slot.json()["id"], "achievement": str(achievement.pk), "purpose": "放大到百公斤级"}
    booking = lab_partner.post(f"{API}/bookings/", asked, format="json").json()
    assert (booking["state"], booking["trl_before"], booking["told"]) == ("requested", 5, [])
    path = f"{API}/bookings/{booking['id']}"
    assert lab_partner.post(f"{path}/confirm/").status_code == 403
    assert partner.post(f"{path}/confirm/").json()["slot"]["free"] == 0

    report = {
        "results": [{"indicator": "收率", "before": "71", "after": "86", "unit": "%"}],
        "trl_reached": 7,
    }
    refused = partner.post(f"{path}/report/", {**report, "results": []}, format="json")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/results")
    done = partner.post(f"{path}/report/", report, format="json").json()
    assert (done["state"], done["trl_reached"], done["results"]) == ("done", 7, report["results"])
    assert [step["new"] for step in lab_partner.get(f"{path}/").json()["history"]] == [
        "requested",
        "confirmed",
        "done",
    ]


def test_a_full_slot_answers_409(partner, base):
    slot = make_slot(base=base, places=1)
    first, second = make_booking(slot=slot), make_booking(slot=slot)
    partner.post(f"{API}/bookings/{first.pk}/confirm/")
    full = partner.post(f"{API}/bookings/{second.pk}/confirm/")
    assert (full.status_code, full.json()["code"]) == (409, "slot_full")
    assert Booking.objects.get(pk=second.pk).state == "requested"


def test_an_application_is_selected_or_too_many_have_applied(partner, lab_partner, people):
    scenario = make_scenario(owner=people.enterprise, places=1)
    achievement = make_listing("achievement", owner=people.lab)
    sent = {"scenario": str(scenario.pk), "achievement": str(achievement.pk), "plan": "旁路运行两个月"}
    application = lab_partner.post(f"{API}/applications/", sent, format="json").json()
    rival = make_application(scenario=scenario)
    many = partner.post(f"{API}/applications/{application['id']}/select/")
    assert (many.status_code, many.json()["code"]) == (409, "oversubscribed")
    turned = partner.post(
        f"{API}/applications/{rival.pk}/turn-down/", {"note": "没有防爆证书"}, format="json"
    )
    assert turned.json()["history"][-1]["note"] == "没有防爆证书"
    assert partner.post(f"{API}/applications/{application['id']}/select/").json()["state"] == "selected"
    gone = lab_partner.post(f"{API}/applications/{application['id']}/withdraw/")
    assert gone.json()["state"] == "withdrawn"


def test_an_allocation_is_proposed_approved_and_published(people, visitor, lab_partner):
    scenario = make_scenario(owner=people.enterprise, places=1)
    mine = make_application(scenario=scenario, achievement=make_listing("achievement", owner=people.lab))
    make_application(scenario=scenario)
    dave, carol = session_of(people.dave), session_of(people.carol)
    sent = {"listings": [str(scenario.pk)], "small_share": 0, "away_share": 0}
    assert carol.post(f"{API}/allocation-proposals/", sent, format="json").status_code == 422
    proposed = dave.post(f"{API}/allocation-proposals/", sent, format="json")
    assert (proposed.status_code, proposed.json()["state"]) == (201, "proposed")
    path = f"{API}/allocations/{proposed.json()['id']}/"
    assert [client.get(path).status_code for client in (visitor, lab_partner, carol)] == [404, 404, 404]
    assert dave.post(f"{path}approve/").json()["state"] == "approved"
    told = lab_partner.get(path).json()["told"]
    assert told == lab_partner.get(f"{API}/applications/{mine.pk}/").json()["told"]
    assert len(told) == 1
    shown = visitor.get(path).json()
    assert (shown["told"], [row["id"] for row in shown["listings"]]) == ([], [str(scenario.pk)])
    assert {entry["id"] for entry in shown["published"]["inputs"]["entries"]} == {
        str(application.pk) for application in Application.objects.all()
    }


def test_the_other_partys_words_off_show_are_not_read(partner, lab_partner, people):
    scenario = make_scenario(owner=people.enterprise)
    achievement = make_listing("achievement", owner=people.lab, title="后来改写的标题足够长")
    application = make_application(scenario=scenario, achievement=achievement)
    close_listing(achievement, by=writer_for(people.lab))
    path = f"{API}/applications/{application.pk}/"
    assert partner.get(path).json()["achievement"]["title"] == f"{achievement.number}（已不对外展示）"
    assert lab_partner.get(path).json()["achievement"]["title"] == achievement.title


def test_strangers_rows_are_not_there(people):
    booking, application = make_booking(), make_application()
    oscar = session_of(people.oscar)
    for path in (f"bookings/{booking.pk}", f"applications/{application.pk}"):
        for tail in ("", "confirm/", "select/", "withdraw/"):
            method = oscar.post if tail else oscar.get
            assert method(f"{API}/{path}/{tail}").status_code == 404
    assert oscar.get(f"{API}/bookings/").json()["results"] == []
    assert oscar.get(f"{API}/applications/").json()["results"] == []


class TestQueriesPerList:
    """A list costs the same with one row and with thirty."""

    @pytest.mark.parametrize("name", ["slots", "bookings", "applications", "allocations"])
    @pytest.mark.parametrize("door", ["api", "page"])
    def test_one_row_and_thirty(self, people, client, name, door):
        partner = partner_of(people.enterprise, f"count-{name}")
        client.force_login(people.alice)
        base = make_listing("pilot_base", owner=people.enterprise, services=["process"])
        address = {
            "slots": f"/listings/{base.pk}/slots/",
            "bookings": "/bookings/",
            "applications": "/applications/",
            "allocations": "/allocations/",
        }[name]

        def queries():
            get = partner.get if door == "api" else client.get
            where = f"{API}/{name}/?page_size=100" if door == "api" else address
            get(where)
            with CaptureQueriesContext(connection) as seen:
                answer = get(where)
            assert answer.status_code == 200
            return len(seen), answer

        self._make(name, base, people, 1)
        one, _answer = queries()
        self._make(name, base, people, 29)
        thirty, answer = queries()
        assert thirty == one
        if door == "api":
            assert len(answer.json()["results"]) == 30

    def _make(self, name, base, people, count):
        for _n in range(count):
            if name == "slots":
                make_booking(slot=make_slot(base=base))
            elif name == "bookings":
                make_booking(slot=Slot.objects.first() or make_slot(base=base))
            elif name == "applications":
                scenario = make_scenario(owner=people.enterprise)
                select_application(make_application(scenario=scenario), by=writer_for(people.enterprise))
            else:
                _decided_allocation(people, make_organization())


def _decided_allocation(people, owner):
    application = make_application(
        scenario=make_scenario(owner=owner, places=1),
        achievement=make_listing("achievement", owner=people.enterprise),
    )
    dave = actor_for_user(people.dave)
    listing = Listing.objects.get(pk=application.scenario_id)
    approve_allocation(
        propose_allocation([listing], {application.pk: 5000}, shares=Shares(0, 0), by=dave), by=dave
    )


def test_the_second_page_of_slots_begins_where_the_first_ended(visitor, base):
    days = [timezone.localdate() + dt.timedelta(days=30 + n) for n in range(3)]
    for day in days:
        make_slot(base=base, starts_on=day, ends_on=day)
    first = visitor.get(f"{API}/slots/", {"page_size": 2}).json()
    second = visitor.get(first["next"])
    assert second.status_code == 200
    shown = [row["starts_on"] for row in (*first["results"], *second.json()["results"])]
    assert shown == [day.isoformat() for day in days]
