"""What callers write about transfer projects: one body per verb."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from config.api.serializers import (
    StrictModelSerializer,
    StrictSerializer,
    Text,
    Truth,
    VisibleKeyField,
    WholeNumber,
)
from projects.choices import EvidenceKind, FundingKind, FundingTerms, ProjectSide, RewardBasis
from projects.domain.project_queries import (
    evidence_visible_to,
    follow_ups_visible_to,
    funding_visible_to,
    payments_visible_to,
    receipts_visible_to,
)
from projects.domain.transfer_project import CONTRACT_FIELDS
from projects.models import TransferProject
from projects.states import ProjectStage


def money(**options: Any) -> serializers.DecimalField:
    """An amount in CNY, to the cent, not negative."""
    return serializers.DecimalField(max_digits=14, decimal_places=2, **{"min_value": 0, **options})


def _text(most: int, *, required: bool = False) -> Text:
    return (
        Text(max_length=most)
        if required
        else Text(max_length=most, required=False, allow_blank=True, default="")
    )


class ContractSerializer(StrictModelSerializer):
    """Facts of the contract, those to be changed."""

    class Meta:
        model = TransferProject
        fields = list(CONTRACT_FIELDS)


class PublicitySerializer(StrictSerializer):
    """Since when and where an agreed price is publicised."""

    start = serializers.DateField()
    where = _text(200, required=True)


class StageSerializer(StrictSerializer):
    """The stage to enter."""

    stage = serializers.ChoiceField(ProjectStage.choices)
    note = _text(500)


class EvidenceUploadSerializer(StrictSerializer):
    """A file and what it shows."""

    kind = serializers.ChoiceField(EvidenceKind.choices)
    file = serializers.FileField(allow_empty_file=True, help_text=_("PDF、docx、xlsx、PNG 或 JPEG"))


class PaymentWriteSerializer(StrictSerializer):
    """An instalment."""

    due_on = serializers.DateField()
    amount = money()
    condition = _text(200)


class CancelPaymentSerializer(StrictSerializer):
    """The instalment to take out of the plan."""

    payment = VisibleKeyField(payments_visible_to)


class ReceiptWriteSerializer(StrictSerializer):
    """Money that has come in."""

    received_on = serializers.DateField()
    amount = money()
    payment = VisibleKeyField(
        payments_visible_to, required=False, allow_null=True, help_text=_("对应付款计划")
    )
    voucher = VisibleKeyField(evidence_visible_to, required=False, allow_null=True, help_text=_("凭证"))
    note = _text(200)


class VoidReceiptSerializer(StrictSerializer):
    """An entry made by mistake."""

    receipt = VisibleKeyField(receipts_visible_to)
    reason = _text(200, required=True)


class EffectWriteSerializer(StrictSerializer):
    """A figure as it was before and as it is now."""

    indicator = _text(100, required=True)
    unit = _text(30, required=True)
    before = serializers.DecimalField(max_digits=16, decimal_places=4)
    after = serializers.DecimalField(max_digits=16, decimal_places=4)
    measured_on = serializers.DateField()


class FollowUpWriteSerializer(StrictSerializer):
    """What was found when the project was asked after."""

    follow_up = VisibleKeyField(follow_ups_visible_to)
    done_on = serializers.DateField(required=False, help_text=_("默认今天"))
    output_value = money(required=False, allow_null=True)
    profit = money(required=False, allow_null=True, min_value=None)
    tax = money(required=False, allow_null=True)
    jobs = WholeNumber(required=False, allow_null=True, min_value=0, max_value=1_000_000)
    note = _text(2000)


class FundingWriteSerializer(StrictSerializer):
    """A source of money."""

    kind = serializers.ChoiceField(FundingKind.choices)
    terms = serializers.ChoiceField(FundingTerms.choices)
    name = _text(100, required=True)
    year = WholeNumber(min_value=2000, max_value=2100)
    amount = money()


class RemoveFundingSerializer(StrictSerializer):
    """The source to take out."""

    funding = VisibleKeyField(funding_visible_to)


class ShareWriteSerializer(StrictSerializer):
    """One person's part."""

    person = _text(50, required=True)
    contribution = _text(100)
    weight = serializers.DecimalField(max_digits=7, decimal_places=2, min_value=0, help_text=_("相对份额"))


class RewardWriteSerializer(StrictSerializer):
    """A plan; the floors of the law are checked."""

    basis = serializers.ChoiceField(RewardBasis.choices)
    gross = money()
    costs = money(required=False)
    rate = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100)
    years = WholeNumber(required=False, allow_null=True, min_value=1, max_value=20)
    agreed = _text(200)
    shares = ShareWriteSerializer(many=True)


class ConfirmSerializer(StrictSerializer):
    """A side says that the record is true as it stands."""

    side = serializers.ChoiceField(ProjectSide.choices)
    consents = Truth(required=False, default=False, help_text=_("同意公开转化案例"))
