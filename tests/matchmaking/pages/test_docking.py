"""Dockings: the list, the page with its road and contacts, and each act for each of the people."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enterprises.actors import actor_for_user
from enterprises.domain.ties import declare_tie
from enterprises.models import ContactReading
from matchmaking.domain.docking import assign_manager
from matchmaking.models import Docking
from tests.factories import make_docking, make_listing
from tests.matchmaking.pages.conftest import NAMES

READERS = {"alice": 200, "bob": 200, "carol": 200, "dave": 200, "oscar": 404, "nobody": 302}


@pytest.fixture
def docking(pair):
    return make_docking(**pair)


def step(**values):
    day = timezone.localdate() + dt.timedelta(days=5)
    return {"new": "visit", "next_step": "现场取样", "next_deadline": day.isoformat(), "note": "", **values}


@pytest.mark.parametrize("name", NAMES)
def test_who_reads_it(browse, docking, name):
    assert browse(name).get(f"/dockings/{docking.pk}/").status_code == READERS[name]


def test_each_side_reads_the_contact_of_the_other(browse, people, docking):
    of_lab, of_enterprise = people.lab.contacts.get(), people.enterprise.contacts.get()
    shown = {
        name: browse(name).get(f"/dockings/{docking.pk}/").content.decode()
        for name in ("alice", "bob", "dave")
    }
    assert {name: (of_enterprise.phone in page, of_lab.phone in page) for name, page in shown.items()} == {
        "alice": (False, True),
        "bob": (True, False),
        "dave": (True, True),
    }


def test_the_staff_s_reading_of_contacts_leaves_rows_and_who_is_tied_reads_none(browse, people, docking):
    of_lab, of_enterprise = people.lab.contacts.get(), people.enterprise.contacts.get()
    path = f"/dockings/{docking.pk}/"
    declare_tie(people.lab, kind="shares", by=actor_for_user(people.dave))
    for name in ("alice", "bob", "carol", "carol", "dave"):
        browse(name).get(path)
    rows = ContactReading.objects.order_by("id").values_list("by_label", "contact", "basis")
    basis = f"跟进对接 {docking.number}"
    assert sorted(rows) == sorted(("卡萝", contact.pk, basis) for contact in (of_enterprise, of_lab))
    texts = [
        browse("dave").get(each).text for each in (path, f"/admin/matchmaking/docking/{docking.pk}/change/")
    ]
    texts.append(browse("dave").get("/admin/matchmaking/contactrelease/").text)
    shown = [sign in text for text in texts for sign in (of_lab.phone, of_lab.name, of_enterprise.phone)]
    assert shown == [False] * 9


def test_the_road_is_drawn(browse, docking):
    page = browse("alice").get(f"/dockings/{docking.pk}/").content.decode()
    assert '<svg class="road-map"' in page
    assert page.count('<g class="ahead">') == 8
    assert page.count('<g class="current">') == 1


@pytest.mark.parametrize(
    ("name", "status", "state"),
    [
        ("alice", 302, "visit"),
        ("bob", 302, "visit"),
        ("carol", 302, "opened"),
        ("dave", 302, "visit"),
        ("oscar", 404, "opened"),
        ("nobody", 302, "opened"),
    ],
)
def test_advance(browse, docking, name, status, state):
    response = browse(name).post(f"/dockings/{docking.pk}/advance/", step())
    docking.refresh_from_db()
    assert (response.status_code, docking.state) == (status, state)


def test_the_responsible_manager_advances_too(browse, people, docking):
    assign_manager(docking, people.carol, by=actor_for_user(people.dave))
    browse("carol").post(f"/dockings/{docking.pk}/advance/", step(note="双方已见面"))
    docking.refresh_from_db()
    assert (docking.state, docking.next_step) == ("visit", "现场取样")
    assert "双方已见面" in browse("bob").get(f"/dockings/{docking.pk}/").content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"next_deadline": ""}, "next_deadline"),
        ({"next_deadline": "2020-01-01"}, "next_deadline"),
        ({"new": "terminated", "reasons": ["8"], "note": ""}, "note"),
        ({"new": "accepted"}, "new"),
        ({"new": ""}, "new"),
    ],
)
def test_what_is_missing_stands_at_its_field(browse, docking, values, field):
    response = browse("alice").post(f"/dockings/{docking.pk}/advance/", step(**values))
    docking.refresh_from_db()
    assert (response.status_code, docking.state) == (422, "opened")
    assert list(response.context["advance_form"].errors) == [field]


def test_a_side_exit_is_drawn_and_a_way_back_offered(browse, docking):
    client = browse("alice")
    client.post(f"/dockings/{docking.pk}/advance/", step(new="on_hold", reasons=["6"], note="等环评"))
    response = client.get(f"/dockings/{docking.pk}/")
    assert '<g class="exit on_hold">' in response.content.decode()
    assert "opened" in dict(response.context["advance_form"].fields["new"].choices)


def test_an_ended_docking_has_no_form(browse, docking):
    client = browse("bob")
    client.post(
        f"/dockings/{docking.pk}/advance/",
        step(new="terminated", reasons=["8"], note="路线改变", next_deadline=""),
    )
    assert client.get(f"/dockings/{docking.pk}/").context["may_advance"] is False


@pytest.mark.parametrize(
    ("name", "assigned"), [("alice", False), ("carol", True), ("dave", True), ("oscar", False)]
)
def test_who_names_the_manager(browse, people, docking, name, assigned):
    browse(name).post(f"/dockings/{docking.pk}/assign/", {"manager": str(people.carol.pk)})
    docking.refresh_from_db()
    assert (docking.manager == people.carol) == assigned


def test_a_manager_is_one_of_the_brokers(browse, people, docking):
    response = browse("dave").post(f"/dockings/{docking.pk}/assign/", {"manager": str(people.oscar.pk)})
    docking.refresh_from_db()
    assert (response.status_code, docking.manager) == (422, None)


@pytest.mark.parametrize(
    ("name", "seen"), [("alice", 1), ("bob", 1), ("carol", 1), ("dave", 1), ("oscar", 0)]
)
def test_the_list_holds_what_the_reader_sees(browse, docking, name, seen):
    response = browse(name).get("/dockings/")
    assert response.context["counts"]["open"] == len(response.context["page"].object_list) == seen


def test_overdue_comes_first_and_says_by_how_much(browse, people, docking):
    late = make_docking(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )
    Docking.objects.filter(pk=late.pk).update(next_deadline=timezone.localdate() - dt.timedelta(days=3))
    response = browse("alice").get("/dockings/")
    assert [row.pk for row in response.context["page"]] == [late.pk, docking.pk]
    assert "超期 3 天" in response.content.decode()
    assert [row.pk for row in browse("dave").get("/dockings/?show=overdue").context["page"]] == [late.pk]


def test_a_manager_sees_their_own(browse, people, docking):
    assert len(browse("carol").get("/dockings/?mine=1").context["page"].object_list) == 0
    assign_manager(docking, people.carol, by=actor_for_user(people.dave))
    assert len(browse("carol").get("/dockings/?mine=1").context["page"].object_list) == 1


def test_three_rows_cost_the_queries_of_one(browse):
    client, counted = browse("dave"), []
    for more in (1, 2):
        for _i in range(more):
            make_docking()
        client.get("/dockings/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/dockings/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
