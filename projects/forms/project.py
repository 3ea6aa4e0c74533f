"""What people write about a transfer project: one form per verb."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from enterprises.forms.choices import choices_of, optional, region_choices, trl_choices
from projects.choices import EvidenceKind, FundingKind, FundingTerms, ProjectSide
from projects.domain.project_queries import evidence_visible_to, payments_visible_to
from projects.domain.stages import earlier_stages, next_stage
from projects.domain.transfer_project import CODED, CONTRACT_FIELDS
from projects.models import TransferProject
from projects.rules import sides_written_for
from projects.states import ProjectStage

_WIDE = frozenset(
    {"title", "ip_disposition", "story", "note", "condition", "where", "reason", "agreed", "shares"}
)


def date_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def money(label: Any, **options: Any) -> forms.DecimalField:
    """An amount in CNY, to the cent."""
    options = {"min_value": 0, **options}
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, **options)


class ProjectForm(forms.Form):
    """A form of one project, for one actor."""

    def __init__(self, *args: Any, project: TransferProject, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.actor = project, actor
        self.auto_id = f"{type(self).__name__.lower()}_%s"  # several of them stand on one page
        self.fit()

    def fit(self) -> None:
        """Choices and first values that depend on the project and the actor."""

    def rows(self) -> list[dict[str, Any]]:
        """Its visible fields, with whether each takes the whole width."""
        return [{"field": field, "wide": field.name in _WIDE} for field in self.visible_fields()]


class ContractForm(ProjectForm):
    """The facts of the contract, from the model's own fields."""

    def fit(self) -> None:
        for name, field in fields_for_model(TransferProject, fields=CONTRACT_FIELDS).items():
            assert field is not None
            kept = getattr(self.project, name)
            if name in CODED:
                field = _coded(field, name, kept)
            elif name.startswith("trl"):
                field = forms.TypedChoiceField(
                    label=field.label,
                    required=False,
                    coerce=int,
                    empty_value=None,
                    choices=optional(trl_choices()),
                )
            elif name == "signed_on":
                field = date_field(field.label)
            elif name == "story":
                field.widget = forms.Textarea(attrs={"rows": 4})
            field.initial = kept
            self.fields[name] = field


def _coded(field: forms.Field, name: str, kept: str) -> forms.ChoiceField:
    keep = {kept} if kept else set()
    if name == "region":
        choices: Any = [("", _("请选择")), *region_choices(keep)]
    elif name == "industry":
        choices = optional((code, f"{code} {label}") for code, label in choices_of("industry", keep))
    else:
        choices = optional(choices_of(CODED[name], keep))
    return forms.ChoiceField(label=field.label, required=False, choices=choices, help_text=field.help_text)


class PublicityForm(ProjectForm):
    start = date_field(_("公示开始日期"))
    where = forms.CharField(
        label=_("公示地点"), max_length=200, help_text=_("例如单位公告栏、门户网站的栏目。")
    )


class StageForm(ProjectForm):
    stage = forms.ChoiceField(label=_("进入哪个阶段"))
    note = forms.CharField(
        label=_("说明"),
        max_length=500,
        required=False,
        help_text=_("退回前一阶段须写明原因，双方会看到。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def fit(self) -> None:
        following = next_stage(self.project)
        stages = ([following] if following else []) + earlier_stages(self.project)
        self.fields["stage"].choices = [(stage, ProjectStage(stage).label) for stage in stages]  # type: ignore[attr-defined]


class EvidenceForm(ProjectForm):
    kind = forms.ChoiceField(label=_("材料类型"), choices=EvidenceKind.choices)
    file = forms.FileField(
        label=_("文件"),
        allow_empty_file=True,  # the domain says what is wrong with it
        help_text=_(
            "PDF、Word（docx）、Excel（xlsx）、PNG 或 JPEG，不超过 20 MB。只有双方和工作人员能下载。"
        ),
    )


class PaymentForm(ProjectForm):
    due_on = date_field(_("应付日期"))
    amount = money(_("金额（元）"))
    condition = forms.CharField(label=_("付款条件"), max_length=200, required=False)


class ReceiptForm(ProjectForm):
    received_on = date_field(_("到账日期"))
    amount = money(_("金额（元）"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def fit(self) -> None:
        self.fields["payment"] = forms.ModelChoiceField(
            payments_visible_to(self.actor).filter(project=self.project),
            label=_("对应付款计划"),
            required=False,
        )
        self.fields["voucher"] = forms.ModelChoiceField(
            evidence_visible_to(self.actor).filter(project=self.project),
            label=_("凭证"),
            required=False,
        )


class RowForm(ProjectForm):
    """An act on one row of the project, named by its id."""

    row = forms.UUIDField(widget=forms.HiddenInput)


class VoidForm(RowForm):
    reason = forms.CharField(label=_("作废原因"), max_length=200)


class EffectForm(ProjectForm):
    indicator = forms.CharField(
        label=_("指标"), max_length=100, help_text=_("例如直流电耗、年产值、碳排放量。")
    )
    unit = forms.CharField(label=_("单位"), max_length=30)
    before = forms.DecimalField(label=_("转化前"), max_digits=16, decimal_places=4)
    after = forms.DecimalField(label=_("转化后"), max_digits=16, decimal_places=4)
    measured_on = date_field(_("测定日期"))


class FollowUpForm(RowForm):
    done_on = date_field(_("回访日期"))
    output_value = money(_("新增产值（元）"), required=False)
    profit = money(_("新增利润（元）"), required=False, min_value=None)
    tax = money(_("新增税收（元）"), required=False)
    jobs = forms.IntegerField(label=_("新增就业（人）"), required=False, min_value=0, max_value=1_000_000)
    note = forms.CharField(
        label=_("回访情况"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class FundingForm(ProjectForm):
    kind = forms.ChoiceField(label=_("资金性质"), choices=FundingKind.choices)
    terms = forms.ChoiceField(label=_("支持方式"), choices=FundingTerms.choices)
    name = forms.CharField(label=_("来源名称"), max_length=100)
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    amount = money(_("金额（元）"))


class ConfirmForm(ProjectForm):
    side = forms.ChoiceField(label=_("以哪一方的名义"))
    consents = forms.BooleanField(label=_("同意公开转化案例"), required=False)

    def fit(self) -> None:
        sides = sides_written_for(self.actor, self.project)
        self.fields["side"].choices = [(side, ProjectSide(side).label) for side in sides]  # type: ignore[attr-defined]
