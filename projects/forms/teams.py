"""What people write about consortia and challenges."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from enterprises.domain.vocabulary import terms_of
from enterprises.forms.choices import choices_of, optional, terms_today, trl_choices
from projects.domain.consortium import MOST_TOPICS
from projects.domain.team_plan import MOST_TASKS
from projects.domain.team_queries import needs_to_team_up_for
from projects.forms.places import EntryForm, PlaceForm
from projects.models import Bid, Challenge, Consortium, Member, Need, SubTopic, Task

_SHORT, _LONG = forms.Textarea(attrs={"rows": 3}), forms.Textarea(attrs={"rows": 6})


def _date(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class ConsortiumForm(PlaceForm):
    """For which need, under which name."""

    need = forms.ModelChoiceField(label=_("需求"), queryset=Need.objects.none())
    title = Consortium._meta.get_field("title").formfield()
    summary = forms.CharField(
        label=_("总体任务"),
        max_length=2000,
        widget=_LONG,
        help_text=_("受邀的单位会看到。请勿写入未公开的技术秘密。"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs_to_team_up_for(actor)  # type: ignore[attr-defined]


class TopicForm(forms.Form):
    """One sub-topic; a row left blank does not count."""

    title = SubTopic._meta.get_field("title").formfield()
    words = forms.CharField(label=_("要解决什么"), max_length=1000, widget=_SHORT)
    industry = forms.ChoiceField(label=_("行业"), required=False)
    trl_wanted = forms.TypedChoiceField(
        label=_("期望的技术成熟度"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["industry"].choices = optional(_divisions())  # type: ignore[attr-defined]
        self.fields["trl_wanted"].choices = optional(trl_choices())  # type: ignore[attr-defined]


def _divisions() -> list[tuple[str, str]]:
    """Sections of the industry classification and the divisions right below them: finer is no help for a sub-topic."""
    known = terms_of("industry")
    return [
        (term.code, f"{term.code} {term.label}")
        for term in terms_today("industry")
        if not term.parent or not known[term.parent].parent
    ]


_Topics = forms.formset_factory(TopicForm, extra=5, max_num=MOST_TOPICS, absolute_max=MOST_TOPICS)


def topic_rows(data: Any) -> Any:
    return _Topics(data, prefix="topics")


class TaskForm(forms.Form):
    """One task of the division of work. Members and sub-topics are read once for all rows."""

    member = forms.TypedChoiceField(label=_("成员单位"))
    topic = forms.TypedChoiceField(label=_("子课题"), required=False, empty_value=None)
    title = Task._meta.get_field("title").formfield()
    deliverable = Task._meta.get_field("deliverable").formfield()
    due_on = _date(_("完成日期"), required=False)
    share = forms.DecimalField(label=_("份额（%）"), max_digits=5, decimal_places=2)

    def __init__(self, *args: Any, team: list[Member], topics: list[SubTopic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["member"], team, str(_("请选择")))
        _offer(self.fields["topic"], topics, str(_("（总体）")))


def _offer(field: Any, rows: list[Any], empty: str) -> None:
    by_id = {str(row.pk): row for row in rows}
    field.choices = [("", empty), *((pk, str(row)) for pk, row in by_id.items())]
    field.coerce = by_id.get  # also asked of what is no choice, to see whether anything was written


def task_rows(data: Any, *, team: list[Member], topics: list[SubTopic], extra: int) -> Any:
    rows = forms.formset_factory(TaskForm, extra=extra, max_num=MOST_TASKS, absolute_max=MOST_TASKS)
    return rows(data, prefix="tasks", form_kwargs={"team": team, "topics": topics})


def as_sent(tasks: Sequence[Task], *, extra: int) -> dict[str, str]:
    """A division of work as a browser would send it, with a few rows left to fill in: what stands is changed, not
    written anew."""
    sent = {"tasks-TOTAL_FORMS": str(len(tasks) + extra), "tasks-INITIAL_FORMS": "0"}
    for n, task in enumerate(tasks):
        row = {
            "member": task.member_id,
            "topic": task.topic_id or "",
            "title": task.title,
            "deliverable": task.deliverable,
            "due_on": task.due_on.isoformat() if task.due_on else "",
            "share": task.share,
        }
        sent |= {f"tasks-{n}-{name}": str(value) for name, value in row.items()}
    return sent


class PlanForm(PlaceForm):
    """Where what is wrong with the rows as a whole stands."""


class ChallengeForm(PlaceForm):
    """A topic, its reward, its last day."""

    title = Challenge._meta.get_field("title").formfield()
    problem = forms.CharField(
        label=_("要攻克什么"),
        max_length=5000,
        widget=_LONG,
        help_text=_("发布后所有人可见，写清指标与验收办法。请勿写入未公开的技术秘密。"),
    )
    conditions = forms.CharField(label=_("揭榜条件"), max_length=2000, widget=_SHORT, required=False)
    reward = forms.DecimalField(label=_("榜金（元）"), min_value=0, max_digits=14, decimal_places=2)
    deadline = _date(_("揭榜截止日期"), help_text=_("当天结束以前都可以揭榜，截止后才能评定。"))


class BidForm(EntryForm):
    plan = forms.CharField(
        label=_("揭榜方案"),
        max_length=5000,
        widget=_LONG,
        help_text=_("怎样做、多久、用什么指标验收。只有发榜企业和管理员会看到，请勿写入未公开的技术秘密。"),
    )


class DecisionForm(PlaceForm):
    """Which bid is awarded, and for each of the others why not."""

    winner = forms.ChoiceField(label=_("中榜"), required=False, widget=forms.RadioSelect)
    note = forms.CharField(label=_("说明（会公开）"), max_length=2000, required=False, widget=_SHORT)

    def __init__(self, *args: Any, bids: list[Bid], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bids = bids
        self.fields["winner"].choices = [  # type: ignore[attr-defined]
            *((str(bid.pk), bid.number) for bid in bids),
            ("", _("无人中榜")),
        ]
        for bid in bids:
            self.fields[f"reasons.{bid.pk}"] = forms.ChoiceField(
                label=_("未中榜原因"),
                required=False,
                choices=optional(choices_of("decline_reason"), str(_("中榜者不选"))),
            )

    def rows(self) -> list[tuple[Bid, Any]]:
        """Each bid with its field for the reason."""
        return [(bid, self[f"reasons.{bid.pk}"]) for bid in self.bids]

    @property
    def awarded(self) -> Bid | None:
        return next((bid for bid in self.bids if str(bid.pk) == self.cleaned_data.get("winner")), None)

    @property
    def reasons(self) -> dict[UUID, str]:
        return {bid.pk: self.cleaned_data.get(f"reasons.{bid.pk}", "") for bid in self.bids}
