"""Matches and dockings as the API shows and takes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.history import DecisionSerializer
from config.api.permissions import actor_of
from config.api.serializers import StrictSerializer, Text
from enterprises.api.serializers import OrganizationRefSerializer
from enterprises.models import User
from matchmaking.api.grades import GradeSerializer
from matchmaking.api.overrides import OverrideSerializer, without_judgement
from matchmaking.choices import Side
from matchmaking.domain.conflicts import conflict_sentence
from matchmaking.domain.probability import Probabilities
from matchmaking.domain.queries import score_seen_by
from matchmaking.domain.reasons import band_of, reason_sentences
from matchmaking.models import ContactRelease, Docking, Match, Verdict
from matchmaking.rules import moves_of
from matchmaking.states import DockingState
from projects.api.serializers import ListingRefSerializer

BANDS = ["high", "medium", "low"]


class PartSerializer(serializers.Serializer[Any]):
    """One part of a score: the score is the sum of weight × value."""

    code = serializers.ChoiceField(
        ["text", "industry", "trl", "region", "mode", "budget"], help_text=_("比较的是什么")
    )
    value = serializers.FloatField(min_value=0, max_value=1)
    weight = serializers.FloatField(min_value=0, max_value=1)
    reason = serializers.CharField(help_text=_("理由的代码"))


class SharedTermSerializer(serializers.Serializer[Any]):
    """A word both texts contain, with its share of the text similarity."""

    term = serializers.CharField()
    share = serializers.FloatField(min_value=0, max_value=1)


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    """What one side said; reasons are codes of vocabulary decline_reason."""

    class Meta:
        model = Verdict
        fields = ["side", "verdict", "reasons", "note", "at"]
        read_only_fields = fields


class MatchSerializer(serializers.ModelSerializer[Match]):
    """A wanted listing and an offered one, how well they fit and why, and how far it has come."""

    wanted = ListingRefSerializer(read_only=True)
    offered = ListingRefSerializer(read_only=True)
    my_sides = serializers.SerializerMethodField(help_text=_("调用者代表哪一方"))
    score = serializers.SerializerMethodField(
        help_text=_("匹配度；供给方看到的不含评级的影响，有利益冲突时为 null")
    )
    band = serializers.SerializerMethodField(help_text=_("相关概率的档次；有利益冲突时为 null"))
    probability = serializers.SerializerMethodField(
        help_text=_("专家会评为较相关或强相关的概率，由评级校准；有利益冲突时为 null")
    )
    conflict = serializers.SerializerMethodField(
        help_text=_("利益冲突：调用者与哪一方有何关系；没有时为空。有冲突时看不到匹配度和理由，也不能作决定")
    )
    reasons = serializers.SerializerMethodField(help_text=_("给人看的理由，重要的在前"))
    parts = PartSerializer(many=True, read_only=True)
    terms = SharedTermSerializer(many=True, read_only=True)
    verdicts = VerdictSerializer(many=True, read_only=True, help_text=_("双方意见"))
    grades = serializers.SerializerMethodField(help_text=_("评级；供给方得到空列表"))
    copies = serializers.SerializerMethodField(help_text=_("供给方内容完全相同的其他成果，只列调用者可见的"))
    docking = serializers.UUIDField(
        source="docking.pk", read_only=True, allow_null=True, default=None, help_text=_("批准后的对接编号")
    )

    class Meta:
        model = Match
        fields = [
            "id",
            "relation",
            "state",
            "score",
            "band",
            "probability",
            "conflict",
            "wanted",
            "offered",
            "my_sides",
            "reasons",
            "parts",
            "terms",
            "verdicts",
            "grades",
            "copies",
            "docking",
            "model_version",
            "wanted_revision",
            "offered_revision",
            "created",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(Side.choices)))
    def get_my_sides(self, row: Match) -> list[str]:
        sides = {row.side_of(pk) for pk in actor_of(self.context["request"]).organization_ids}
        return sorted(side for side in sides if side is not None)

    @extend_schema_field(serializers.FloatField(min_value=0, max_value=1, allow_null=True))
    def get_score(self, row: Match) -> float:
        return score_seen_by(actor_of(self.context["request"]), row)

    @extend_schema_field(serializers.ChoiceField(BANDS, allow_null=True))
    def get_band(self, row: Match) -> str:
        return band_of(self.get_probability(row))

    @extend_schema_field(serializers.FloatField(min_value=0, max_value=1, allow_null=True))
    def get_probability(self, row: Match) -> float:
        curve: Probabilities = self.context["probabilities"]
        return round(curve.of(row, actor_of(self.context["request"])), 4)

    @extend_schema_field(GradeSerializer(many=True))
    def get_grades(self, row: Match) -> Any:
        return GradeSerializer(self.context["grades"][row.wanted_id, row.offered_id], many=True).data

    @extend_schema_field(ListingRefSerializer(many=True))
    def get_copies(self, row: Match) -> Any:
        return ListingRefSerializer(self.context["copies"][row.pk], many=True, context=self.context).data

    def get_conflict(self, row: Match) -> str:
        return conflict_sentence(row, actor_of(self.context["request"]))

    def to_representation(self, row: Match) -> dict[str, Any]:
        shown = dict(super().to_representation(row))
        return without_judgement(shown) if shown["conflict"] else shown

    def get_reasons(self, row: Match) -> list[str]:
        return reason_sentences(row)


class MatchDetailSerializer(MatchSerializer):
    """A match with its history."""

    transitions = DecisionSerializer(many=True, read_only=True)
    overrides = OverrideSerializer(many=True, read_only=True, help_text=_("利益冲突的豁免记录"))

    class Meta(MatchSerializer.Meta):
        fields = [*MatchSerializer.Meta.fields, "transitions", "overrides"]
        read_only_fields = fields


class PersonSerializer(serializers.ModelSerializer[User]):
    """A person, where they are mentioned."""

    class Meta:
        model = User
        fields = ["id", "name"]
        read_only_fields = fields


class DockingSerializer(serializers.ModelSerializer[Docking]):
    """The work of two parties on an approved match: where it stands, what comes next, until when."""

    match = serializers.UUIDField(source="match_id", read_only=True)
    wanted = ListingRefSerializer(source="match.wanted", read_only=True)
    offered = ListingRefSerializer(source="match.offered", read_only=True)
    manager = PersonSerializer(read_only=True, allow_null=True, help_text=_("责任技术经理人"))
    next_states = serializers.SerializerMethodField(help_text=_("可以推进到的状态"))

    class Meta:
        model = Docking
        fields = [
            "id",
            "number",
            "match",
            "wanted",
            "offered",
            "state",
            "next_states",
            "manager",
            "modes",
            "next_step",
            "next_deadline",
            "opened",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(DockingState.choices)))
    def get_next_states(self, row: Docking) -> list[str]:
        return moves_of(row)


class ReleasedContactSerializer(serializers.ModelSerializer[ContactRelease]):
    """A person of the other side to call, shown on the basis of an approval."""

    name = serializers.CharField(source="contact.name", read_only=True)
    position = serializers.CharField(source="contact.position", read_only=True)
    phone = serializers.CharField(source="contact.phone", read_only=True)
    email = serializers.CharField(source="contact.email", read_only=True)
    organization = OrganizationRefSerializer(source="contact.organization", read_only=True)
    released_to = OrganizationRefSerializer(source="organization", read_only=True)

    class Meta:
        model = ContactRelease
        fields = ["name", "position", "phone", "email", "organization", "released_to", "basis", "at"]
        read_only_fields = fields


class DockingDetailSerializer(DockingSerializer):
    """A docking with its history and the contacts released to the caller."""

    contacts = serializers.SerializerMethodField(help_text=_("批准后告知调用者的对方联系人"))
    transitions = DecisionSerializer(many=True, read_only=True)

    class Meta(DockingSerializer.Meta):
        fields = [*DockingSerializer.Meta.fields, "contacts", "transitions"]
        read_only_fields = fields

    @extend_schema_field(ReleasedContactSerializer(many=True))
    def get_contacts(self, row: Docking) -> Any:
        return ReleasedContactSerializer(self.context["contacts"], many=True).data


class PreviewTextSerializer(StrictSerializer):
    """A problem in free words; its first line counts as the title."""

    text = Text(max_length=5000, help_text=_("用自己的话描述问题；不会保存"))


class PreviewSerializer(serializers.Serializer[Any]):
    """An offer that may fit."""

    listing = ListingRefSerializer()
    score = serializers.FloatField(min_value=0, max_value=1)
    band = serializers.SerializerMethodField(help_text=_("相关概率的档次"))
    probability = serializers.FloatField(
        min_value=0, max_value=1, help_text=_("专家会评为较相关或强相关的概率")
    )
    reasons = serializers.ListField(child=serializers.CharField())
    terms = serializers.ListField(child=serializers.CharField(), help_text=_("共同的词"))

    @extend_schema_field(serializers.ChoiceField(BANDS))
    def get_band(self, row: Any) -> str:
        return band_of(row.probability)
