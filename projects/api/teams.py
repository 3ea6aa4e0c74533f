"""Consortia, memberships, challenges and bids as the API shows and takes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.history import TransitionSerializer
from config.api.serializers import StrictModelSerializer, StrictSerializer, Text, VisibleKeyField, WholeNumber
from enterprises.actors import Actor
from enterprises.domain.queries import organizations_visible_to
from enterprises.models import Organization
from projects.api.places import MentionField
from projects.domain.challenge import CHALLENGE_FIELDS
from projects.domain.consortium import MOST_TOPICS, TOPIC_FIELDS
from projects.domain.service_queries import achievements_to_enter
from projects.domain.team_plan import MOST_TASKS, TASK_FIELDS
from projects.domain.team_queries import (
    cards_to_invite,
    challenges_visible_to,
    members_visible_to,
    needs_to_team_up_for,
    sub_topics_visible_to,
    undecided_bids,
)
from projects.models import Bid, Challenge, Consortium, Member, SubTopic, Task


class TopicSerializer(serializers.ModelSerializer[SubTopic]):
    """子课题"""

    class Meta:
        model = SubTopic
        fields = ["id", *TOPIC_FIELDS]
        read_only_fields = fields


class PartySerializer(serializers.ModelSerializer[Organization]):
    """An organization by its name."""

    class Meta:
        model = Organization
        fields = ["id", "name"]
        read_only_fields = fields


class TaskSerializer(serializers.ModelSerializer[Task]):
    """One task of the division of work in force, with its share in percent."""

    member = serializers.UUIDField(source="member_id", read_only=True)
    topic = serializers.UUIDField(source="topic_id", read_only=True, allow_null=True)

    class Meta:
        model = Task
        fields = list(TASK_FIELDS)
        read_only_fields = fields


class MemberSerializer(serializers.ModelSerializer[Member]):
    """联合体成员或邀请；不含分数"""

    consortium = serializers.UUIDField(source="consortium_id", read_only=True)
    title = serializers.CharField(source="consortium.title", read_only=True, help_text=_("联合体名称"))
    summary = serializers.CharField(source="consortium.summary", read_only=True, help_text=_("总体任务"))
    need = MentionField(source="consortium.need", help_text=_("需求"))
    lead = PartySerializer(source="consortium.lead", read_only=True)
    organization = PartySerializer(read_only=True)
    achievement = MentionField(help_text=_("受邀的成果；牵头企业为空"))
    topics = serializers.SerializerMethodField(help_text=_("邀请承担的子课题"))
    confirmed = serializers.SerializerMethodField(help_text=_("是否已确认现行分工"))
    history = TransitionSerializer(source="transitions", many=True, read_only=True)

    class Meta:
        model = Member
        fields = [
            "id",
            "consortium",
            "title",
            "summary",
            "need",
            "lead",
            "organization",
            "achievement",
            "topics",
            "state",
            "confirmed",
            "invited",
            "history",
        ]
        read_only_fields = fields

    @extend_schema_field(TopicSerializer(many=True))
    def get_topics(self, row: Member) -> Any:
        return TopicSerializer(self.context["topics"].get(row.pk, []), many=True).data

    @extend_schema_field(serializers.BooleanField())
    def get_confirmed(self, row: Member) -> bool:
        return (row.pk, row.consortium.plan) in self.context["confirmed"]


class ConsortiumSerializer(serializers.ModelSerializer[Consortium]):
    """创新联合体"""

    need = MentionField(help_text=_("需求"))
    lead = PartySerializer(read_only=True)
    topics = serializers.SerializerMethodField(help_text=_("子课题"))
    members = serializers.SerializerMethodField(help_text=_("调用者可见的成员与邀请"))
    tasks = serializers.SerializerMethodField(help_text=_("现行分工；没有时为空"))
    history = TransitionSerializer(source="transitions", many=True, read_only=True)

    class Meta:
        model = Consortium
        fields = [
            "id",
            "number",
            "state",
            "need",
            "lead",
            "title",
            "summary",
            "topics",
            "members",
            "plan",
            "tasks",
            "opened",
            "history",
        ]
        read_only_fields = fields

    @extend_schema_field(TopicSerializer(many=True))
    def get_topics(self, row: Consortium) -> Any:
        return TopicSerializer(self.context["topics"].get(row.pk, []), many=True).data

    @extend_schema_field(
        serializers.ListField(
            child=serializers.DictField(), help_text=_("id、organization、state，见 /consortium-members/")
        )
    )
    def get_members(self, row: Consortium) -> list[dict[str, str]]:
        return [
            {"id": str(each.pk), "organization": each.organization.name, "state": each.state}
            for each in self.context["members"].get(row.pk, [])
        ]

    @extend_schema_field(TaskSerializer(many=True))
    def get_tasks(self, row: Consortium) -> Any:
        rows = [task for task in self.context["tasks"].get(row.pk, []) if task.plan == row.plan]
        return TaskSerializer(rows, many=True).data


class TopicWriteSerializer(StrictModelSerializer):
    class Meta:
        model = SubTopic
        fields = list(TOPIC_FIELDS)


class ConsortiumCreateSerializer(StrictSerializer):
    need = VisibleKeyField(needs_to_team_up_for, help_text=_("自己主体已发布、还没有联合体的需求的编号"))
    title = Text(max_length=120)
    summary = Text(max_length=2000, help_text=_("总体任务；受邀的单位会看到"))
    topics = TopicWriteSerializer(many=True, max_length=MOST_TOPICS)  # type: ignore[call-arg]


class MemberInviteSerializer(StrictSerializer):
    """By which card, and for which sub-topics."""

    achievement = VisibleKeyField(cards_to_invite, help_text=_("对方已发布成果的编号"))
    topics = serializers.ListField(
        child=VisibleKeyField(sub_topics_visible_to),
        allow_empty=False,
        max_length=MOST_TOPICS,
        help_text=_("子课题的编号"),
    )


class TaskWriteSerializer(StrictModelSerializer):
    member = VisibleKeyField(members_visible_to, help_text=_("已加入的成员的编号"))
    topic = VisibleKeyField(
        sub_topics_visible_to,
        required=False,
        allow_null=True,
        default=None,
        help_text=_("子课题的编号；空为总体任务"),
    )

    class Meta:
        model = Task
        fields = list(TASK_FIELDS)


class PlanSerializer(StrictSerializer):
    """The whole division of work; shares sum to 100."""

    tasks = TaskWriteSerializer(many=True, max_length=MOST_TASKS)  # type: ignore[call-arg]


class PlanNumberSerializer(StrictSerializer):
    """Which division of work is confirmed: the one that was read."""

    plan = WholeNumber(min_value=1, max_value=999_999_999, help_text=_("读到的分工版本"))


class ChallengeSerializer(serializers.ModelSerializer[Challenge]):
    """榜单"""

    owner = PartySerializer(read_only=True)
    history = serializers.SerializerMethodField(
        help_text=_("发榜企业和工作人员看到全部经过；其他人只看到怎样结束")
    )

    class Meta:
        model = Challenge
        fields = ["id", "number", "state", "owner", *CHALLENGE_FIELDS, "created", "history"]
        read_only_fields = fields

    @extend_schema_field(TransitionSerializer(many=True))
    def get_history(self, row: Challenge) -> Any:
        return TransitionSerializer(self.context["history"].get(row.pk, []), many=True).data


class ChallengeWriteSerializer(StrictModelSerializer):
    class Meta:
        model = Challenge
        fields = list(CHALLENGE_FIELDS)


def _own_organizations(actor: Actor) -> Any:
    return organizations_visible_to(actor).filter(pk__in=actor.writable_ids)


class ChallengeCreateSerializer(ChallengeWriteSerializer):
    owner = VisibleKeyField(_own_organizations, help_text=_("自己的企业的编号"))

    class Meta(ChallengeWriteSerializer.Meta):
        fields = ["owner", *CHALLENGE_FIELDS]


class BidReasonSerializer(StrictSerializer):
    """Why one bid is not awarded."""

    bid = VisibleKeyField(undecided_bids, help_text=_("揭榜申请的编号"))
    reason = Text(max_length=30, help_text=_("词表 decline_reason 的代码"))


class DecisionSerializer(StrictSerializer):
    """Which bid is awarded, if any, and for every other one why not."""

    winner = VisibleKeyField(
        undecided_bids, required=False, allow_null=True, default=None, help_text=_("中榜的申请；空为无人中榜")
    )
    reasons = BidReasonSerializer(many=True, required=False, default=list, max_length=1000)  # type: ignore[call-arg]
    note = Text(required=False, allow_blank=True, default="", max_length=2000, help_text=_("说明，会公开"))


class BidSerializer(serializers.ModelSerializer[Bid]):
    """揭榜申请"""

    challenge = serializers.UUIDField(source="challenge_id", read_only=True)
    title = serializers.CharField(source="challenge.title", read_only=True, help_text=_("榜单题目"))
    achievement = MentionField(help_text=_("成果"))
    history = TransitionSerializer(source="transitions", many=True, read_only=True)

    class Meta:
        model = Bid
        fields = [
            "id",
            "number",
            "state",
            "challenge",
            "title",
            "achievement",
            "plan",
            "reason",
            "submitted",
            "history",
        ]
        read_only_fields = fields


class BidCreateSerializer(StrictSerializer):
    challenge = VisibleKeyField(challenges_visible_to, help_text=_("榜单的编号"))
    achievement = VisibleKeyField(achievements_to_enter, help_text=_("自己主体已发布成果的编号"))
    plan = Text(max_length=5000, help_text=_("揭榜方案；只有发榜企业和工作人员会看到"))
