"""What people write about evaluations."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from projects.choices import Dimension
from projects.domain.evaluation import FEWEST, MOST
from projects.domain.evaluation_queries import achievements_to_evaluate
from projects.domain.opinions import OPINION_FIELDS
from projects.forms.places import PlaceForm
from projects.models import Achievement
from projects.models.evaluation import HIGHEST

_ASKS = {
    Dimension.CAPABILITY: _("能解决什么问题，成熟到哪一步，别人能否做到。"),
    Dimension.QUALITY: _("数据是否可重复，方法是否可靠，权属是否清楚。"),
    Dimension.EFFECT: _("用过没有，实测改善了多少，成本如何。"),
    Dimension.CONTRIBUTION: _("对企业、行业、地方和学科分别有什么贡献。"),
}


class EvaluationForm(PlaceForm):
    """Which achievement, and whom to ask."""

    achievement = forms.ModelChoiceField(label=_("成果"), queryset=Achievement.objects.none())
    reviewers = forms.CharField(
        label=_("评价人的邮箱"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=format_lazy(
            _("每行一个，{fewest} 到 {most} 位。与成果方有利益关系的人不能评价。"), fewest=FEWEST, most=MOST
        ),
    )
    question = forms.CharField(
        label=_("评价说明"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["achievement"].queryset = achievements_to_evaluate(actor)  # type: ignore[attr-defined]

    def clean_reviewers(self) -> list[str]:
        return str(self.cleaned_data["reviewers"]).split()


class OpinionForm(PlaceForm):
    """Points and evidence in each dimension."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in Dimension:
            self.fields[dimension.value] = forms.IntegerField(
                label=dimension.label, min_value=0, max_value=HIGHEST, help_text=_ASKS[dimension]
            )
            self.fields[f"{dimension.value}_evidence"] = forms.CharField(
                label=_("依据"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
            )
        assert tuple(self.fields) == OPINION_FIELDS

    def pairs(self) -> list[tuple[Any, Any]]:
        """The field of the points and that of the evidence, per dimension."""
        return [(self[each.value], self[f"{each.value}_evidence"]) for each in Dimension]
