"""A step of the two sides' own: where it goes, what gives way to it, what is refused, and who may."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import actor_for_user
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.road.edit import MOST_STEPS, add_step, move_step, plan_step, remove_step
from matchmaking.domain.road.queries import road_steps_visible_to
from matchmaking.models import RoadChange, RoadStep
from tests.factories import make_listing, writer_for

pytestmark = pytest.mark.django_db
STANDS = [("pilot", 4, 6), ("scenario", 6, 8), ("finance", 8, 8)]


def steps_of(road):
    return [(step.kind, step.trl_before, step.trl_after) for step in road.steps.order_by("position")]


def at(road, kind):
    return road_steps_visible_to(writer_for(road.docking.match.wanted.owner)).get(road=road, kind=kind)


def step(kind, before, after, **values):
    return {"kind": kind, "trl_before": before, "trl_after": after, **values}


def refused(road, by, values):
    with pytest.raises(Invalid) as error:
        add_step(road, values, by=by)
    assert steps_of(road) == STANDS  # nothing was written
    return {name: str(text) for name, text in error.value.fields.items()}


@pytest.fixture
def alice(people):
    return actor_for_user(people.alice)


@pytest.mark.parametrize(
    ("new", "stands"),
    [
        (("concept", 4, 5), [("concept", 4, 5), ("pilot", 5, 6), ("scenario", 6, 8), ("finance", 8, 8)]),
        (("pilot", 5, 7), [("pilot", 4, 5), ("pilot", 5, 7), ("scenario", 7, 8), ("finance", 8, 8)]),
        (("scenario", 7, 8), [("pilot", 4, 6), ("scenario", 6, 7), ("scenario", 7, 8), ("finance", 8, 8)]),
        (("scenario", 8, 9), [*STANDS, ("scenario", 8, 9)]),
        (("concept", 4, 4), [("concept", 4, 4), *STANDS]),
        (("scenario", 6, 6), [("pilot", 4, 6), ("scenario", 6, 6), ("scenario", 6, 8), ("finance", 8, 8)]),
        (("first_set", 8, 8), [*STANDS, ("first_set", 8, 8)]),
        (("finance", 4, 4), [("finance", 4, 4), *STANDS]),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_a_step_goes_where_its_levels_say_and_its_neighbours_give_way(road, alice, new, stands):
    add_step(road, step(*new), by=alice)
    assert steps_of(road) == stands


def test_what_was_at_a_level_between_stays_on_the_road(road, alice):
    """Money at level 6 comes before the new step, and so after level 5."""
    add_step(road, step("finance", 6, 6), by=alice)
    add_step(road, step("pilot", 5, 7), by=alice)
    assert steps_of(road)[:4] == [("pilot", 4, 5), ("finance", 5, 5), ("pilot", 5, 7), ("scenario", 7, 8)]


@pytest.mark.parametrize(
    ("new", "field", "words"),
    [
        (("pilot", 6, 5), "trl_after", "之后成熟度不能低于之前成熟度。"),
        (("finance", 4, 5), "trl_after", "“金融支持”不提升成熟度"),
        (("first_set", 8, 9), "trl_after", "“首台套”从 9 级起才提升成熟度"),
        (("scenario", 8, 10), "trl_after", "“场景验证”最高提升到 9 级。"),
        (("concept", 3, 5), "trl_before", "4 至 8 级"),
        (("scenario", 9, 9), "trl_before", "4 至 8 级"),
        (("pilot", 4, 6), "step", "“中试”从 4 级做到 6 级，会一级也不剩"),
        (("finance", 5, 5), "step", "“中试”从 4 级做到 6 级，不能从中间断开"),
        (("concept", 6, 7), "step", "“概念验证”要在“中试”之前。"),
        (("pilot", 0, 5), "trl_before", "4 至 8 级"),
        (("loan", 4, 4), "kind", ""),
    ],
)
def test_a_step_that_is_not_to_be_had_is_refused_at_its_field(road, alice, new, field, words):
    told = refused(road, alice, step(*new))
    assert list(told) == [field]
    assert words in told[field]


def test_its_party_must_take_it_and_be_on_show(road, alice):
    proof = make_listing("pilot_base", base_kind="proof", trl_from=1, trl_to=5)
    hidden = make_listing("pilot_base", trl_from=1, trl_to=9, publish=False)
    assert "party" in refused(road, alice, step("pilot", 4, 5, party=proof.pk))
    assert "party" in refused(road, alice, step("pilot", 4, 5, party=hidden.pk))
    late = make_listing("pilot_base", trl_from=5, trl_to=8)
    told = refused(road, alice, step("pilot", 4, 5, party=late.pk))
    assert told == {"step": "承担方不能把成熟度从 4 级提升到 5 级。"}
    added = add_step(road, step("concept", 4, 5, party=proof.pk), by=alice)
    assert (added.listing_id, added.filled, added.reasons[0]["reason"]) == (proof.pk, True, "lifts")


def test_a_first_day_and_months_give_the_last_day(road, alice):
    today = timezone.localdate()
    with pytest.raises(Invalid) as error:
        add_step(road, step("scenario", 7, 8, starts_on=today, ends_on=today - dt.timedelta(1)), by=alice)
    assert list(error.value.fields) == ["ends_on"]
    with pytest.raises(Invalid) as error:
        add_step(road, step("scenario", 7, 8, starts_on=dt.date(9999, 12, 1), months=2), by=alice)
    assert list(error.value.fields) == ["starts_on"]
    kept = add_step(road, step("scenario", 7, 8, months=6), by=alice)
    assert (kept.starts_on, kept.ends_on, kept.months) == (None, None, 6)
    plan_step(kept, {"starts_on": dt.date(2026, 8, 31)}, by=alice)
    kept.refresh_from_db()
    assert (kept.ends_on, kept.months) == (dt.date(2027, 2, 28), None)


def test_reasons_follow_the_levels(road, alice, base):
    """What the pilot base is said to lift is what its step lifts now, also when a neighbour takes levels."""
    pilot = at(road, "pilot")
    pilot.reasons = [{"code": "road", "reason": "lifts", "detail": {"before": 4, "after": 6}}]
    pilot.save()
    add_step(road, step("concept", 4, 5), by=alice)
    assert at(road, "pilot").reasons[0]["detail"] == {"before": 5, "after": 6}
    remove_step(at(road, "concept"), by=alice)
    assert at(road, "pilot").reasons[0]["detail"] == {"before": 4, "after": 6}


def test_a_gap_that_is_none_any_more_does_not_speak_of_what_is_lacking(road, alice):
    line = make_listing("pilot_base", trl_from=5, trl_to=7)
    pilot = at(road, "pilot")
    pilot.listing_id, pilot.filled = line.pk, False
    pilot.reasons = [{"code": "road", "reason": "starts_higher", "detail": {"low": 5, "before": 4}}]
    pilot.save()
    add_step(road, step("concept", 4, 5), by=alice)
    assert at(road, "pilot").reasons == []


def test_what_money_lacks_follows_the_place_of_its_step(road, alice):
    """A product from level 9 on: moved before the last lift, it says level 6, and nothing where it fits."""
    finance = at(road, "finance")
    told = {"code": "road", "reason": "money_level", "detail": {"low": 9, "high": 13, "level": 8}}
    finance.reasons = [told]
    finance.save()
    move_step(finance, 1, by=alice)
    assert at(road, "finance").reasons == [{**told, "detail": {"low": 9, "high": 13, "level": 6}}]

    finance.refresh_from_db()
    finance.reasons = [{**told, "detail": {"low": 7, "high": 13, "level": 6}}]
    finance.save()
    move_step(finance, 2, by=alice)
    assert at(road, "finance").reasons == []


def test_only_those_who_work_on_the_docking_add_a_step_and_only_while_it_goes_on(
    road, docking, people, alice, client
):
    for outsider in (people.oscar, people.carol):
        with pytest.raises(NotAllowed):
            add_step(road, step("finance", 8, 8), by=actor_for_user(outsider))
    advance_docking(docking, "terminated", by=alice, reasons=["5"], note="不再合作")
    with pytest.raises(IllegalTransition):
        add_step(road, step("finance", 8, 8), by=alice)
    client.force_login(people.alice)
    assert client.get(f"/dockings/{docking.pk}/road/add/").status_code == 302  # no form that would be refused
    assert RoadChange.objects.count() == 0


def test_a_road_has_its_most_steps(road, alice):
    for n in range(3, MOST_STEPS):
        RoadStep.objects.create(road=road, position=n, kind="finance", trl_before=8, trl_after=8)
    with pytest.raises(Invalid):
        add_step(road, step("finance", 8, 8), by=alice)
    assert road.steps.count() == MOST_STEPS


def test_the_page_says_what_is_wrong_and_keeps_what_was_written(road, docking, people, client):
    address = f"/dockings/{docking.pk}/road/add/"
    client.force_login(people.carol)
    assert client.get(address).status_code == 302  # she reads the road, and is sent back to it
    client.force_login(people.alice)
    scenario = make_listing("scenario", list_kind="opportunity", places=1)
    sent = {"kind": "concept", "trl_before": "6", "trl_after": "7", "why": "先做样机"}
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [word for word in ("“概念验证”要在“中试”之前。", "先做样机") if word not in page] == []
    assert client.post(address, {**sent, "party": "x"}).status_code == 422
    good = {**sent, "kind": "scenario", "trl_before": "7", "trl_after": "8", "months": "3", "party": ""}
    assert client.post(address, good).status_code == 302
    shown = client.get(f"/dockings/{docking.pk}/road/").content.decode()
    assert [word for word in ("先做样机", "约 3 个月", "增加一步") if word not in shown] == []
    assert steps_of(road)[1:3] == [("scenario", 6, 7), ("scenario", 7, 8)]
    assert scenario.title  # it is on show, and not taken without being named


def test_the_form_costs_the_same_at_1_and_at_30_parties(road, docking, people, client):
    client.force_login(people.alice)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/dockings/{docking.pk}/road/add/").status_code == 200
        return len(seen)

    title = {"title": docking.match.offered.title, "summary": docking.match.offered.summary}
    make_listing("scenario", list_kind="opportunity", places=1, **title)
    queries()
    few = queries()
    for _n in range(29):
        make_listing("scenario", list_kind="opportunity", places=1, **title)
    queries()
    assert queries() == few


def test_partners_add_a_step(partner, road, docking):
    url = f"/api/v1/dockings/{docking.pk}/road/steps/"
    body = step("pilot", 5, 7, why="放大到百公斤级", months=4, cost="80000.00")
    answer = partner.post(url, body, format="json")
    assert answer.status_code == 201, answer.content
    added = answer.json()["steps"][1]
    assert {name: added[name] for name in (*body, "filled", "party", "state")} == {
        **body,
        "filled": False,
        "party": None,
        "state": "open",
    }
    assert added["reasons"][0] == {"text": "放大到百公斤级", "speaks_for": True}
    wrong = partner.post(url, step("pilot", 6, 5), format="json")
    assert (wrong.status_code, [each["pointer"] for each in wrong.json()["errors"]]) == (422, ["#/trl_after"])
    unknown = partner.post(url, {**body, "trl_after": 14, "by": "me"}, format="json")
    assert sorted(each["pointer"] for each in unknown.json()["errors"]) == ["#/by", "#/trl_after"]
    move_step(at(road, "finance"), 0, by=writer_for(docking.match.wanted.owner))  # the road goes on as it did
