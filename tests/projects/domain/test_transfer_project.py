"""A signature opens a project; its facts are kept true, its price hangs in public, its stages ask for evidence."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.models import Organization
from projects.domain.evidence import confirm_project, confirmed_sides, record_effect
from projects.domain.follow_ups import due_after, record_follow_up
from projects.domain.ledger import plan_payment, record_receipt
from projects.domain.publicity import publicity_days_left, start_publicity
from projects.domain.stages import enter_stage
from projects.domain.transfer_project import edit_contract
from projects.models import ProjectChange, TransferProject
from projects.states import PROJECT_MOVES, ProjectStage
from tests.contracts import FACTS, make_project, make_signed_docking, plan_whole, show
from tests.factories import writer_for

pytestmark = pytest.mark.django_db


def sentence_of(call, *args, **values) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        call(*args, **values)
    return {name: str(text) for name, text in refused.value.fields.items()}


def test_a_signature_opens_a_project_with_what_is_known(people):
    docking = make_signed_docking(people, trl=6, ownership="O1")
    project = TransferProject.objects.get(docking=docking)
    assert (project.provider, project.receiver, project.state) == (people.lab, people.enterprise, "opened")
    assert (project.achievement_id, project.need_id) == (docking.match.offered_id, docking.match.wanted_id)
    assert (project.trl_before, project.ownership, project.signed_on) == (6, "O1", timezone.localdate())
    assert [row.new for row in project.transitions.all()] == ["opened"]
    due = [(row.months, row.due_on) for row in project.follow_ups.all()]
    assert due == [(months, due_after(project.signed_on, months)) for months in (1, 3, 6, 12, 24)]


def test_facts_are_changed_with_a_trace_and_a_new_revision(people):
    project = make_signed_docking(people).project
    alice = actor_for_user(people.alice)
    edit_contract(project, FACTS, by=alice)
    project = edit_contract(project, {"amount": Decimal("900000.00")}, by=alice)
    assert (project.revision, project.amount) == (3, Decimal("900000.00"))
    change = ProjectChange.objects.last()
    assert (change.values, change.by_label) == ({"amount": ["800000.00", "900000.00"]}, "爱丽丝")
    assert edit_contract(project, {"amount": Decimal("900000.00")}, by=alice).revision == 3
    assert ProjectChange.objects.count() == 2


def test_wrong_facts_are_named(people):
    project = make_project(people)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    wrong = {
        "contract_type": "??",
        "signed_on": tomorrow,
        "technical_amount": Decimal("900000.00"),
        "registration_number": "短",
    }
    told = sentence_of(edit_contract, project, wrong, by=writer_for(people.lab))
    assert set(told) == {"contract_type", "signed_on", "technical_amount"}
    told = sentence_of(edit_contract, project, {"registration_number": "短"}, by=writer_for(people.lab))
    assert set(told) == {"registration_number"}
    with pytest.raises(ValueError, match="revision"):
        edit_contract(project, {"revision": 9}, by=writer_for(people.lab))
    plan_whole(project)
    told = sentence_of(
        edit_contract,
        project,
        {"amount": Decimal("1.00"), "technical_amount": None},
        by=writer_for(people.lab),
    )
    assert set(told) == {"amount"}


def test_a_registration_number_belongs_to_one_contract(people):
    numbered = {"registration_number": "2026620100000123"}
    edit_contract(make_project(people), numbered, by=writer_for(people.lab))
    told = sentence_of(edit_contract, make_project(people), numbered, by=writer_for(people.lab))
    assert list(told.values()) == ["这个登记编号已经属于另一个项目，请核对。"]


def test_outsiders_and_brokers_who_are_not_responsible_change_nothing(people):
    project = make_project(people)
    for user in (people.oscar, people.carol):
        with pytest.raises(NotAllowed):
            edit_contract(project, {"amount": Decimal("1.00")}, by=actor_for_user(user))
    edit_contract(project, {"place": "outside"}, by=actor_for_user(people.dave))


def test_an_agreed_price_of_a_state_unit_hangs_in_public_for_fifteen_days(people):
    Organization.objects.filter(pk=people.lab.pk).update(state_owned=True)
    project = make_project(people, pricing_method="agreement")
    by, today = writer_for(people.lab), timezone.localdate()
    show(project, "contract")
    assert "须先公示" in sentence_of(enter_stage, project, "breakthrough", by=by)["stage"]

    project = start_publicity(project, start=today, where="学校公告栏", by=by)
    assert publicity_days_left(project, today) == 15
    assert "还有 15 天" in sentence_of(enter_stage, project, "breakthrough", by=by)["stage"]

    earlier = today - dt.timedelta(days=14)
    assert set(sentence_of(start_publicity, project, start=earlier, where="公告栏", by=by)) == {"start"}
    show(project, "pricing")
    project = start_publicity(project, start=earlier, where="公告栏", by=by)
    assert "还有 1 天" in sentence_of(enter_stage, project, "breakthrough", by=by)["stage"]
    project = start_publicity(project, start=today - dt.timedelta(days=15), where="公告栏", by=by)
    assert enter_stage(project, "breakthrough", by=by).state == "breakthrough"

    project = edit_contract(project, {"amount": Decimal("810000.00")}, by=by)
    assert project.publicity_from is None  # another price is another publicity


@pytest.mark.parametrize(
    ("state_owned", "method"), [(False, "agreement"), (True, "listing"), (True, "auction")]
)
def test_markets_and_private_parties_need_no_publicity(people, state_owned, method):
    Organization.objects.filter(pk=people.lab.pk).update(state_owned=state_owned)
    project = make_project(people, pricing_method=method)
    show(project, "contract")
    told = sentence_of(
        start_publicity, project, start=timezone.localdate(), where="公告栏", by=writer_for(people.lab)
    )
    assert set(told) == {"start"}
    assert enter_stage(project, "breakthrough", by=writer_for(people.lab)).state == "breakthrough"


def test_every_stage_says_what_is_missing_and_then_lets_in(people):
    project = make_signed_docking(people).project
    by, today = writer_for(people.lab), timezone.localdate()

    def refused(stage: str) -> str:
        return sentence_of(enter_stage, project, stage, by=by)["stage"]

    assert refused("breakthrough") == (
        "还不能进入“技术突破”：还缺“合同文本”，请上传。 合同信息还缺：转化方式、合同类型、合同成交额（元）、"
        "技术交易额（元）、知识产权归属、权属形式、定价方式、应用行业、技术领域、落地地点。"
    ).replace("转化方式、合同类型", "合同类型、转化方式")
    edit_contract(project, FACTS, by=by)
    show(project, "contract")
    enter_stage(project, "breakthrough", by=by, note="工艺定型")

    assert refused("validation") == "还不能进入“场景验证”：还缺“技术验证报告”，请上传。"
    show(project, "test_report")
    enter_stage(project, "validation", by=by)

    assert refused("application") == (
        "还不能进入“产业应用”：还缺“场景验证或中试报告”，请上传。 "
        "付款计划合计（0 元）与合同成交额（800000.00 元）不一致。"
    )
    show(project, "scenario_report")
    project.refresh_from_db()
    plan_whole(project)
    enter_stage(project, "application", by=by)

    assert refused("upgrade") == (
        "还不能进入“体系升级”：还缺“应用证明”，请上传。 还缺“验收证明”，请上传。 "
        "还没有前后对比的成效数据。 还没有任何到账。"
    )
    show(project, "application_proof", "acceptance")
    record_effect(
        project,
        indicator="直流电耗",
        unit="kWh/t",
        before=Decimal(13400),
        after=Decimal(12900),
        measured_on=today,
        by=by,
    )
    record_receipt(project, received_on=today, amount=Decimal("400000.00"), by=by)
    enter_stage(project, "upgrade", by=by)
    assert [row.new for row in project.transitions.all()] == [
        "opened", "breakthrough", "validation", "application", "upgrade",
    ]  # fmt: skip


def test_a_stage_is_not_skipped_and_going_back_has_a_reason(people):
    project = make_project(people)
    by = writer_for(people.lab)
    show(project, "contract", "test_report")
    with pytest.raises(IllegalTransition):
        enter_stage(project, "validation", by=by)
    enter_stage(project, "breakthrough", by=by)
    enter_stage(project, "validation", by=by)
    assert set(sentence_of(enter_stage, project, "breakthrough", by=by)) == {"note"}
    assert enter_stage(project, "breakthrough", by=by, note="试验未通过").state == "breakthrough"
    assert set(sentence_of(enter_stage, project, "terminated", by=by)) == {"stage"}


def test_both_sides_confirm_and_a_changed_fact_asks_them_again(people):
    project = make_project(people)
    lab, firm = writer_for(people.lab), writer_for(people.enterprise)
    for side, by in (("provider", firm), ("receiver", lab), ("provider", actor_for_user(people.dave))):
        with pytest.raises(NotAllowed):
            confirm_project(project, side=side, consents=True, by=by)
    confirm_project(project, side="provider", consents=True, by=lab)
    assert confirmed_sides(project) == {"provider"}
    assert set(sentence_of(confirm_project, project, side="provider", consents=True, by=lab)) == {"side"}
    confirm_project(project, side="receiver", consents=False, by=firm)
    assert confirmed_sides(project) == {"provider", "receiver"}
    project = edit_contract(project, {"place": "outside"}, by=lab)
    assert confirmed_sides(project) == frozenset()


def test_nobody_confirms_what_is_not_written_down(people):
    project = make_signed_docking(people).project
    told = sentence_of(confirm_project, project, side="provider", consents=True, by=writer_for(people.lab))
    assert "合同信息还缺" in told["side"]


def test_it_is_asked_after_and_answered_once(people):
    project = make_project(people)
    first = project.follow_ups.first()
    by = writer_for(people.enterprise)
    assert first.due_on == due_after(project.signed_on, 1)
    assert set(sentence_of(record_follow_up, first, {}, by=by)) == {"note"}
    late = {"done_on": timezone.localdate() + dt.timedelta(days=1), "jobs": 3}
    assert set(sentence_of(record_follow_up, first, late, by=by)) == {"done_on"}
    record_follow_up(first, {"jobs": 3, "output_value": Decimal("2000000.00"), "note": "已投产"}, by=by)
    first.refresh_from_db()
    assert (first.done_on, first.jobs, first.by_label) == (timezone.localdate(), 3, "测试")
    assert set(sentence_of(record_follow_up, first, {"jobs": 4}, by=by)) == {"done_on"}
    signed = project.signed_on - dt.timedelta(days=30)
    edit_contract(project, {"signed_on": signed}, by=by)
    kept = [row.due_on for row in project.follow_ups.all()]
    assert kept == [first.due_on, *(due_after(signed, months) for months in (3, 6, 12, 24))]


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 24, "2028-12-15"),
    ],
)
def test_months_are_counted_as_people_count_them(day, months, due):
    assert due_after(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(due)


def test_every_stage_can_be_reached_and_only_termination_ends():
    reached = {ProjectStage.OPENED} | {new for news in PROJECT_MOVES.values() for new in news}
    assert reached == set(ProjectStage)
    assert {state for state, news in PROJECT_MOVES.items() if not news} == {"terminated"}


def test_a_plan_cannot_begin_before_the_contract(people):
    project = make_project(people)
    told = sentence_of(
        plan_payment,
        project,
        due_on=project.signed_on - dt.timedelta(days=1),
        amount=Decimal(1),
        by=writer_for(people.lab),
    )
    assert set(told) == {"due_on"}
