"""Transfer projects as the API shows them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.history import TransitionSerializer
from enterprises.api.serializers import OrganizationRefSerializer
from enterprises.models import User
from projects.domain.transfer_project import CONTRACT_FIELDS
from projects.models import (
    Confirmation,
    Effect,
    Evidence,
    FollowUp,
    FundingSource,
    Payment,
    Receipt,
    RewardPlan,
    RewardShare,
    TransferProject,
)

MONEY: dict[str, Any] = {"max_digits": 16, "decimal_places": 2, "read_only": True}


class ManagerSerializer(serializers.ModelSerializer[User]):
    """The technology manager who looks after a project."""

    class Meta:
        model = User
        fields = ["id", "name"]
        read_only_fields = fields


class TransferProjectSerializer(serializers.ModelSerializer[Any]):
    """A signed contract and how far it has come; codes are in the vocabularies."""

    provider = OrganizationRefSerializer(read_only=True)
    receiver = OrganizationRefSerializer(read_only=True)
    manager = ManagerSerializer(read_only=True, allow_null=True)
    planned = serializers.DecimalField(**MONEY, help_text=_("付款计划合计"))
    received = serializers.DecimalField(**MONEY, help_text=_("已到账合计，不含作废的"))

    class Meta:
        model = TransferProject
        fields = [
            "id",
            "number",
            "provider",
            "receiver",
            "achievement",
            "need",
            "manager",
            "state",
            *CONTRACT_FIELDS,
            "publicity_from",
            "publicity_where",
            "planned",
            "received",
            "revision",
            "opened",
        ]
        read_only_fields = fields


def _part(of: type, *names: str) -> type[serializers.ModelSerializer[Any]]:
    """The serializer of a row beside a project: its own columns, who recorded it and when."""
    meta = type(
        "Meta",
        (),
        {"model": of, "fields": ["id", *names, "by", "at"], "read_only_fields": ["id", *names, "at"]},
    )
    by = serializers.CharField(source="by_label", read_only=True, help_text=_("记录方"))
    return type(f"{of.__name__}Serializer", (serializers.ModelSerializer,), {"by": by, "Meta": meta})


PaymentSerializer = _part(Payment, "due_on", "amount", "condition")
ReceiptSerializer = _part(
    Receipt, "received_on", "amount", "payment", "voucher", "note", "voided_at", "voided_by", "void_reason"
)
EffectSerializer = _part(Effect, "indicator", "unit", "before", "after", "measured_on")
ConfirmationSerializer = _part(Confirmation, "side", "revision", "consents")
FollowUpSerializer = _part(
    FollowUp, "months", "due_on", "done_on", "output_value", "profit", "tax", "jobs", "note"
)
FundingSerializer = _part(FundingSource, "kind", "terms", "name", "year", "amount")


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """A file of a project; it is read at `/transfer-projects/{id}/documents/{document}/`."""

    name = serializers.CharField(source="document.name", read_only=True)
    size = serializers.IntegerField(source="document.size", read_only=True, help_text=_("字节"))
    sha256 = serializers.CharField(source="document.sha256", read_only=True)
    by = serializers.CharField(source="by_label", read_only=True, help_text=_("记录方"))

    class Meta:
        model = Evidence
        fields = ["id", "kind", "document", "name", "size", "sha256", "by", "at"]
        read_only_fields = fields


class ShareSerializer(serializers.ModelSerializer[RewardShare]):
    """What one person receives."""

    class Meta:
        model = RewardShare
        fields = ["person", "contribution", "weight", "amount"]
        read_only_fields = fields


class RewardPlanSerializer(serializers.ModelSerializer[RewardPlan]):
    """A provider's plan for its own people."""

    shares = ShareSerializer(many=True, read_only=True)

    class Meta:
        model = RewardPlan
        fields = ["basis", "gross", "costs", "rate", "years", "total", "agreed", "shares", "at"]
        read_only_fields = fields


class RequirementSerializer(serializers.Serializer[Any]):
    """Something to show before the next stage is entered."""

    name = serializers.CharField()
    missing = serializers.CharField(help_text=_("还缺什么；已具备时为空"))


class ProjectDetailSerializer(TransferProjectSerializer):
    """A project with everything beside it. context: `parts`, the rows the caller may read, by name."""

    next_stage = serializers.SerializerMethodField(help_text=_("下一阶段；没有时为 null"))
    requirements = serializers.SerializerMethodField(help_text=_("进入下一阶段须出示什么"))
    publicity_days_left = serializers.SerializerMethodField(
        help_text=_("协议定价的公示还有几天；不需要或未开始时为 null")
    )
    payments = serializers.SerializerMethodField()
    receipts = serializers.SerializerMethodField()
    evidence = serializers.SerializerMethodField()
    effects = serializers.SerializerMethodField()
    follow_ups = serializers.SerializerMethodField()
    funding = serializers.SerializerMethodField()
    confirmations = serializers.SerializerMethodField(help_text=_("对当前合同信息的确认"))
    reward_plan = serializers.SerializerMethodField(help_text=_("仅供给方与工作人员可见，其他人为 null"))
    transitions = serializers.SerializerMethodField()

    class Meta(TransferProjectSerializer.Meta):
        fields = [
            *TransferProjectSerializer.Meta.fields,
            "next_stage",
            "requirements",
            "publicity_days_left",
            "payments",
            "receipts",
            "evidence",
            "effects",
            "follow_ups",
            "funding",
            "confirmations",
            "reward_plan",
            "transitions",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_next_stage(self, _row: Any) -> Any:
        return self.context["parts"]["next_stage"]

    @extend_schema_field(RequirementSerializer(many=True))
    def get_requirements(self, _row: Any) -> Any:
        return RequirementSerializer(self.context["parts"]["requirements"], many=True).data

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_publicity_days_left(self, _row: Any) -> Any:
        return self.context["parts"]["publicity_days_left"]

    @extend_schema_field(PaymentSerializer(many=True))
    def get_payments(self, _row: Any) -> Any:
        return PaymentSerializer(self.context["parts"]["payments"], many=True).data

    @extend_schema_field(ReceiptSerializer(many=True))
    def get_receipts(self, _row: Any) -> Any:
        return ReceiptSerializer(self.context["parts"]["receipts"], many=True).data

    @extend_schema_field(EvidenceSerializer(many=True))
    def get_evidence(self, _row: Any) -> Any:
        return EvidenceSerializer(self.context["parts"]["evidence"], many=True).data

    @extend_schema_field(EffectSerializer(many=True))
    def get_effects(self, _row: Any) -> Any:
        return EffectSerializer(self.context["parts"]["effects"], many=True).data

    @extend_schema_field(FollowUpSerializer(many=True))
    def get_follow_ups(self, _row: Any) -> Any:
        return FollowUpSerializer(self.context["parts"]["follow_ups"], many=True).data

    @extend_schema_field(FundingSerializer(many=True))
    def get_funding(self, _row: Any) -> Any:
        return FundingSerializer(self.context["parts"]["funding"], many=True).data

    @extend_schema_field(ConfirmationSerializer(many=True))
    def get_confirmations(self, _row: Any) -> Any:
        return ConfirmationSerializer(self.context["parts"]["confirmations"], many=True).data

    @extend_schema_field(RewardPlanSerializer(allow_null=True))
    def get_reward_plan(self, _row: Any) -> Any:
        plan = self.context["parts"]["reward_plan"]
        return None if plan is None else RewardPlanSerializer(plan).data

    @extend_schema_field(TransitionSerializer(many=True))
    def get_transitions(self, _row: Any) -> Any:
        return TransitionSerializer(self.context["parts"]["transitions"], many=True).data
