"""/researchers/, /equipment/, /publications/, /patents/: the lines of labs' profiles."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import Order
from config.api.query import PageQuery
from config.api.serializers import NothingSerializer, StrictModelSerializer, Text, VisibleKeyField
from config.api.views import RowsViewSet
from enterprises.api.serializers import OrganizationRefSerializer
from enterprises.domain.profile_entries import EDITABLE, add_entry, edit_entry, remove_entry
from enterprises.domain.queries import entries_visible_to, organizations_visible_to
from enterprises.models import Equipment, Patent, ProfileEntry, Publication, Researcher

_SEEN = _("随主体公开。")
_OWN = _("由实验室或高校院所的负责人、编辑维护；人员须本人同意公开。")


class EntryQuery(PageQuery):
    organization = serializers.UUIDField(required=False, help_text=_("所属主体的编号"))


class EntryViewSet(RowsViewSet):
    """A subclass names the model and the serializers that create and edit it."""

    model: ClassVar[type[ProfileEntry]]
    create_class: ClassVar[Any]
    edit_class: ClassVar[Any]
    open_actions = ("list", "retrieve")
    queries: ClassVar[dict[str, Any]] = {"list": EntryQuery}
    orderings: ClassVar[dict[str, Order]] = {"-created": Order("created")}

    def get_queryset(self) -> QuerySet[Any]:
        return entries_visible_to(self.actor, self.model).select_related("organization")

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        organization = self.query.get("organization")
        return rows.filter(organization=organization) if organization else rows

    def create(self, request: Request) -> Response:
        values = self.read_body(self.create_class)
        organization = values.pop("organization")
        return self.answer(add_entry(self.model, organization, values, by=self.actor), status=201)

    def partial_update(self, request: Request, pk: Any = None) -> Response:
        row = self.get_object()
        return self.answer(edit_entry(row, self.read_body(self.edit_class, partial=True), by=self.actor))

    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        remove_entry(self.get_object(), by=self.actor)
        return Response(status=204)


class EntrySerializer(serializers.ModelSerializer[Any]):
    organization = OrganizationRefSerializer(read_only=True)


def _organization() -> Any:
    return VisibleKeyField(organizations_visible_to, help_text=_("所属主体的编号；写入后不变"))


def _written(name: str, **options: Any) -> Text:
    """A number as people write it: the verb keeps and judges it."""
    return Text(max_length=300, help_text=_HELP[name], **options)


_HELP: dict[str, Any] = {
    "orcid": _("ORCID，可带网址；校验末位"),
    "doi": _("DOI，可带网址"),
    "number": _("中国专利号或申请号，校验末位；也可以是公布号"),
}


class ResearcherSerializer(EntrySerializer):
    """科研人员"""

    class Meta:
        model = Researcher
        fields = ["id", "organization", *EDITABLE[Researcher], "created"]
        read_only_fields = fields


class ResearcherEditSerializer(StrictModelSerializer):
    orcid = _written("orcid", required=False, allow_blank=True)

    class Meta:
        model = Researcher
        fields = EDITABLE[Researcher]


class ResearcherCreateSerializer(ResearcherEditSerializer):
    organization = _organization()

    class Meta(ResearcherEditSerializer.Meta):
        fields = ("organization", *EDITABLE[Researcher])


class EquipmentSerializer(EntrySerializer):
    """仪器设备"""

    class Meta:
        model = Equipment
        fields = ["id", "organization", *EDITABLE[Equipment], "created"]
        read_only_fields = fields


class EquipmentEditSerializer(StrictModelSerializer):
    class Meta:
        model = Equipment
        fields = EDITABLE[Equipment]


class EquipmentCreateSerializer(EquipmentEditSerializer):
    organization = _organization()

    class Meta(EquipmentEditSerializer.Meta):
        fields = ("organization", *EDITABLE[Equipment])


class PublicationSerializer(EntrySerializer):
    """论文"""

    class Meta:
        model = Publication
        fields = ["id", "organization", *EDITABLE[Publication], "created"]
        read_only_fields = fields


class PublicationEditSerializer(StrictModelSerializer):
    doi = _written("doi", required=False, allow_blank=True)

    class Meta:
        model = Publication
        fields = EDITABLE[Publication]


class PublicationCreateSerializer(PublicationEditSerializer):
    organization = _organization()

    class Meta(PublicationEditSerializer.Meta):
        fields = ("organization", *EDITABLE[Publication])


class PatentSerializer(EntrySerializer):
    """专利"""

    class Meta:
        model = Patent
        fields = ["id", "organization", *EDITABLE[Patent], "created"]
        read_only_fields = fields


class PatentEditSerializer(StrictModelSerializer):
    number = _written("number")

    class Meta:
        model = Patent
        fields = EDITABLE[Patent]


class PatentCreateSerializer(PatentEditSerializer):
    organization = _organization()

    class Meta(PatentEditSerializer.Meta):
        fields = ("organization", *EDITABLE[Patent])


def _described(tag: str, noun: Any, read: Any, write: Any, edit: Any) -> Any:
    """The words of the schema, for one kind of line; operations are named after the tag."""
    return extend_schema_view(
        list=extend_schema(tags=[tag], summary=noun, description=_SEEN),
        retrieve=extend_schema(tags=[tag], summary=noun, description=_SEEN),
        create=extend_schema(
            tags=[tag], summary=noun, description=_OWN, request=write, responses={201: read}
        ),
        partial_update=extend_schema(
            tags=[tag], summary=noun, description=_OWN, request=edit, responses=read
        ),
        remove=extend_schema(
            tags=[tag],
            summary=noun,
            description=_("删除，不能恢复。"),
            request=NothingSerializer,
            responses={204: None},
        ),
    )


@_described(
    "researchers", _("科研人员"), ResearcherSerializer, ResearcherCreateSerializer, ResearcherEditSerializer
)
class ResearcherViewSet(EntryViewSet):
    model, create_class, edit_class = Researcher, ResearcherCreateSerializer, ResearcherEditSerializer
    serializer_class = ResearcherSerializer


@_described(
    "equipment", _("仪器设备"), EquipmentSerializer, EquipmentCreateSerializer, EquipmentEditSerializer
)
class EquipmentViewSet(EntryViewSet):
    model, create_class, edit_class = Equipment, EquipmentCreateSerializer, EquipmentEditSerializer
    serializer_class = EquipmentSerializer


@_described(
    "publications", _("论文"), PublicationSerializer, PublicationCreateSerializer, PublicationEditSerializer
)
class PublicationViewSet(EntryViewSet):
    model, create_class, edit_class = Publication, PublicationCreateSerializer, PublicationEditSerializer
    serializer_class = PublicationSerializer


@_described("patents", _("专利"), PatentSerializer, PatentCreateSerializer, PatentEditSerializer)
class PatentViewSet(EntryViewSet):
    model, create_class, edit_class = Patent, PatentCreateSerializer, PatentEditSerializer
    serializer_class = PatentSerializer
