"""/needs/, /achievements/, /pilot-bases/, /scenarios/, /capabilities/: one set of views for all kinds."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.history import TransitionSerializer
from config.api.pagination import WholeList
from config.api.serializers import NoteSerializer, NothingSerializer
from config.api.views import RowsViewSet, whole
from config.kernel.errors import Invalid
from projects.api.queries import ORDERINGS, narrowed
from projects.api.secrets import ReadingSerializer, ReasonSerializer, SecretTextSerializer
from projects.api.serializers import SendBackSerializer, default_owner
from projects.domain import publication
from projects.domain.disclosure import sights
from projects.domain.listing import create_listing, edit_listing
from projects.domain.queries import listings_visible_to
from projects.domain.secrets import read_secret, readings_of, secret_text
from projects.models import KIND_MODELS, Listing


class ListingViewSet(RowsViewSet):
    """A subclass names its `kind` and the serializers that create and edit it."""

    kind: ClassVar[str]
    create_class: ClassVar[Any]
    edit_class: ClassVar[Any]
    open_actions = ("list", "retrieve")
    orderings = ORDERINGS

    def get_queryset(self) -> QuerySet[Any]:
        return listings_visible_to(self.actor, KIND_MODELS[self.kind])

    def filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(rows, self.query, kind=self.kind, actor=self.actor)

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        return super().shown(rows, sights=sights(self.actor, rows), **context)

    def answer(self, row: Any, *, status: int = 200, **context: Any) -> Response:
        secrets = {row.pk: secret_text(row, by=self.actor) or None}
        return super().answer(row, status=status, secrets=secrets, **context)

    def create(self, request: Request) -> Response:
        values = self.read_body(self.create_class)
        owner = values.pop("owner", None) or default_owner(self.actor)
        if owner is None:
            raise Invalid({"owner": _("请写明为哪个主体发布。可代表的主体见 /api/v1/me/。")})
        return self.answer(create_listing(self.kind, values, owner=owner, by=self.actor), status=201)

    def partial_update(self, request: Request, pk: Any = None) -> Response:
        row = self.get_object()
        edit_listing(row, self.read_body(self.edit_class, partial=True), by=self.actor)
        return self.answer(row)

    @extend_schema(
        summary=gettext_lazy("提交审核"),
        description=gettext_lazy("草稿、退回、过期或已关闭的信息提交管理员审核；主体须已通过认证。"),
        request=NothingSerializer,
    )
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(publication.submit_listing(self.get_object(), by=self.actor))

    @extend_schema(
        summary=gettext_lazy("发布"),
        description=gettext_lazy(
            "免审主体直接发布自己的信息；其余由管理员发布已提交的信息。发布后立即开始匹配。"
        ),
        request=NoteSerializer,
    )
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(publication.publish_listing(self.get_object(), by=self.actor, note=note))

    @extend_schema(summary=gettext_lazy("退回修改（管理员）"), request=SendBackSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(SendBackSerializer)["note"]
        return self.answer(publication.send_back_listing(self.get_object(), by=self.actor, note=note))

    @extend_schema(
        summary=gettext_lazy("关闭"),
        description=gettext_lazy("已另行解决或不再需要；可以重新提交。"),
        request=NoteSerializer,
    )
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: Any = None) -> Response:
        note = self.read_body(NoteSerializer)["note"]
        return self.answer(publication.close_listing(self.get_object(), by=self.actor, note=note))

    @extend_schema(
        summary=gettext_lazy("撤回"),
        description=gettext_lazy("把待审核的信息撤回为草稿。"),
        request=NothingSerializer,
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: Any = None) -> Response:
        self.read_body(NothingSerializer)
        return self.answer(publication.withdraw_listing(self.get_object(), by=self.actor))

    @extend_schema(
        summary=gettext_lazy("查阅保密内容（管理员）"),
        description=gettext_lazy("须写明理由；发布主体会看到是谁、何时、为什么查阅。没有保密内容时为空。"),
        request=ReasonSerializer,
        responses=SecretTextSerializer,
    )
    @action(detail=True, methods=["post"], url_path="read-secret")
    def read_secret(self, request: Request, pk: Any = None) -> Response:
        row, reason = self.get_object(), self.read_body(ReasonSerializer)["reason"]
        return Response({"secret": read_secret(row, by=self.actor, reason=reason)})

    @extend_schema(
        summary=gettext_lazy("保密内容的查阅记录"),
        description=gettext_lazy("只有发布主体的编辑人员可见；其他人为空。"),
        responses=ReadingSerializer(many=True),
    )
    @action(detail=True, pagination_class=WholeList, url_path="secret-readings")
    def secret_readings(self, request: Request, pk: Any = None) -> Response:
        return whole(readings_of(self.get_object(), by=self.actor), ReadingSerializer)

    @extend_schema(
        summary=gettext_lazy("流转记录"),
        description=gettext_lazy("发布主体与工作人员可见；退回的理由在这里。"),
        responses=TransitionSerializer(many=True),
    )
    @action(detail=True, pagination_class=WholeList)
    def transitions(self, request: Request, pk: Any = None) -> Response:
        row: Listing = self.get_object()
        if not (self.actor.acts_for(row.owner_id) or self.actor.is_staff_member):
            raise NotFound()
        return whole(row.transitions.all(), TransitionSerializer)
