"""What every kind of listing has in common in the API: how it is shown, and how much of it to whom."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from config.api.permissions import actor_of
from config.api.serializers import StrictModelSerializer, StrictSerializer, Text, VisibleKeyField
from enterprises.actors import Actor
from enterprises.api.serializers import OrganizationRefSerializer
from enterprises.domain.queries import contacts_visible_to, organizations_visible_to
from enterprises.models import Organization
from projects.api.routes import ROUTES
from projects.choices import ListingKind
from projects.domain.disclosure import Sight
from projects.models import Listing, NeedTarget

HEAD = ["id", "kind", "number", "owner", "state"]
TAIL = ["details_visible", "secret", "revision", "published_at", "updated", "created", "links"]
COMPUTED = frozenset({"details_visible", "secret", "updated", "links"})  # judged where they are made


class LinksSerializer(serializers.Serializer[Any]):
    """Where to go on."""

    self = serializers.URLField(help_text=_("这条信息"))
    matches = serializers.URLField(allow_null=True, help_text=_("它的匹配；仅发布主体与工作人员有"))


class ListingRefSerializer(serializers.ModelSerializer[Listing]):
    """A listing, where it is mentioned: its public card in short."""

    owner = OrganizationRefSerializer(read_only=True)

    class Meta:
        model = Listing
        fields = ["id", "kind", "number", "title", "summary", "region", "state", "owner"]
        read_only_fields = fields


class ListingSerializer(serializers.ModelSerializer[Any]):
    """A listing as the caller may see it. What they may not read is null, and `details_visible` says so.

    context: `sights`, how far the caller sees, and `secrets`, secret texts, by listing id.
    """

    owner = OrganizationRefSerializer(read_only=True)
    details_visible = serializers.SerializerMethodField(
        help_text=_("能否读取详细内容；为 false 时详细内容的字段为 null，对接意向达成后按披露级别开放")
    )
    secret = serializers.SerializerMethodField(help_text=_("保密内容；仅发布主体的编辑人员读取单条时返回"))
    updated = serializers.DateTimeField(source="card_changed", read_only=True, help_text=_("最近变化的时间"))
    links = serializers.SerializerMethodField()

    @property
    def actor(self) -> Actor:
        return actor_of(self.context["request"])

    def get_details_visible(self, row: Listing) -> bool:
        return self._sight(row).details

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_secret(self, row: Listing) -> Any:
        return self.context.get("secrets", {}).get(row.pk)

    @extend_schema_field(LinksSerializer)
    def get_links(self, row: Listing) -> dict[str, Any]:
        request = self.context["request"]
        mine = self.actor.is_staff_member or self.actor.acts_for(row.owner_id)
        side = "wanted" if row.kind == ListingKind.NEED else "offered"
        matches = f"{reverse('api:match-list', request=request)}?{side}={row.pk}" if mine else None
        return {
            "self": reverse(f"api:{ROUTES[row.kind]}-detail", [row.pk], request=request),
            "matches": matches,
        }

    def to_representation(self, row: Listing) -> dict[str, Any]:
        sight = self._sight(row)
        return {
            name: value if name in COMPUTED or sight.shows(name) else None
            for name, value in super().to_representation(row).items()
        }

    def _sight(self, row: Listing) -> Sight:
        sight: Sight = self.context["sights"][row.pk]
        return sight


class NeedTargetSerializer(StrictModelSerializer):
    """A quantified target: from what, to what, in which unit (vocabulary unit), shown by which test."""

    class Meta:
        model = NeedTarget
        fields = ["indicator", "current_value", "target_value", "unit", "test_method"]


class ListingWriteSerializer(StrictModelSerializer):
    """The fields of a listing that people write. What each code means is in the vocabularies."""

    contact = VisibleKeyField(
        contacts_visible_to,
        required=False,
        allow_null=True,
        help_text=_("发布主体的联系人；批准对接后才告知对方"),
    )
    secret = Text(
        required=False,
        allow_blank=True,
        max_length=20000,
        help_text=_("保密内容：只有发布主体自己能读，不参与他人的匹配；空字符串表示删除"),
    )


def writable_organizations(actor: Actor) -> Any:
    """Organizations the actor may publish for."""
    return organizations_visible_to(actor).filter(pk__in=actor.writable_ids)


def owner_field() -> VisibleKeyField:
    """`owner` of a new listing."""
    text = _("发布主体；只代表一个主体时可以省略")
    return VisibleKeyField(writable_organizations, required=False, help_text=text)


def default_owner(actor: Actor) -> Organization | None:
    """The organization of an actor who writes for exactly one."""
    own = list(writable_organizations(actor)[:2])
    return own[0] if len(own) == 1 else None


class SendBackSerializer(StrictSerializer):
    """What the owner must mend."""

    note = Text(max_length=2000, help_text=_("需要修改什么，发布方会看到"))
