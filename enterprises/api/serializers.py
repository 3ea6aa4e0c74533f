"""Organizations as the API shows and takes them."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.permissions import actor_of
from config.api.serializers import StrictModelSerializer, VisibleKeyField
from enterprises.choices import OrganizationSize
from enterprises.domain.organization import EDITABLE
from enterprises.domain.queries import organizations_visible_to
from enterprises.fields import organization_fields
from enterprises.models import Contact, Organization, OrganizationLabel

PUBLIC = ["id", *EDITABLE, "state", "labels", "created"]
OWN = ["trusted", "contacts"]  # null for everybody but its members and staff


class OrganizationRefSerializer(serializers.ModelSerializer[Organization]):
    """An organization, where it is mentioned."""

    class Meta:
        model = Organization
        fields = ["id", "name", "kind"]
        read_only_fields = fields


class LabelSerializer(serializers.ModelSerializer[OrganizationLabel]):
    """A recognised status in force today; codes are in vocabulary enterprise_label."""

    class Meta:
        model = OrganizationLabel
        fields = ["code", "valid_from", "valid_to"]
        read_only_fields = fields


class ContactSerializer(serializers.ModelSerializer[Contact]):
    """A person to call, of one's own organization."""

    class Meta:
        model = Contact
        fields = ["id", "name", "position", "phone", "email", "is_primary"]
        read_only_fields = fields


class OrganizationSerializer(serializers.ModelSerializer[Organization]):
    """An organization. `trusted` and `contacts` are null unless it is one's own; contacts only on single reads."""

    # `parent` is also what the framework calls a field's owner; a declared field does not touch that
    parent = serializers.SerializerMethodField(help_text=_("依托单位"))  # type: ignore[assignment]
    size = serializers.ChoiceField(OrganizationSize.choices, allow_blank=True, read_only=True)
    website = serializers.CharField(read_only=True)
    labels = serializers.SerializerMethodField(help_text=_("有效期内的称号"))
    trusted = serializers.SerializerMethodField(help_text=_("免审发布；仅本主体成员与工作人员可见"))
    contacts = serializers.SerializerMethodField(help_text=_("联系人；仅本主体成员读取单条时返回"))

    class Meta:
        model = Organization
        fields = [*PUBLIC, *OWN]
        read_only_fields = fields

    def shows(self, name: str, row: Organization) -> bool:
        return name in organization_fields(actor_of(self.context["request"]), row)

    @extend_schema_field(OrganizationRefSerializer(allow_null=True))
    def get_parent(self, row: Organization) -> Any:
        return OrganizationRefSerializer(row.parent).data if self.shows("parent", row) else None

    @extend_schema_field(LabelSerializer(many=True))
    def get_labels(self, row: Organization) -> Any:
        today = timezone.localdate()
        return LabelSerializer(
            [label for label in row.labels.all() if label.counts_on(today)], many=True
        ).data

    @extend_schema_field(serializers.BooleanField(allow_null=True))
    def get_trusted(self, row: Organization) -> bool | None:
        return row.trusted if self.shows("trusted", row) else None

    @extend_schema_field(ContactSerializer(many=True, allow_null=True))
    def get_contacts(self, row: Organization) -> Any:
        contacts = self.context.get("contacts", {}).get(row.pk)
        return None if contacts is None else ContactSerializer(contacts, many=True).data


class OrganizationWriteSerializer(StrictModelSerializer):
    """A profile. Codes come from vocabularies region, industry, discipline and lab_tier."""

    parent = VisibleKeyField(  # type: ignore[assignment]
        organizations_visible_to, required=False, allow_null=True, help_text=_("依托单位的编号")
    )

    class Meta:
        model = Organization
        fields = EDITABLE


class StandingProfileSerializer(OrganizationWriteSerializer):
    """The same where an administrator verifies the profile or has done so: nobody looks up what `parent` names."""

    parent = serializers.UUIDField(source="parent_id", read_only=True)  # type: ignore[assignment]
