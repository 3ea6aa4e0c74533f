"""/notices/: what clocks and acts have told the caller's organizations, or the caller alone."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from config.api.pagination import Order
from config.api.query import PageQuery
from config.api.views import RowsViewSet
from matchmaking.choices import NOTICE_KINDS
from matchmaking.domain.notices import notices_visible_to
from matchmaking.models import Notice


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """One thing that was told: to which organization or person, about what, until when."""

    organization = serializers.UUIDField(
        source="organization_id",
        read_only=True,
        allow_null=True,
        help_text=_("接收主体；与接收人都为空时发给工作人员"),
    )
    user = serializers.UUIDField(
        source="user_id", read_only=True, allow_null=True, help_text=_("接收人，只有本人读到")
    )
    match = serializers.UUIDField(source="match_id", read_only=True, allow_null=True)
    docking = serializers.UUIDField(source="docking_id", read_only=True, allow_null=True)
    member = serializers.UUIDField(
        source="member_id", read_only=True, allow_null=True, help_text=_("创新联合体的成员或邀请")
    )
    booking = serializers.UUIDField(source="booking_id", read_only=True, allow_null=True)
    application = serializers.UUIDField(source="application_id", read_only=True, allow_null=True)
    bid = serializers.UUIDField(source="bid_id", read_only=True, allow_null=True, help_text=_("揭榜申请"))
    evaluation = serializers.UUIDField(
        source="evaluation_id", read_only=True, allow_null=True, help_text=_("成果评价")
    )

    class Meta:
        model = Notice
        fields = [
            *("id", "kind", "organization", "user", "match", "docking", "member", "bid", "booking"),
            *("application", "evaluation", "due", "created"),
        ]
        read_only_fields = fields


class NoticeQuery(PageQuery):
    kind = serializers.ChoiceField(NOTICE_KINDS, required=False)
    since = serializers.DateTimeField(required=False, help_text=_("这一时刻之后的通知"))


@extend_schema(tags=["notices"])
@extend_schema_view(
    list=extend_schema(
        summary=_("通知列表"), description=_("时限产生的通知：待答复、将到期、已超期、已结束。最新的在前。")
    )
)
class NoticeViewSet(RowsViewSet):
    serializer_class = NoticeSerializer
    queries: ClassVar[dict[str, Any]] = {"list": NoticeQuery}
    orderings: ClassVar[dict[str, Order]] = {"-created": Order("created")}

    def get_queryset(self) -> QuerySet[Notice]:
        return notices_visible_to(self.actor)

    def filtered(self, rows: QuerySet[Notice]) -> QuerySet[Notice]:
        lookups = {"kind": "kind", "since": "created__gt"}
        return rows.filter(**{lookups[name]: self.query[name] for name in self.query.keys() & lookups})
