"""The division of work in a consortium: tasks and shares, written by the lead, confirmed by every member."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import invalid_from
from projects.choices import NewsKind
from projects.domain.consortium import hold
from projects.domain.members import void_plan
from projects.domain.news import tell_members
from projects.models import Consortium, Member, PlanConfirmation, SubTopic, Task
from projects.rules import can_answer_membership
from projects.states import CONSORTIUM_MOVES, ConsortiumState, MemberState

TASK_FIELDS = ("member", "topic", "title", "deliverable", "due_on", "share")
MOST_TASKS = 60
WHOLE = Decimal("100.00")


class PlanChanged(IllegalTransition):
    """What is to be confirmed is no longer what was read."""

    code = "plan_changed"
    message = gettext_lazy("分工已经修改，请重新阅读后再确认。")


def write_plan(consortium: Consortium, tasks: Sequence[Mapping[str, Any]], *, by: Actor) -> Consortium:
    """Divide the work anew: TASK_FIELDS per row, `member` and `topic` as rows of this consortium. The lead's word for
    it is given by writing it; everybody else is asked.

    Raises NotAllowed for others than the lead's writers; IllegalTransition once agreed, and while an invitation is
    unanswered; Invalid when a row breaks a rule (tasks.0.share), when a sub-topic or a member has no task, or when the
    shares do not sum to 100 to the hundredth.
    """
    check_lead(consortium, by)
    with transaction.atomic():
        held = hold(consortium.pk)
        team = _team(held)
        rows = [_task(held, n, row, team) for n, row in enumerate(tasks)]
        _check_whole(held, rows, team)
        void_plan(held)
        for row in rows:
            row.plan = held.plan
        Task.objects.bulk_create(rows)
        lead = next(member for member in team if member.organization_id == held.lead_id)
        PlanConfirmation.objects.create(member=lead, plan=held.plan, by_label=by.label)
        tell_members(NewsKind.PLAN_WRITTEN, held, without=[held.lead_id])
    consortium.plan = held.plan
    return consortium


def check_lead(consortium: Consortium, by: Actor) -> None:
    """Raises NotAllowed for others than the lead's writers; whoever takes a plan asks before looking into it."""
    if not by.writes_for(consortium.lead_id):
        raise NotAllowed(_("只有牵头企业的负责人或编辑可以填写分工。"))


def confirm_plan(member: Member, *, plan: int, by: Actor) -> Member:
    """Say yes to the division of work with this number. With the last yes the consortium is agreed.

    Raises NotAllowed for others than the member's own writers, and for who also writes for the lead; PlanChanged when
    it is another by now; IllegalTransition when there is nothing to confirm.
    """
    if not can_answer_membership(by, member):
        raise NotAllowed(_("只有成员单位的负责人或编辑可以确认分工。"))
    with transaction.atomic():
        consortium = hold(member.consortium_id)
        member.refresh_from_db(fields=["state"])
        if consortium.state != ConsortiumState.FORMING or member.state != MemberState.ACCEPTED:
            raise IllegalTransition(_("现在没有需要确认的分工。"))
        if consortium.plan != plan or not Task.objects.filter(consortium=consortium, plan=plan).exists():
            raise PlanChanged()
        _row, is_new = PlanConfirmation.objects.get_or_create(
            member=member, plan=plan, defaults={"by_label": by.label}
        )
        if not is_new:
            raise IllegalTransition(_("已经确认过这份分工。"))
        if not _unconfirmed(consortium):
            move(consortium, ConsortiumState.AGREED, table=CONSORTIUM_MOVES, by=by)
            tell_members(NewsKind.CONSORTIUM_AGREED, consortium)
    return member


def _team(consortium: Consortium) -> list[Member]:
    if consortium.state != ConsortiumState.FORMING:
        raise IllegalTransition(_("分工已由全体成员确认，不再修改。"))
    members = Member.objects.filter(consortium=consortium).select_related("organization")
    if members.filter(state=MemberState.INVITED).exists():
        raise IllegalTransition(_("还有邀请没有答复，请等待答复或撤回邀请。"))
    return list(members.filter(state=MemberState.ACCEPTED).order_by("invited", "pk"))


def _unconfirmed(consortium: Consortium) -> bool:
    """Is there a member in the team who has not said yes to the plan in force?"""
    said = PlanConfirmation.objects.filter(plan=consortium.plan).values("member")
    team = Member.objects.filter(consortium=consortium, state=MemberState.ACCEPTED)
    return team.exclude(pk__in=said).exists()


def _task(consortium: Consortium, position: int, values: Mapping[str, Any], team: Sequence[Member]) -> Task:
    if unknown := values.keys() - set(TASK_FIELDS):
        raise Invalid({f"tasks.{position}.{name}": _("没有这个字段。") for name in unknown})
    if values.get("member") not in team:
        raise Invalid({f"tasks.{position}.member": _("请选择已加入的成员单位。")})
    topic = values.get("topic")
    if topic is not None and topic.consortium_id != consortium.pk:
        raise Invalid({f"tasks.{position}.topic": _("请选择这个联合体的子课题。")})
    task = Task(consortium=consortium, plan=consortium.plan + 1, position=position, **values)
    try:
        task.full_clean(exclude=["consortium", "member", "topic"], validate_constraints=False)
    except ValidationError as error:
        raise invalid_from(error, prefix=f"tasks.{position}.") from error
    return task


def _check_whole(consortium: Consortium, tasks: Sequence[Task], team: Sequence[Member]) -> None:
    if len(team) < 2:
        raise Invalid({"tasks": _("还没有成员加入，先邀请成员。")})
    if len(tasks) > MOST_TASKS:
        raise Invalid({"tasks": _("任务最多 %(most)s 项。") % {"most": MOST_TASKS}})
    idle = [member.organization.name for member in team if member not in {task.member for task in tasks}]
    covered = {task.topic_id for task in tasks}
    topics = SubTopic.objects.filter(consortium=consortium).exclude(pk__in=[pk for pk in covered if pk])
    bare = list(topics.values_list("title", flat=True))
    if idle:
        raise Invalid({"tasks": _("这些成员还没有任务：%(names)s") % {"names": _("、").join(idle)}})
    if bare:
        raise Invalid({"tasks": _("这些子课题还没有任务：%(titles)s") % {"titles": _("、").join(bare)}})
    total = sum((task.share for task in tasks), Decimal(0))
    if total != WHOLE:
        raise Invalid({"tasks": _("份额合计应为 100%%，现在是 %(total)s%%。") % {"total": total}})
