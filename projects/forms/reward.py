"""A reward plan as people write it: one line per person."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.choices import RewardBasis
from projects.domain.reward_floors import FLOORS
from projects.forms.project import ProjectForm, money

_GAPS = re.compile(r"[\s,，、;；]+")


class SharesField(forms.CharField):
    """One line per person: name, share, and what they contributed."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines()]
        return [_share(number, line) for number, line in enumerate(lines, start=1) if line]

    def run_validators(self, value: Any) -> None:
        """The text's validators do not apply to the list; the domain judges each row."""

    def validate(self, value: Any) -> None:
        if not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")


def _share(number: int, line: str) -> dict[str, Any]:
    parts = _GAPS.split(line, maxsplit=2)
    try:
        weight = Decimal(parts[1].rstrip("%％"))
    except (IndexError, InvalidOperation):
        weight = Decimal("NaN")
    if not weight.is_finite() or weight != round(weight, 2) or abs(weight) > 99_999:
        raise forms.ValidationError(
            _("第 %(number)s 行应是“姓名 份额 贡献”，份额是至多两位小数的数字，例如：王工 40 发明人。"),
            params={"number": number},
        )
    return {"person": parts[0], "weight": weight, "contribution": parts[2] if len(parts) > 2 else ""}


class RewardForm(ProjectForm):
    basis = forms.ChoiceField(label=gettext_lazy("分配依据"), choices=RewardBasis.choices)
    gross = money(
        gettext_lazy("收入、股份或利润总额"),
        help_text=gettext_lazy("转让或许可收入（元）、作价所得股份（股），或当年营业利润（元）。"),
    )
    costs = money(
        gettext_lazy("应扣除的成本（元）"),
        required=False,
        help_text=gettext_lazy("只用于转让或许可：净收入是收入减去成本。"),
    )
    rate = forms.DecimalField(
        label=gettext_lazy("奖励比例（%）"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    years = forms.IntegerField(
        label=gettext_lazy("连续年数"),
        required=False,
        min_value=1,
        max_value=20,
        help_text=gettext_lazy("只用于从营业利润中提取。"),
    )
    agreed = forms.CharField(
        label=gettext_lazy("制度或约定依据"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("低于法定比例的非国家设立单位须填写。"),
    )
    shares = SharesField(
        label=gettext_lazy("分配对象"),
        help_text=gettext_lazy("每人一行：姓名 份额 贡献。份额是相对比例，分配到分，合计不差一分。"),
    )

    def fit(self) -> None:
        self.fields["rate"].initial = FLOORS[RewardBasis.INCOME].rate

    def clean_costs(self) -> Decimal:
        return self.cleaned_data.get("costs") or Decimal(0)
