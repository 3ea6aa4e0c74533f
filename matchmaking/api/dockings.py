"""/dockings/: the work on approved matches."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.pagination import Order
from config.api.query import PageQuery, ordering_field
from config.api.views import RowsViewSet
from matchmaking.api.bodies import AdvanceSerializer
from matchmaking.api.serializers import DockingDetailSerializer, DockingSerializer
from matchmaking.domain.cards import dockings_as_read_by
from matchmaking.domain.contacts import read_contacts
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.queries import dockings_visible_to
from matchmaking.models import Docking
from matchmaking.states import DockingState

ORDERINGS = {"-opened": Order("opened"), "opened": Order("opened")}


class DockingQuery(PageQuery):
    state = serializers.ChoiceField(DockingState.choices, required=False)
    match = serializers.UUIDField(required=False, help_text=_("匹配的编号"))
    due_by = serializers.DateField(required=False, help_text=_("下一步期限不晚于这一天"))
    ordering = ordering_field(ORDERINGS)


@extend_schema(tags=["dockings"])
@extend_schema_view(
    list=extend_schema(
        summary=_("对接列表"), description=_("自己主体参与的对接；管理员与技术经理人可见全部。")
    ),
    retrieve=extend_schema(
        summary=_("读取对接"),
        description=_("含批准后告知的对方联系人与全部流转记录。"),
        responses=DockingDetailSerializer,
    ),
)
class DockingViewSet(RowsViewSet):
    serializer_class = DockingSerializer
    queries: ClassVar[dict[str, Any]] = {"list": DockingQuery}
    orderings = ORDERINGS

    def get_queryset(self) -> QuerySet[Docking]:
        rows = dockings_visible_to(self.actor)
        return rows if self.action == "list" else rows.prefetch_related("transitions")

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        return DockingSerializer if self.action == "list" else DockingDetailSerializer

    def filtered(self, rows: QuerySet[Docking]) -> QuerySet[Docking]:
        lookups = {"state": "state", "match": "match", "due_by": "next_deadline__lte"}
        return rows.filter(**{lookups[name]: self.query[name] for name in self.query.keys() & lookups})

    def shown(self, rows: list[Any], **context: Any) -> list[dict[str, Any]]:
        return super().shown(dockings_as_read_by(self.actor, rows), **context)

    def answer(self, row: Any, *, status: int = 200, **context: Any) -> Response:
        return super().answer(row, status=status, contacts=read_contacts(row, by=self.actor), **context)

    @extend_schema(
        summary=_("推进对接"),
        description=_(
            "由双方编辑人员、责任技术经理人或管理员操作。继续推进、退回整改或暂缓时须写明期限；"
            "退回整改、暂缓、终止或过期须写明理由代码和原因。退回整改和整改完成由责任技术经理人或管理员确认。"
        ),
        request=AdvanceSerializer,
        responses=DockingDetailSerializer,
    )
    @action(detail=True, methods=["post"])
    def advance(self, request: Request, pk: Any = None) -> Response:
        values = self.read_body(AdvanceSerializer)
        new = values.pop("state")
        return self.answer(advance_docking(self.get_object(), new, by=self.actor, **values))
