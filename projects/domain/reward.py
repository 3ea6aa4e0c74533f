"""收益分配: a provider's plan for those who made the achievement, never below the law where the law binds."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save, invalid_from
from projects.choices import RewardBasis
from projects.domain.project_work import author, begin_work
from projects.domain.reward_floors import ARTICLE, FLOORS, reward_total
from projects.domain.shares import split
from projects.models import RewardPlan, RewardShare, TransferProject
from projects.rules import can_plan_reward, is_state_unit

MOST_SHARES = 50


def adopt_reward_plan(
    project: TransferProject,
    *,
    basis: str,
    gross: Decimal,
    rate: Decimal,
    shares: Sequence[Mapping[str, Any]],
    by: Actor,
    costs: Decimal = Decimal(0),
    years: int | None = None,
    agreed: str = "",
) -> RewardPlan:
    """Put a plan in force; the one before it stays to be read. Raises NotAllowed, IllegalTransition, Invalid.

    `shares`: rows with `person`, `weight` and perhaps `contribution`. 1. A state unit's plan below the floor is
    refused, with the article. 2. Others may agree on less, and name the agreement. 3. The parts sum to the total.
    """
    if basis not in RewardBasis.values:
        raise Invalid({"basis": _("请选择分配依据。")})
    with transaction.atomic():
        now = begin_work(project, by, can_plan_reward)
        errors = {**_money_errors(basis, gross, costs), **_share_errors(shares)}
        errors |= _floor_errors(now, basis, rate, years, agreed)
        if errors:
            raise Invalid(errors)
        RewardPlan.objects.filter(project=now, stands=True).update(stands=False)
        plan = RewardPlan(
            project=now,
            basis=basis,
            gross=gross,
            costs=costs,
            rate=rate,
            years=years if basis == RewardBasis.PROFIT else None,
            agreed=agreed,
            total=reward_total(gross - costs, rate),
            **author(by),
        )
        clean_and_save(plan, exclude=frozenset({"project", "by_user"}))
        _write_shares(plan, shares)
    return plan


def _write_shares(plan: RewardPlan, shares: Sequence[Mapping[str, Any]]) -> None:
    amounts = split(plan.total, [share["weight"] for share in shares])
    rows = []
    for position, (share, amount) in enumerate(zip(shares, amounts, strict=True)):
        row = RewardShare(
            plan=plan,
            person=share["person"],
            contribution=share.get("contribution", ""),
            weight=share["weight"],
            amount=amount,
            position=position,
        )
        try:
            row.clean_fields(exclude={"plan"})
        except ValidationError as error:
            raise invalid_from(error, f"shares.{position}.") from error
        rows.append(row)
    RewardShare.objects.bulk_create(rows)


def _money_errors(basis: str, gross: Decimal, costs: Decimal) -> dict[str, Any]:
    if gross <= 0:
        return {"gross": _("应大于零。")}
    if costs < 0 or costs > gross:
        return {"costs": _("成本应在零与总额之间。")}
    if costs and basis != RewardBasis.INCOME:
        return {"costs": _("只有转让或许可收入才扣除成本。")}
    return {}


def _share_errors(shares: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    people = [str(share["person"]).strip() for share in shares]
    if not people:
        return {"shares": _("请至少写一位分配对象。")}
    if len(people) > MOST_SHARES:
        return {"shares": _("分配对象最多 %(most)s 位。") % {"most": MOST_SHARES}}
    if not all(people) or len(set(people)) < len(people):
        return {"shares": _("每位分配对象都要有姓名，且不能重复。")}
    if any(share["weight"] < 0 for share in shares) or not sum(share["weight"] for share in shares):
        return {"shares": _("份额不能为负，且合计应大于零。")}
    return {}


def _floor_errors(
    project: TransferProject, basis: str, rate: Decimal, years: int | None, agreed: str
) -> dict[str, Any]:
    """What the law says against the rate and the years."""
    floor, errors = FLOORS[basis], {}
    if not 0 < rate <= 100:
        return {"rate": _("比例应大于0，不超过100。")}
    if basis == RewardBasis.PROFIT and not years:
        errors["years"] = _("请填写连续提取的年数。")
    bound = is_state_unit(project.provider)
    told = {"article": ARTICLE, "rate": floor.rate, "base": floor.base}
    if rate < floor.rate and bound:
        errors["rate"] = (
            _("低于%(article)s的下限：不低于%(base)s的 %(rate)s%%，单位不得规定或约定更低的比例。") % told
        )
    elif rate < floor.rate and not agreed.strip():
        errors["agreed"] = (
            _("没有规定也没有约定的，按%(article)s不低于%(base)s的 %(rate)s%%；低于它须写明制度或约定。")
            % told
        )
    if floor.years and years and bound and not floor.years[0] <= years <= floor.years[1]:
        errors["years"] = _("%(article)s：连续三至五年。") % told
    return errors
