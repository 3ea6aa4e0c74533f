"""What people write about matches and dockings."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from enterprises.domain.vocabulary import terms_of
from enterprises.forms.choices import optional, trl_choices
from enterprises.models import User
from matchmaking.choices import FileKind, GradeLevel, StepKind
from matchmaking.domain.decisions import faults_of_exit
from matchmaking.domain.queries import managers_visible_to
from matchmaking.domain.work import parties_of
from matchmaking.models import Docking
from matchmaking.models.road import MOST_MONTHS
from matchmaking.rules import moves_open_to
from matchmaking.states import ENDED, NEEDS_A_REASON, DockingState

_SEEN_BY_BOTH = _("双方都会看到。请勿写入未公开的技术秘密。")


class ManagerField(forms.ModelChoiceField):
    """One of the technology managers; which there are to choose from depends on who asks, and the form says so."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), label=_("责任技术经理人"), **options)

    def label_from_instance(self, user: User) -> str:
        return str(user)


class NamingForm(forms.Form):
    """A form with a `manager` among those the actor may name."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = managers_visible_to(actor)  # type: ignore[attr-defined]


def note_field(label: Any, *, required: bool = False, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """A remark of at most 500 characters."""
    return forms.CharField(
        label=label,
        max_length=500,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class InterestForm(forms.Form):
    """Saying that one's own side wants to talk."""

    note = note_field(
        _("想对对方说的话（可不填）"), help_text=_("例如希望先看测试报告，或者方便交流的时间。")
    )


class GradeForm(forms.Form):
    """How well the pair fits, by the value of the button that was pressed."""

    level = forms.TypedChoiceField(choices=GradeLevel.choices, coerce=int)
    note = note_field(
        _("为什么这样评（可不填）"), help_text=_("只有需求方和平台专家看到，供给方看不到。"), rows=2
    )


class DeclineForm(forms.Form):
    """A coded no: at least one reason, so that the other side can improve."""

    reasons = forms.MultipleChoiceField(
        label=_("为什么不合适"),
        choices=lambda: [(code, term.label) for code, term in terms_of("decline_reason").items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个理由，帮助对方改进。")},
    )
    note = note_field(_("补充说明（可不填）"))


class ApprovalForm(NamingForm):
    """An administrator's yes, with the person who will be responsible."""

    manager = ManagerField(required=False, empty_label=_("暂不指定"))
    note = note_field(_("审核意见（可不填）"), help_text=_("双方会在记录中看到。"))


def exit_reasons_field(*, required: bool = True) -> forms.MultipleChoiceField:
    """Codes of vocabulary exit_reason, ticked."""
    return forms.MultipleChoiceField(
        label=_("理由"),
        choices=lambda: [(code, term.label) for code, term in terms_of("exit_reason").items()],
        widget=forms.CheckboxSelectMultiple,
        required=required,
        error_messages={"required": _("请至少选择一个理由代码。")},
    )


class RejectForm(forms.Form):
    """An administrator's no, which is not given without a reason."""

    reasons = exit_reasons_field()
    note = note_field(
        _("不批准的理由"), required=True, help_text=_("对方会看到这段文字，请写清楚问题和改进办法。")
    )


class SendBackForm(forms.Form):
    """What is to be mended before the match can be judged, and until when."""

    reasons = exit_reasons_field()
    note = note_field(_("需要整改什么"), required=True, help_text=_("双方会看到。"))
    deadline = forms.DateField(
        label=_("整改期限"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class MendedForm(forms.Form):
    """What was done about it."""

    note = note_field(_("做了哪些整改"), required=True, help_text=_("管理员会看到。"))


class OverrideForm(forms.Form):
    """Why a tied administrator should judge in spite of it."""

    note = note_field(_("理由"), required=True, help_text=_("另一位管理员会看到，并留在这条匹配的记录中。"))


class NoteForm(forms.Form):
    """A yes with an optional remark."""

    note = note_field(_("说明（可不填）"))


class ManagerForm(NamingForm):
    """Naming the responsible manager."""

    manager = ManagerField(empty_label=_("请选择"))


class AdvanceForm(forms.Form):
    """The next step of a docking: its state, what comes after, until when."""

    new = forms.ChoiceField(label=_("进展到"))
    reasons = exit_reasons_field(required=False)
    note = note_field(
        _("说明"), help_text=_("退回整改、暂缓、终止、过期必须选择理由并写明原因，双方会看到。")
    )
    next_step = forms.CharField(label=_("接下来要做什么"), max_length=200, required=False)
    next_deadline = forms.DateField(
        label=_("期限"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, docking: Docking, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].choices = next_states(docking, actor)  # type: ignore[attr-defined]
        self.fields["next_deadline"].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        new = cleaned.get("new")
        if new in NEEDS_A_REASON:
            for name, text in faults_of_exit(cleaned.get("reasons", []), cleaned.get("note", "")).items():
                self.add_error(name, text)
        if new and new not in ENDED and not cleaned.get("next_deadline"):
            self.add_error("next_deadline", _("请填写下一步的期限。"))
        return cleaned


def next_states(docking: Docking, actor: Actor) -> list[tuple[str, Any]]:
    """The states to which the actor may move a docking, in the order of the road, side exits last."""
    return [(state, DockingState(state).label) for state in moves_open_to(actor, docking)]


def date_field(label: Any, **options: Any) -> forms.DateField:
    """A day, with the browser's calendar."""
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


class MeetingForm(forms.Form):
    """The minutes of a meeting, and what was agreed to come next."""

    held_on = date_field(_("会议日期"))
    place = forms.CharField(label=_("地点"), max_length=100, help_text=_("线上会议请写平台名称。"))
    people = forms.CharField(label=_("参加人"), max_length=500)
    minutes = forms.CharField(label=_("纪要"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))
    next_step = forms.CharField(label=_("下一步"), max_length=200)
    next_owner = forms.TypedChoiceField(label=_("下一步由谁负责"))
    next_deadline = date_field(_("下一步期限"))

    def __init__(self, docking: Docking, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = parties_of(docking)
        field: Any = self.fields["next_owner"]
        field.choices = [("", _("请选择")), *((str(pk), owner.name) for pk, owner in owners.items())]
        field.coerce = UUID
        self.fields["held_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        self.fields["next_deadline"].widget.attrs["min"] = timezone.localdate().isoformat()


class MessageForm(forms.Form):
    """A few lines."""

    text = forms.CharField(label=_("留言"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class FileForm(forms.Form):
    """A file for the other side."""

    kind = forms.ChoiceField(label=_("材料类型"), choices=FileKind.choices)
    file = forms.FileField(
        label=_("文件"),
        allow_empty_file=True,  # the domain says what is wrong with it
        help_text=_(
            "PDF、Word（docx）、Excel（xlsx）、PNG 或 JPEG，不超过 20 MB。只有双方和工作人员能下载。"
        ),
    )
    note = forms.CharField(label=_("说明（可不填）"), max_length=200, required=False)


class TickForm(forms.Form):
    """Whether an item of the due diligence applies, by the value of the button that was pressed."""

    item = forms.CharField(max_length=30)
    applies = forms.TypedChoiceField(
        choices=[("yes", _("符合")), ("no", _("不符合"))], coerce=lambda value: value == "yes"
    )
    note = forms.CharField(max_length=300, required=False)


class PartyForm(forms.Form):
    """Who takes a step of a road; nobody as long as somebody is looked for."""

    party = forms.TypedChoiceField(label=_("承担方"), coerce=UUID, empty_value=None, required=False)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [("", _("待找承担方")), *choices]  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """Why a step of a road is taken and when, what it costs, what was agreed about it."""

    why = forms.CharField(label=_("为什么要这一步"), required=False, max_length=200, help_text=_SEEN_BY_BOTH)
    starts_on = date_field(_("开始日期"), required=False)
    ends_on = date_field(_("结束日期"), required=False)
    months = forms.IntegerField(
        label=_("预计时长（月）"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=_("还定不下日期时填写；有开始日期时由它算出结束日期。"),
    )
    cost = forms.DecimalField(
        label=_("预计费用（元）"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    note = forms.CharField(label=_("约定"), required=False, max_length=200, help_text=_SEEN_BY_BOTH)


class StepForm(PlanForm):
    """A step of the two sides' own: its kind, from which level to which, and who takes it."""

    kind = forms.ChoiceField(label=_("步骤"), choices=[("", _("请选择")), *StepKind.choices])
    trl_before = forms.TypedChoiceField(label=_("之前成熟度"), coerce=int)
    trl_after = forms.TypedChoiceField(
        label=_("之后成熟度"),
        coerce=int,
        help_text=_("与之前相同表示不提升。相邻步骤会让出重叠的级别。"),
    )
    party = forms.TypedChoiceField(
        label=_("承担方"),
        coerce=UUID,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("没有这样的承担方，或者它不承担这一步。")},
    )
    field_order = ("kind", "party", "trl_before", "trl_after")

    def __init__(
        self, *args: Any, choices: Iterable[tuple[str, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        levels = optional(trl_choices())
        for name, each in {
            "trl_before": levels,
            "trl_after": levels,
            "party": [("", _("待找承担方")), *choices],
        }.items():
            self.fields[name].choices = each  # type: ignore[attr-defined]
