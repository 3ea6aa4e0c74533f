"""Applications for scenarios: who may apply, who decides, and when nobody may pick by hand."""

import datetime as dt

import pytest
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from projects.domain.applications import (
    Oversubscribed,
    free_places,
    select_application,
    turn_down_application,
    withdraw_application,
)
from projects.models import Application
from tests.factories import (
    make_application,
    make_listing,
    make_organization,
    make_scenario,
    writer_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


def opener_of(application):
    return writer_for(application.scenario.owner)


def test_an_application_is_selected_while_places_last():
    application = make_application()
    select_application(application, by=opener_of(application))
    assert (application.state, free_places(application.scenario)) == ("selected", 1)
    withdraw_application(application, by=writer_for(application.achievement.owner))
    assert free_places(application.scenario) == 2
    assert [(step.old, step.new) for step in application.transitions.all()] == [
        ("", "submitted"),
        ("submitted", "selected"),
        ("selected", "withdrawn"),
    ]


def test_when_more_apply_than_there_are_places_nobody_picks_by_hand():
    scenario = make_scenario(places=1)
    first, second = make_application(scenario=scenario), make_application(scenario=scenario)
    with pytest.raises(Oversubscribed):
        select_application(first, by=opener_of(first))
    assert Application.objects.filter(state="submitted").count() == 2
    turn_down_application(second, by=opener_of(second), note="没有防爆证书")
    assert select_application(first, by=opener_of(first)).state == "selected"


def test_only_the_opener_decides_and_only_the_applicant_withdraws():
    application = make_application()
    applicant, stranger = writer_for(application.achievement.owner), writer_for(make_organization())
    for by in (applicant, stranger):
        with pytest.raises(NotAllowed):
            select_application(application, by=by)
        with pytest.raises(NotAllowed):
            turn_down_application(application, by=by, note="不")
    for by in (opener_of(application), stranger):
        with pytest.raises(NotAllowed):
            withdraw_application(application, by=by)
    with pytest.raises(Invalid):
        turn_down_application(application, by=opener_of(application), note=" ")


def test_what_cannot_apply():
    scenario = make_scenario()
    own, draft = make_listing("achievement", owner=scenario.owner), make_listing("achievement", publish=False)
    standing = make_application(scenario=scenario).achievement
    for achievement, field in ((own, "achievement"), (draft, "achievement"), (standing, "__all__")):
        with pytest.raises(Invalid) as refused:
            make_application(scenario=scenario, achievement=achievement)
        assert list(refused.value.fields) == [field]


def test_scenarios_that_take_no_applications():
    over = make_scenario(ends_on=timezone.localdate() - dt.timedelta(1))
    capability = make_listing("scenario", list_kind="capability", places=3)
    no_places = make_listing("scenario", list_kind="opportunity")
    draft = make_listing("scenario", list_kind="opportunity", places=3, publish=False)
    for scenario in (over, capability, no_places, draft):
        with pytest.raises(Invalid) as refused:
            make_application(scenario=scenario)
        assert list(refused.value.fields) == ["scenario"]


def test_a_decision_is_final():
    application = make_application()
    turn_down_application(application, by=opener_of(application), note="不符合进入条件")
    with pytest.raises(IllegalTransition):
        select_application(application, by=opener_of(application))
    with pytest.raises(IllegalTransition):
        withdraw_application(application, by=writer_for(application.achievement.owner))
