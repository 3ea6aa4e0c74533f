"""付款计划与到账: what was agreed, what has come in; neither may exceed the contract."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import Invalid
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from projects.domain.project_work import author, begin_work, note_change
from projects.models import Evidence, Payment, Receipt, TransferProject
from projects.rules import can_enter_receipts


def planned_sum(project: TransferProject) -> Decimal:
    return Payment.objects.filter(project=project).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def received_sum(project: TransferProject) -> Decimal:
    """Money that has come in; voided entries do not count."""
    rows = Receipt.objects.filter(project=project, voided_at=None)
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def plan_payment(
    project: TransferProject, *, due_on: dt.date, amount: Decimal, by: Actor, condition: str = ""
) -> Payment:
    """Add an instalment. Raises NotAllowed, IllegalTransition; Invalid when all of them exceed the contract."""
    with transaction.atomic():
        now = begin_work(project, by)
        _check_within(now, planned_sum(now) + amount, _("付款计划合计不能超过合同成交额。"))
        if due_on < now.signed_on:
            raise Invalid({"due_on": _("应付日期不能早于合同签订日期。")})
        payment = Payment(project=now, due_on=due_on, amount=amount, condition=condition, **author(by))
        clean_and_save(payment, exclude=frozenset({"project", "by_user"}))
    return payment


def cancel_payment(payment: Payment, *, by: Actor) -> None:
    """Take an instalment out of the plan; one that money has come in for stays. The change is kept."""
    with transaction.atomic():
        now = begin_work(payment.project, by)
        if payment.receipts.exists():
            raise Invalid({"payment": _("这一期已有到账，不能取消。")})
        old = f"{payment.due_on} {payment.amount} {payment.condition}".strip()
        note_change(now, gettext_noop("取消付款计划"), {"payment": (old, "")}, by=by)
        payment.delete()


def record_receipt(
    project: TransferProject,
    *,
    received_on: dt.date,
    amount: Decimal,
    by: Actor,
    payment: Payment | None = None,
    voucher: Evidence | None = None,
    note: str = "",
) -> Receipt:
    """Enter money that has come in. Raises NotAllowed, IllegalTransition, Invalid."""
    with transaction.atomic():
        now = begin_work(project, by, can_enter_receipts)
        errors = {}
        if not now.signed_on <= received_on <= timezone.localdate():
            errors["received_on"] = _("到账日期应在签订之后，且不能晚于今天。")
        if payment is not None and payment.project_id != now.pk:
            errors["payment"] = _("没有这条记录，或者您无权使用。")
        if voucher is not None and voucher.project_id != now.pk:
            errors["voucher"] = _("没有这条记录，或者您无权使用。")
        if errors:
            raise Invalid(errors)
        sentence = _("到账合计不能超过合同成交额；合同有变更的，请先修改合同信息。")
        _check_within(now, received_sum(now) + amount, sentence)
        receipt = Receipt(
            project=now,
            payment=payment,
            voucher=voucher,
            received_on=received_on,
            amount=amount,
            note=note,
            **author(by),
        )
        clean_and_save(receipt, exclude=frozenset({"project", "by_user"}))
    return receipt


def void_receipt(receipt: Receipt, *, reason: str, by: Actor) -> Receipt:
    """Take back an entry made by mistake; it stays to be read, with the reason. Raises Invalid, NotAllowed."""
    with transaction.atomic():
        begin_work(receipt.project, by, can_enter_receipts)
        if not reason.strip():
            raise Invalid({"reason": _("请写明作废原因。")})
        values = {"voided_at": timezone.now(), "voided_by": by.label, "void_reason": reason.strip()[:200]}
        if Receipt.objects.filter(pk=receipt.pk, voided_at=None).update(**values) != 1:
            raise Invalid({"reason": _("这笔到账已经作废。")})
    receipt.refresh_from_db()
    return receipt


def _check_within(project: TransferProject, total: Decimal, sentence: str) -> None:
    if project.amount is None:
        raise Invalid({"amount": _("请先在合同信息中填写合同成交额。")})
    if total > project.amount:
        raise Invalid({"amount": sentence})
