"""Roads as the API shows and takes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.serializers import StrictModelSerializer, StrictSerializer, WholeNumber
from matchmaking.choices import Side, StepKind
from matchmaking.domain.road.view import StepView
from matchmaking.models import RoadChange, RoadStep
from matchmaking.states import RoadState, StepState


class StepReasonSerializer(serializers.Serializer[Any]):
    """One reason in the language of the request."""

    text = serializers.CharField()
    speaks_for = serializers.BooleanField(help_text=_("是否支持这一步"))


class StepSerializer(serializers.Serializer[StepView]):
    """One step of a road."""

    id = serializers.UUIDField(source="pk", allow_null=True, help_text=_("建议中的步骤没有编号"))
    kind = serializers.ChoiceField(StepKind.choices)
    trl_before = serializers.IntegerField(source="before")
    trl_after = serializers.IntegerField(source="after")
    filled = serializers.BooleanField(help_text=_("已有承担方；否则 party 是最接近的一个"))
    party = serializers.UUIDField(
        source="party_id", allow_null=True, help_text=_("中试基地、应用场景、首台套条目或金融产品的编号")
    )
    party_name = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()
    state = serializers.ChoiceField(StepState.choices)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    months = serializers.IntegerField(allow_null=True, help_text=_("预计时长（月），日期未定时"))
    cost = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    why = serializers.CharField(help_text=_("双方自己说明的理由"))
    note = serializers.CharField()

    def get_party_name(self, view: StepView) -> str:
        return view.named.title if view.named else ""

    @extend_schema_field(StepReasonSerializer(many=True))
    def get_reasons(self, view: StepView) -> list[dict[str, Any]]:
        return [{"text": text, "speaks_for": speaks_for} for text, speaks_for in view.reasons]


class RoadProposalSerializer(serializers.Serializer[Any]):
    """A road as it would be drafted now."""

    trl_from = serializers.IntegerField(help_text=_("成果现有成熟度"))
    trl_to = serializers.IntegerField(help_text=_("需求期望成熟度"))
    steps = StepSerializer(many=True)


class RoadChangeSerializer(serializers.ModelSerializer[RoadChange]):
    """One change, with all steps as they stood after it."""

    class Meta:
        model = RoadChange
        fields = ["what", "kind", "steps", "by_label", "at"]
        read_only_fields = fields


class RoadSerializer(RoadProposalSerializer):
    """转化路线"""

    id = serializers.UUIDField(source="pk")
    docking = serializers.UUIDField(source="docking_id")
    state = serializers.ChoiceField(RoadState.choices)
    agreed_side = serializers.ChoiceField(
        Side.choices, allow_blank=True, help_text=_("已同意而等待另一方的一方")
    )
    version = serializers.IntegerField(help_text=_("第几稿，每次改动加一；同意时须写明所读的一稿"))
    changes = RoadChangeSerializer(many=True)


class AgreementSerializer(StrictSerializer):
    """Which version of a road one agrees to."""

    version = WholeNumber(min_value=0, max_value=2**31 - 1, help_text=_("所读的是第几稿"))


class PartySerializer(StrictSerializer):
    """Who takes a step."""

    party = serializers.UUIDField(allow_null=True, help_text=_("承担方的编号；空表示待找"))


class StepPlanSerializer(StrictModelSerializer):
    """Why a step is taken and when, what it costs, what was agreed."""

    class Meta:
        model = RoadStep
        fields = ["why", "starts_on", "ends_on", "months", "cost", "note"]


class NewStepSerializer(StrictModelSerializer):
    """A step of the two sides' own."""

    party = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text=_("承担方的编号；空表示待找")
    )

    class Meta:
        model = RoadStep
        fields = ["kind", "trl_before", "trl_after", "party", *StepPlanSerializer.Meta.fields]


class PositionSerializer(StrictSerializer):
    """Where a step goes."""

    position = WholeNumber(min_value=0, max_value=100, help_text=_("从 0 数起的位置"))
