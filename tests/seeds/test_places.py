"""Slots, bookings and applications of the demo province, and the story that they, teams and evaluations tell when they
are loaded."""

from collections import Counter

import pytest
from django.core.management import call_command

from enterprises.actors import actor_for_operation
from enterprises.models import ENTRY_MODELS
from matchmaking.domain.team import propose_team
from matchmaking.models import Match, Road
from projects.models import (
    Allocation,
    AllocationLine,
    Application,
    Bid,
    Booking,
    Challenge,
    Consortium,
    Evaluation,
    FinanceProduct,
    FirstSetItem,
    Member,
    Opinion,
    Slot,
)
from tests.seeds.files import province

BASES = {row["key"]: row for row in province("pilot_bases")}
SCENARIOS = {row["key"]: row for row in province("scenarios")}
ACHIEVEMENTS = {row["key"]: row for row in province("achievements")}
SLOTS = {row["key"]: row for row in province("slots")}


def test_slots_offer_what_their_base_does() -> None:
    assert len(SLOTS) == len(province("slots"))
    for row in SLOTS.values():
        assert row["service"] in BASES[row["base"]]["services"], row["key"]


def test_bookings_lift_the_level_and_say_what_was_measured() -> None:
    for row in province("bookings"):
        achievement, slot = ACHIEVEMENTS[row["achievement"]], SLOTS[row["slot"]]
        assert achievement["state"] == "published", row
        assert achievement["owner"] != BASES[slot["base"]]["owner"], row
        if row["state"] == "done":
            assert row["trl_reached"] > achievement["trl"], row
            assert len(row["results"]) >= 2, row


def test_three_scenarios_have_more_applications_than_places() -> None:
    applied = Counter(row["scenario"] for row in province("applications"))
    assert {key: (count, SCENARIOS[key]["places"]) for key, count in applied.items()} == {
        "scn-alu-cells": (6, 3),
        "scn-ni-slag": (3, 2),
        "scn-mine-tunnel": (4, 3),
    }
    pairs = [(row["scenario"], row["achievement"]) for row in province("applications")]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.django_db
def test_a_fresh_copy_tells_the_story_of_places(settings, capsys) -> None:
    """Slots taken, a pilot run reported, an allocation decided and one proposed."""
    settings.DEBUG = True
    call_command("seed")
    assert Counter(Booking.objects.values_list("state", flat=True)) == {
        "requested": 4,
        "confirmed": 2,
        "done": 1,
        "refused": 1,
    }
    assert Slot.objects.count() == 8
    assert Counter(Allocation.objects.values_list("state", flat=True)) == {"approved": 1, "proposed": 1}
    decided = AllocationLine.objects.filter(allocation__state="approved")
    assert decided.filter(reason="selected").count() == 2
    assert Application.objects.filter(state="selected").count() == 2
    assert Application.objects.filter(state="submitted").count() == 10
    assert (FirstSetItem.objects.count(), FinanceProduct.objects.count()) == (13, 8)
    for road in Road.objects.all():
        steps = list(road.steps.order_by("position"))
        levels = [(step.trl_before, step.trl_after) for step in steps]
        assert [before for before, _after in levels] == [
            road.trl_from,
            *(after for _before, after in levels),
        ][:-1]
        assert [step.kind for step in steps][-2:] == ["first_set", "finance"]
    assert Road.objects.count() >= 1
    relations = Counter(Match.objects.values_list("relation", flat=True))
    assert relations["achievement_pilot_base"] > 50
    assert relations["achievement_scenario"] > 50
    assert relations["need_capability"] > 20
    lines = [model._default_manager.count() for model in ENTRY_MODELS.values()]
    assert sum(lines) == len(province("lab_profiles")) == 33
    assert min(lines) >= 5
    states = {
        model.__name__: Counter(model._default_manager.values_list("state", flat=True))
        for model in (Consortium, Member, Challenge, Bid, Evaluation, Opinion)
    }
    assert states == {
        "Consortium": {"agreed": 1, "forming": 1},
        "Member": {"accepted": 4},
        "Challenge": {"submitted": 1, "published": 2, "awarded": 1},
        "Bid": {"submitted": 2, "awarded": 1, "not_awarded": 1},
        "Evaluation": {"released": 1, "closed": 1, "open": 1},
        "Opinion": {"given": 5, "asked": 2},
    }
    forming = Consortium.objects.get(state="forming")
    proposal = propose_team(forming, by=actor_for_operation("测试", forming.lead))
    covered = {
        cover.topic.title: cover.achievement.external_id for seat in proposal.seats for cover in seat.covers
    }
    assert covered == {
        "阳极效应提前预报": "ach-cell-state",
        "氧化铝浓度与下料控制": "ach-alumina-control",
        "槽侧壁余热利用": "ach-cell-heat",
    }
    assert [gap.topic.title for gap in proposal.gaps] == ["残极压脱与磷生铁浇铸自动线"]
    counted = (Slot, Booking, Allocation, Consortium, Bid, Opinion)
    before = [model._default_manager.count() for model in counted]
    call_command("seed")
    assert [model._default_manager.count() for model in counted] == before
    assert "8 slots" in capsys.readouterr().out
