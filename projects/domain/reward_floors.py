"""The least that those who made an achievement receive: 促进科技成果转化法 (as amended in 2015) article 45."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.choices import RewardBasis
from projects.domain.shares import up_to_the_cent

ARTICLE = _("《促进科技成果转化法》第四十五条")


@dataclass(frozen=True)
class Floor:
    """`rate` in percent of the base; `years` the least and the most years in a row, where the law names them."""

    rate: Decimal
    base: Any
    explanation: Any
    years: tuple[int, int] | None = None


FLOORS: dict[str, Floor] = {
    RewardBasis.INCOME: Floor(
        Decimal(50),
        _("净收入"),
        _("将职务科技成果转让、许可给他人实施的，从转让净收入或者许可净收入中提取不低于百分之五十的比例。"),
    ),
    RewardBasis.SHARES: Floor(
        Decimal(50),
        _("股份"),
        _("利用职务科技成果作价投资的，从形成的股份或者出资比例中提取不低于百分之五十的比例。"),
    ),
    RewardBasis.PROFIT: Floor(
        Decimal(5),
        _("营业利润"),
        _(
            "将职务科技成果自行实施或者与他人合作实施的，投产后连续三至五年，每年从营业利润中提取不低于百分之五的比例。"
        ),
        years=(3, 5),
    ),
}


def reward_total(base: Decimal, rate: Decimal) -> Decimal:
    """`rate` percent of the base, rounded up to the cent, so that rounding never takes it below a floor."""
    return up_to_the_cent(base * rate / 100)


def floor_amount(basis: str, base: Decimal) -> Decimal:
    """The least total of a plan on this basis."""
    return reward_total(base, FLOORS[basis].rate)
