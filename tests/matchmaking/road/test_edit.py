"""Changes of a road: who makes them, what is refused, what stands in the record, what each reader sees."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, LostRace, NotAllowed
from enterprises.actors import actor_for_user
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.road.edit import (
    agree_to_road,
    draft_road,
    move_step,
    plan_step,
    remove_step,
    replace_party,
)
from matchmaking.domain.road.queries import road_steps_visible_to, roads_visible_to
from matchmaking.models import RoadChange, RoadStep
from projects.domain.publication import close_listing
from tests.factories import make_booking, make_listing, make_slot, writer_for

pytestmark = pytest.mark.django_db


def steps_of(road):
    return [(step.kind, step.trl_before, step.trl_after) for step in road.steps.order_by("position")]


def at(road, kind):
    return road_steps_visible_to(writer_for(road.docking.match.wanted.owner)).get(road=road, kind=kind)


@pytest.fixture
def alice(people):
    return actor_for_user(people.alice)


@pytest.fixture
def bob(people):
    return actor_for_user(people.bob)


def test_only_those_who_work_on_the_docking_change_its_road(road, people, docking):
    for outsider in (people.oscar, people.carol):
        with pytest.raises(NotAllowed):
            plan_step(at(road, "pilot"), {"note": "改"}, by=actor_for_user(outsider))
    with pytest.raises(NotAllowed):
        draft_road(docking, by=actor_for_user(people.oscar))
    with pytest.raises(NotAllowed):
        agree_to_road(
            road, road.version, by=actor_for_user(people.dave)
        )  # he may change it, not agree for a side
    plan_step(at(road, "pilot"), {"note": "约定"}, by=actor_for_user(people.dave))
    assert [(change.what, change.by_label) for change in RoadChange.objects.all()] == [("planned", "戴夫")]


def test_both_sides_and_untied_staff_see_it_and_nobody_else(road, people):
    sees = {
        name: roads_visible_to(actor_for_user(getattr(people, name))).count()
        for name in ("alice", "bob", "carol", "dave", "oscar")
    }
    assert sees == {"alice": 1, "bob": 1, "carol": 1, "dave": 1, "oscar": 0}


def test_after_the_end_of_the_docking_nothing_changes(road, docking, alice):
    step = at(road, "pilot")
    advance_docking(docking, "terminated", by=alice, reasons=["5"], note="不再合作")
    for act in (
        lambda: plan_step(step, {"note": "改"}, by=alice),
        lambda: remove_step(step, by=alice),
        lambda: draft_road(docking, by=alice),
        lambda: agree_to_road(road, road.version, by=alice),
    ):
        with pytest.raises(IllegalTransition):
            act()


def test_a_party_must_take_the_step_and_be_on_show(road, alice, base):
    narrow = make_listing("pilot_base", trl_from=5, trl_to=8)
    proof = make_listing("pilot_base", base_kind="proof", trl_from=1, trl_to=9)
    hidden = make_listing("pilot_base", trl_from=1, trl_to=9, publish=False)
    scenario = make_listing("scenario", list_kind="opportunity", places=1)
    refused = {}
    for name, listing in {"narrow": narrow, "proof": proof, "hidden": hidden, "scenario": scenario}.items():
        with pytest.raises(Invalid) as error:
            replace_party(at(road, "pilot"), listing.pk, by=alice)
        refused[name] = next(iter(error.value.fields))
    assert refused == {"narrow": "step", "proof": "party", "hidden": "party", "scenario": "party"}
    wide = make_listing("pilot_base", trl_from=4, trl_to=6)
    replace_party(at(road, "pilot"), wide.pk, by=alice)
    replace_party(at(road, "scenario"), scenario.pk, by=alice)
    assert [step.listing_id for step in road.steps.order_by("position")] == [wide.pk, scenario.pk, None]


def test_what_is_left_out_is_taken_over_by_a_neighbour_who_can(road, alice):
    with pytest.raises(Invalid):
        replace_party(at(road, "scenario"), at(road, "pilot").listing_id, by=alice)
    remove_step(at(road, "pilot"), by=alice)  # nobody is named for the scenario: it takes over all levels
    assert steps_of(road) == [("scenario", 4, 8), ("finance", 8, 8)]
    with pytest.raises(Invalid):
        remove_step(at(road, "scenario"), by=alice)  # nothing is left that could lift
    remove_step(at(road, "finance"), by=alice)
    assert steps_of(road) == [("scenario", 4, 8)]


def test_a_named_neighbour_takes_over_only_what_it_can(road, alice):
    """The pilot base stops at 7, so the scenario's step to 8 stays."""
    with pytest.raises(Invalid) as refused:
        remove_step(at(road, "scenario"), by=alice)
    assert "6 级到 8 级没有别的步骤可以承担" in str(refused.value.fields["step"])
    assert steps_of(road) == [("pilot", 4, 6), ("scenario", 6, 8), ("finance", 8, 8)]


def test_money_comes_at_any_time_and_work_in_its_order(road, alice):
    move_step(at(road, "finance"), 0, by=alice)
    assert steps_of(road) == [("finance", 4, 4), ("pilot", 4, 6), ("scenario", 6, 8)]
    with pytest.raises(Invalid):
        move_step(at(road, "scenario"), 0, by=alice)
    with pytest.raises(Invalid):
        move_step(at(road, "scenario"), 3, by=alice)


def test_days_are_in_order(road, alice):
    today = timezone.localdate()
    plan_step(at(road, "pilot"), {"starts_on": today, "ends_on": today + dt.timedelta(days=20)}, by=alice)
    with pytest.raises(Invalid) as refused:
        plan_step(at(road, "scenario"), {"starts_on": today + dt.timedelta(days=5)}, by=alice)
    assert list(refused.value.fields) == ["step"]
    with pytest.raises(Invalid) as refused:
        plan_step(at(road, "pilot"), {"ends_on": today - dt.timedelta(days=1)}, by=alice)
    assert list(refused.value.fields) == ["ends_on"]


def test_nobody_agrees_twice_and_two_sides_adopt(road, alice, bob):
    agree_to_road(road, road.version, by=alice)
    with pytest.raises(IllegalTransition):
        agree_to_road(road, road.version, by=alice)
    agree_to_road(road, road.version, by=bob)
    road.refresh_from_db()
    assert (road.state, road.agreed_side) == ("adopted", "")


def test_nobody_agrees_to_a_road_that_was_changed_since_they_read_it(road, alice, bob):
    read = road.version
    plan_step(at(road, "pilot"), {"note": "改到下月"}, by=alice)
    for version in (read, read + 2, None):
        with pytest.raises(LostRace) as refused:
            agree_to_road(road, version, by=bob)
        assert str(refused.value) == (
            "路线在您打开之后有过改动，现在是第 1 稿。请看过现在的路线，再决定是否同意。"
        )
    road.refresh_from_db()
    assert (road.state, road.version, road.transitions.count()) == ("draft", 1, 0)
    agree_to_road(road, road.version, by=bob)
    remove_step(at(road, "finance"), by=alice)  # and so to the other side's yes
    road.refresh_from_db()
    assert (road.state, road.version) == ("draft", 2)
    with pytest.raises(LostRace):
        agree_to_road(road, 1, by=alice)


def test_the_page_and_the_interface_send_the_version_that_was_read(road, docking, people, client, partner):
    client.force_login(people.bob)
    url = f"/api/v1/dockings/{docking.pk}/road/"
    page = client.get(f"/dockings/{docking.pk}/road/").content.decode()
    assert '<input type="hidden" name="version" value="0">' in page
    assert partner.get(url).json()["version"] == 0
    plan_step(at(road, "pilot"), {"note": "改到下月"}, by=actor_for_user(people.alice))
    stale = "路线在您打开之后有过改动，现在是第 1 稿。"
    for sent in ({"version": "0"}, {}, {"version": "9" * 5000}, {"version": "-1"}):
        answer = client.post(f"/dockings/{docking.pk}/road/act/", {"verb": "agree", **sent}, follow=True)
        assert stale in answer.content.decode()
    told = partner.post(f"{url}agree/", {"version": 0}, format="json")
    assert (told.status_code, told.json()["code"], stale in told.json()["detail"]) == (409, "lost_race", True)
    unsaid = partner.post(f"{url}agree/", {}, format="json")
    assert (unsaid.status_code, [each["pointer"] for each in unsaid.json()["errors"]]) == (422, ["#/version"])
    road.refresh_from_db()
    assert (road.state, road.agreed_side) == ("draft", "")
    assert partner.post(f"{url}agree/", {"version": 1}, format="json").json()["agreed_side"] == "wanted"


def test_the_other_side_learns_of_a_booking_when_the_road_is_adopted(
    road, base, docking, people, alice, bob, client
):
    slot = make_slot(base=base)
    make_booking(slot=slot, achievement=docking.match.offered.achievement)
    client.force_login(people.alice)
    address = f"/dockings/{docking.pk}/road/"
    assert ">已申请</text>" not in client.get(address).content.decode()
    agree_to_road(road, road.version, by=alice)
    agree_to_road(road, road.version, by=bob)
    assert ">已申请</text>" in client.get(address).content.decode()


def test_a_party_off_show_is_not_named_any_more(road, base, docking, people, client):
    client.force_login(people.alice)
    assert base.title in client.get(f"/dockings/{docking.pk}/road/").content.decode()
    close_listing(base, by=writer_for(base.owner))
    page = client.get(f"/dockings/{docking.pk}/road/").content.decode()
    assert (base.title in page, "（已不对外展示）" in page) == (False, True)


def test_a_road_costs_the_same_at_1_and_at_30_steps(road, docking, people, client, base):
    client.force_login(people.alice)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/dockings/{docking.pk}/road/").status_code == 200
        return len(seen)

    queries()
    few = queries()
    for n in range(27):
        RoadStep.objects.create(
            road=road,
            position=3 + n,
            kind="pilot",
            trl_before=8,
            trl_after=8,
            listing_id=base.pk,
            filled=True,
        )
    assert queries() == few


def test_partners_of_both_sides_draw_up_a_road(partner, lab_partner, road, docking):
    url = f"/api/v1/dockings/{docking.pk}/road/"
    shown = partner.get(url).json()
    assert shown == lab_partner.get(url).json()
    assert [
        (step["kind"], step["trl_before"], step["trl_after"], step["state"]) for step in shown["steps"]
    ] == [
        ("pilot", 4, 6, "planned"),
        ("scenario", 6, 8, "open"),
        ("finance", 8, 8, "open"),
    ]
    money = shown["steps"][2]["id"]
    moved = lab_partner.post(f"/api/v1/road-steps/{money}/move/", {"position": 0}, format="json").json()
    assert [step["kind"] for step in moved["steps"]] == ["finance", "pilot", "scenario"]
    planned = partner.post(f"/api/v1/road-steps/{money}/plan/", {"cost": "300000.00"}, format="json").json()
    assert planned["steps"][0]["cost"] == "300000.00"
    read = {"version": planned["version"]}
    assert partner.post(f"{url}agree/", read, format="json").json()["agreed_side"] == "wanted"
    assert lab_partner.post(f"{url}agree/", read, format="json").json()["state"] == "adopted"
    left = partner.post(f"/api/v1/road-steps/{money}/remove/", {}, format="json").json()
    assert ([step["kind"] for step in left["steps"]], left["state"]) == (["pilot", "scenario"], "draft")
    assert [change["what"] for change in left["changes"]] == ["removed", "planned", "moved"]
