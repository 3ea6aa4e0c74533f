"""A docking goes on step by step, with somebody responsible and a date."""

import datetime as dt

import pytest
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.models import Organization
from matchmaking.domain.docking import advance_docking, assign_manager
from matchmaking.states import DOCKING_MOVES, DOCKING_ROAD, DockingState
from projects.domain.evidence import confirm_project
from projects.domain.publicity import start_publicity
from projects.domain.stages import enter_stage
from projects.domain.transfer_project import edit_contract
from projects.models import Listing, TransferProject
from tests.contracts import FACTS, show
from tests.factories import make_administrator, make_docking, make_listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def docking(people):
    return make_docking(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )


def next_week():
    return timezone.localdate() + dt.timedelta(days=7)


def test_the_whole_road_to_success(people, docking):
    """Each later step waits until the transfer project shows what it asks for."""
    alice, lab = actor_for_user(people.alice), actor_for_user(people.bob)

    def advance(state: str) -> None:
        advance_docking(docking, state, by=alice, next_step="下一步", next_deadline=next_week())

    def refused(state: str) -> str:
        with pytest.raises(Invalid) as error:
            advance(state)
        return str(error.value.fields["state"])

    for state in DOCKING_ROAD[1:5]:
        advance(state)
    project = docking.project
    assert (project.provider, project.receiver, project.state) == (people.lab, people.enterprise, "opened")

    assert refused("registered") == "请先在转化项目的合同信息中填写登记编号。"
    docking.project = edit_contract(project, {**FACTS, "registration_number": "2026620100000123"}, by=lab)
    advance("registered")
    advance("executing")
    assert refused("accepted") == "请先在转化项目中上传验收证明。"
    show(project, "acceptance")
    advance("accepted")
    assert refused("succeeded") == "须双方都在转化项目中确认后，才能记为成功。"
    confirm_project(project, side="provider", consents=True, by=lab)
    assert refused("succeeded") == "须双方都在转化项目中确认后，才能记为成功。"
    confirm_project(project, side="receiver", consents=True, by=alice)
    advance("succeeded")
    assert [row.new for row in docking.transitions.all()] == list(DOCKING_ROAD)
    assert (docking.state, docking.next_deadline) == ("succeeded", None)
    need = Listing.objects.get(pk=docking.match.wanted_id)
    assert (need.state, need.transitions.last().note) == ("docked", f"对接 {docking.number} 已签订合同")


def test_a_step_that_goes_on_has_a_date_that_is_not_past(people, docking):
    alice = actor_for_user(people.alice)
    for deadline in (None, timezone.localdate() - dt.timedelta(days=1)):
        with pytest.raises(Invalid) as refused:
            advance_docking(docking, "visit", by=alice, next_deadline=deadline)
        assert set(refused.value.fields) == {"next_deadline"}


def test_a_pause_and_an_end_have_a_reason(people, docking):
    for state in ("on_hold", "sent_back", "terminated", "expired"):
        with pytest.raises(Invalid) as refused:
            advance_docking(docking, state, by=actor_for_user(people.bob))
        assert set(refused.value.fields) - {"next_deadline"} == {"note", "reasons"}
    advance_docking(
        docking,
        "on_hold",
        by=actor_for_user(people.bob),
        reasons=["6"],
        note="等待环评",
        next_deadline=next_week(),
    )
    advance_docking(docking, "opened", by=actor_for_user(people.alice), next_deadline=next_week())
    advance_docking(docking, "terminated", by=actor_for_user(people.bob), reasons=["8"], note="技术路线改变")
    with pytest.raises(IllegalTransition):
        advance_docking(docking, "opened", by=actor_for_user(people.bob), next_deadline=next_week())


def test_an_agreed_price_of_a_state_unit_holds_the_docking_up(people, docking):
    Organization.objects.filter(pk=people.lab.pk).update(state_owned=True)
    docking.refresh_from_db()
    by = actor_for_user(people.bob)
    for state in ("negotiation", "signed"):
        advance_docking(docking, state, by=by, next_deadline=next_week())
    docking.project = edit_contract(docking.project, {**FACTS, "pricing_method": "agreement"}, by=by)
    with pytest.raises(Invalid, match="须先公示不少于15天"):
        advance_docking(docking, "executing", by=by, next_deadline=next_week())
    today = timezone.localdate()
    docking.project = start_publicity(docking.project, start=today, where="公告栏", by=by)
    with pytest.raises(Invalid, match="还有 15 天"):
        advance_docking(docking, "executing", by=by, next_deadline=next_week())
    show(docking.project, "pricing")
    start = today - dt.timedelta(days=15)
    docking.project = start_publicity(docking.project, start=start, where="公告栏", by=by)
    advance_docking(docking, "executing", by=by, next_deadline=next_week())
    assert docking.state == "executing"


@pytest.mark.parametrize("stage", ["opened", "breakthrough"])
def test_a_contract_that_is_ended_ends_its_project(people, docking, stage):
    by = actor_for_user(people.alice)
    for state in ("negotiation", "signed"):
        advance_docking(docking, state, by=by, next_deadline=next_week())
    if stage == "breakthrough":
        edit_contract(docking.project, FACTS, by=by)
        show(docking.project, "contract")
        enter_stage(docking.project, stage, by=by)
        docking.refresh_from_db()
    advance_docking(docking, "terminated", by=by, reasons=["5"], note="资金未到位")
    project = TransferProject.objects.get(docking=docking)
    last = project.transitions.last()
    assert (project.state, last.old, last.note) == ("terminated", stage, "资金未到位")


def test_who_looks_after_the_docking_looks_after_its_project(people, docking):
    for state in ("negotiation", "signed"):
        advance_docking(docking, state, by=actor_for_user(people.alice), next_deadline=next_week())
    assign_manager(docking, people.carol, by=actor_for_user(people.dave))
    docking.project.refresh_from_db()
    assert docking.project.manager == people.carol


def test_outsiders_and_brokers_who_are_not_responsible_do_not_move_it(people, docking):
    for user in (people.oscar, people.carol):
        with pytest.raises(NotAllowed):
            advance_docking(docking, "visit", by=actor_for_user(user), next_deadline=next_week())
    assign_manager(docking, people.carol, by=actor_for_user(people.dave))
    advance_docking(docking, "visit", by=actor_for_user(people.carol), next_deadline=next_week())
    assert docking.state == "visit"


def test_only_a_broker_is_made_responsible(people, docking):
    with pytest.raises(Invalid):
        assign_manager(docking, people.alice, by=actor_for_user(people.dave))
    with pytest.raises(NotAllowed):
        assign_manager(docking, people.carol, by=actor_for_user(people.alice))


def test_every_state_can_be_reached_and_only_ends_are_ends():
    reached = {DockingState.OPENED} | {new for news in DOCKING_MOVES.values() for new in news}
    assert reached == set(DockingState)
    assert {state for state, news in DOCKING_MOVES.items() if not news} == {"succeeded", "terminated"}


def test_administrators_move_any_docking(docking):
    advance_docking(docking, "visit", by=actor_for_user(make_administrator()), next_deadline=next_week())
    assert docking.state == "visit"
