"""The kinds of listings as the API shows and takes them: their own fields beside those all listings have."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from projects.api.serializers import (
    HEAD,
    TAIL,
    ListingSerializer,
    ListingWriteSerializer,
    NeedTargetSerializer,
    owner_field,
)
from projects.domain.disclosure import DETAIL_FIELDS, OWNER_FIELDS
from projects.fields import fields_of
from projects.models import Achievement, Capability, Need, PilotBase, Scenario

NEED_EXAMPLE = {
    "title": "铝电解槽槽电压波动大，希望降低吨铝直流电耗",
    "summary": "槽电压波动超过60毫伏，吨铝直流电耗偏高，希望获得在线监测与智能控制方案。",
    "description": "现有420kA预焙槽，采用人工定时出铝，槽况判断依赖经验，希望在不停槽的条件下完成改造。",
    "keywords": ["铝电解", "槽电压", "节能"],
    "industries": ["3216"],
    "region": "620400",
    "modes": ["M3c", "M8", "M10"],
    "disclosure": "public",
    "need_type": "retrofit",
    "effects": ["energy", "cost"],
    "urgency": "y1",
    "budget_band": "b100_500",
    "trl_wanted": 7,
    "targets": [
        {
            "indicator": "吨铝直流电耗",
            "current_value": "12900",
            "target_value": "12600",
            "unit": "kWh/t",
            "test_method": "连续三个月生产统计",
        }
    ],
    "external_id": "ERP-2026-0117",
}


def nullable(*names: str) -> dict[str, dict[str, Any]]:
    """Options of those of `names` that some callers may not read."""
    return {name: {"allow_null": True} for name in names if name in DETAIL_FIELDS | OWNER_FIELDS}


class NeedSerializer(ListingSerializer):
    """技术需求"""

    targets = NeedTargetSerializer(many=True, read_only=True, allow_null=True)

    class Meta:
        model = Need
        fields = [*HEAD, *fields_of(Need), "targets", *TAIL]
        read_only_fields = fields
        extra_kwargs = nullable(*fields)


class AchievementSerializer(ListingSerializer):
    """科技成果"""

    class Meta:
        model = Achievement
        fields = [*HEAD, *fields_of(Achievement), *TAIL]
        read_only_fields = fields
        extra_kwargs = nullable(*fields)


class PilotBaseSerializer(ListingSerializer):
    """中试基地"""

    class Meta:
        model = PilotBase
        fields = [*HEAD, *fields_of(PilotBase), *TAIL]
        read_only_fields = fields
        extra_kwargs = nullable(*fields)


class ScenarioSerializer(ListingSerializer):
    """应用场景"""

    class Meta:
        model = Scenario
        fields = [*HEAD, *fields_of(Scenario), *TAIL]
        read_only_fields = fields
        extra_kwargs = nullable(*fields)


class CapabilitySerializer(ListingSerializer):
    """能力"""

    class Meta:
        model = Capability
        fields = [*HEAD, *fields_of(Capability), *TAIL]
        read_only_fields = fields
        extra_kwargs = nullable(*fields)


class NeedEditSerializer(ListingWriteSerializer):
    """What may be changed of a need; `targets` replaces all of them."""

    targets = NeedTargetSerializer(many=True, required=False, max_length=30)  # type: ignore[call-arg]

    class Meta:
        model = Need
        fields = [*fields_of(Need), "targets", "secret"]


class AchievementEditSerializer(ListingWriteSerializer):
    class Meta:
        model = Achievement
        fields = [*fields_of(Achievement), "secret"]


class PilotBaseEditSerializer(ListingWriteSerializer):
    class Meta:
        model = PilotBase
        fields = [*fields_of(PilotBase), "secret"]


class ScenarioEditSerializer(ListingWriteSerializer):
    class Meta:
        model = Scenario
        fields = [*fields_of(Scenario), "secret"]


class CapabilityEditSerializer(ListingWriteSerializer):
    class Meta:
        model = Capability
        fields = [*fields_of(Capability), "secret"]


@extend_schema_serializer(examples=[OpenApiExample("需求", value=NEED_EXAMPLE, request_only=True)])
class NeedCreateSerializer(NeedEditSerializer):
    owner = owner_field()

    class Meta(NeedEditSerializer.Meta):
        fields = ["owner", *NeedEditSerializer.Meta.fields]


class AchievementCreateSerializer(AchievementEditSerializer):
    owner = owner_field()

    class Meta(AchievementEditSerializer.Meta):
        fields = ["owner", *AchievementEditSerializer.Meta.fields]


class PilotBaseCreateSerializer(PilotBaseEditSerializer):
    owner = owner_field()

    class Meta(PilotBaseEditSerializer.Meta):
        fields = ["owner", *PilotBaseEditSerializer.Meta.fields]


class ScenarioCreateSerializer(ScenarioEditSerializer):
    owner = owner_field()

    class Meta(ScenarioEditSerializer.Meta):
        fields = ["owner", *ScenarioEditSerializer.Meta.fields]


class CapabilityCreateSerializer(CapabilityEditSerializer):
    owner = owner_field()

    class Meta(CapabilityEditSerializer.Meta):
        fields = ["owner", *CapabilityEditSerializer.Meta.fields]


SerializerClass = type[serializers.BaseSerializer[Any]]
