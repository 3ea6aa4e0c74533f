"""What the API takes for deciding on matches and moving dockings."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from config.api.serializers import NoteSerializer, StrictSerializer, Text, VisibleKeyField
from matchmaking.domain.queries import managers_visible_to
from matchmaking.states import DockingState


class DeclineSerializer(StrictSerializer):
    """A no with its reasons: the other side learns from them."""

    reasons = serializers.ListField(
        child=Text(max_length=10), max_length=14, help_text=_("至少一个代码，词表 decline_reason")
    )
    note = Text(
        required=False, allow_blank=True, default="", max_length=2000, help_text=_("说明，对方会看到")
    )


def exit_reasons(**options: Any) -> serializers.ListField:
    """Codes that say why the road is left."""
    return serializers.ListField(
        child=Text(max_length=10), max_length=14, help_text=_("至少一个代码，词表 exit_reason"), **options
    )


class RejectSerializer(StrictSerializer):
    """Why an administrator does not approve."""

    reasons = exit_reasons()
    note = Text(max_length=2000, help_text=_("理由，双方会看到"))


class MatchSendBackSerializer(RejectSerializer):
    """What is to be mended, and until when."""

    deadline = serializers.DateField(help_text=_("整改期限"))


class ResubmitSerializer(StrictSerializer):
    """What was mended."""

    note = Text(max_length=2000, help_text=_("做了哪些整改"))


class ApproveSerializer(NoteSerializer):
    """An administrator's approval, and who is responsible from now on."""

    manager = VisibleKeyField(
        managers_visible_to,
        required=False,
        allow_null=True,
        help_text=_("责任技术经理人的编号"),
    )


class AdvanceSerializer(StrictSerializer):
    """The next state, and what comes then."""

    state = serializers.ChoiceField(DockingState.choices, help_text=_("推进到的状态，须在 next_states 之中"))
    reasons = exit_reasons(required=False, default=list)
    note = Text(
        required=False,
        allow_blank=True,
        default="",
        max_length=2000,
        help_text=_("说明；退回整改、暂缓、终止、过期时与理由代码一起必填"),
    )
    next_step = Text(
        required=False, allow_blank=True, default="", max_length=200, help_text=_("下一步做什么")
    )
    next_deadline = serializers.DateField(
        required=False, allow_null=True, default=None, help_text=_("下一步的期限；除终止、过期和成功外必填")
    )
