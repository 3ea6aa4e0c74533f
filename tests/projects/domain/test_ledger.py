"""Amount against money received: neither plan nor receipts exceed the contract, whoever writes at the same moment."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import actor_for_user
from matchmaking.domain.docking import advance_docking
from projects.domain.evidence import attach_evidence
from projects.domain.ledger import (
    cancel_payment,
    plan_payment,
    planned_sum,
    received_sum,
    record_receipt,
    void_receipt,
)
from projects.domain.project_queries import transfer_projects_visible_to, with_sums
from projects.models import ProjectChange, Receipt
from tests.contracts import make_project, make_signed_docking, plan_whole
from tests.documents import upload
from tests.factories import writer_for


@pytest.mark.django_db
def test_the_plan_stays_within_the_contract(people):
    project, by = make_project(people), writer_for(people.enterprise)
    plan_whole(project)
    assert planned_sum(project) == project.amount
    with pytest.raises(Invalid, match="付款计划合计不能超过合同成交额"):
        plan_payment(project, due_on=timezone.localdate(), amount=Decimal("0.01"), by=by)
    last = project.payments.last()
    cancel_payment(last, by=by)
    assert planned_sum(project) == Decimal("400000.00")
    assert ProjectChange.objects.last().values["payment"][0].endswith("400000.00 验收合格")


@pytest.mark.django_db
def test_money_is_entered_by_those_who_are_paid(people):
    project, today = make_project(people), timezone.localdate()
    with pytest.raises(NotAllowed):
        record_receipt(project, received_on=today, amount=Decimal(1), by=writer_for(people.enterprise))
    for user in (people.bob, people.dave):
        record_receipt(project, received_on=today, amount=Decimal("1000.50"), by=actor_for_user(user))
    assert received_sum(project) == Decimal("2001.00")


@pytest.mark.django_db
def test_receipts_stay_within_the_contract_and_within_time(people):
    project, by, today = make_project(people), writer_for(people.lab), timezone.localdate()
    plan_whole(project)
    for day in (today + dt.timedelta(days=1), project.signed_on - dt.timedelta(days=1)):
        with pytest.raises(Invalid, match="到账日期"):
            record_receipt(project, received_on=day, amount=Decimal(1), by=by)
    first = project.payments.first()
    voucher = attach_evidence(project, kind="voucher", file=upload(), by=by)
    receipt = record_receipt(
        project, received_on=today, amount=project.amount, payment=first, voucher=voucher, by=by
    )
    with pytest.raises(Invalid, match="到账合计不能超过合同成交额"):
        record_receipt(project, received_on=today, amount=Decimal("0.01"), by=by)
    with pytest.raises(Invalid, match="已有到账"):
        cancel_payment(first, by=by)

    with pytest.raises(Invalid, match="作废原因"):
        void_receipt(receipt, reason=" ", by=by)
    void_receipt(receipt, reason="重复录入", by=by)
    assert (receipt.void_reason, receipt.voided_by, received_sum(project)) == ("重复录入", "测试", 0)
    with pytest.raises(Invalid, match="已经作废"):
        void_receipt(receipt, reason="再次", by=by)
    with pytest.raises(NotAllowed):
        void_receipt(receipt, reason="不认", by=writer_for(people.enterprise))


@pytest.mark.django_db
def test_rows_of_another_project_are_not_named(people):
    project, other = make_project(people), make_project(people)
    by = writer_for(people.lab)
    plan_whole(other)
    voucher = attach_evidence(other, kind="voucher", file=upload(), by=by)
    with pytest.raises(Invalid) as refused:
        record_receipt(
            project,
            received_on=timezone.localdate(),
            amount=Decimal(1),
            payment=other.payments.first(),
            voucher=voucher,
            by=by,
        )
    assert set(refused.value.fields) == {"payment", "voucher"}


@pytest.mark.django_db
def test_without_an_amount_there_is_no_ledger(people):
    project = make_signed_docking(people).project
    with pytest.raises(Invalid, match="请先在合同信息中填写合同成交额"):
        plan_payment(project, due_on=timezone.localdate(), amount=Decimal(1), by=writer_for(people.lab))


@pytest.mark.django_db
def test_a_project_that_was_ended_is_only_read(people):
    docking = make_signed_docking(people)
    advance_docking(docking, "terminated", by=actor_for_user(people.bob), reasons=["5"], note="资金未到位")
    project = docking.project
    project.refresh_from_db()
    assert (project.state, project.transitions.last().note) == ("terminated", "资金未到位")
    with pytest.raises(IllegalTransition, match="项目已终止"):
        plan_payment(project, due_on=timezone.localdate(), amount=Decimal(1), by=writer_for(people.lab))


@pytest.mark.django_db
def test_lists_carry_the_sums(people, django_assert_num_queries):
    project = make_project(people)
    plan_whole(project)
    receipts = [
        record_receipt(
            project, received_on=timezone.localdate(), amount=Decimal(amount), by=writer_for(people.lab)
        )
        for amount in ("100.10", "200.20", "300.30")
    ]
    void_receipt(receipts[1], reason="重复", by=writer_for(people.lab))
    make_signed_docking(people)
    with django_assert_num_queries(1):
        rows = list(with_sums(transfer_projects_visible_to(writer_for(people.lab))))
        assert [row.provider.name for row in rows] == [people.lab.name] * 2
    assert sorted((row.planned, row.received) for row in rows) == [
        (Decimal(0), Decimal(0)),
        (Decimal("800000.00"), Decimal("400.40")),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_enter_the_last_money_at_once_one_wins(people):
    project = make_project(people)
    outcomes: list[str] = []

    def enter() -> None:
        try:
            record_receipt(
                project, received_on=timezone.localdate(), amount=project.amount, by=writer_for(people.lab)
            )
            outcomes.append("entered")
        except Invalid:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["entered", *["refused"] * 5]
    assert [row.amount for row in Receipt.objects.all()] == [project.amount]
