"""The kinds of listings as resources."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view

from projects.api import kinds, queries
from projects.api.listings import ListingViewSet
from projects.choices import ListingKind

_SEEN = _("所有人可见公开的信息；已认证主体的成员可见全部已发布的信息；自己的信息始终可见。")
_OWN = _("返回的是草稿：之后提交审核，或（免审主体）直接发布。编码字段使用词表代码。")
_EDIT = _("只写要改的字段。已发布信息的文字修改后，非免审主体须重新审核。")


@extend_schema(tags=["needs"])
@extend_schema_view(
    list=extend_schema(summary=_("需求列表"), description=_SEEN),
    retrieve=extend_schema(summary=_("读取需求")),
    create=extend_schema(
        summary=_("新建需求"),
        description=_OWN,
        request=kinds.NeedCreateSerializer,
        responses={201: kinds.NeedSerializer},
    ),
    partial_update=extend_schema(summary=_("修改需求"), description=_EDIT, request=kinds.NeedEditSerializer),
)
class NeedViewSet(ListingViewSet):
    kind = ListingKind.NEED
    serializer_class = kinds.NeedSerializer
    create_class = kinds.NeedCreateSerializer
    edit_class = kinds.NeedEditSerializer
    queries: ClassVar[dict[str, Any]] = {"list": queries.NeedQuery}

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().prefetch_related("targets")


@extend_schema(tags=["achievements"])
@extend_schema_view(
    list=extend_schema(summary=_("成果列表"), description=_SEEN),
    retrieve=extend_schema(summary=_("读取成果")),
    create=extend_schema(
        summary=_("新建成果"),
        description=_OWN,
        request=kinds.AchievementCreateSerializer,
        responses={201: kinds.AchievementSerializer},
    ),
    partial_update=extend_schema(
        summary=_("修改成果"), description=_EDIT, request=kinds.AchievementEditSerializer
    ),
)
class AchievementViewSet(ListingViewSet):
    kind = ListingKind.ACHIEVEMENT
    serializer_class = kinds.AchievementSerializer
    create_class = kinds.AchievementCreateSerializer
    edit_class = kinds.AchievementEditSerializer
    queries: ClassVar[dict[str, Any]] = {"list": queries.AchievementQuery}


@extend_schema(tags=["pilot-bases"])
@extend_schema_view(
    list=extend_schema(summary=_("中试基地列表"), description=_SEEN),
    retrieve=extend_schema(summary=_("读取中试基地")),
    create=extend_schema(
        summary=_("新建中试基地"),
        description=_OWN,
        request=kinds.PilotBaseCreateSerializer,
        responses={201: kinds.PilotBaseSerializer},
    ),
    partial_update=extend_schema(
        summary=_("修改中试基地"), description=_EDIT, request=kinds.PilotBaseEditSerializer
    ),
)
class PilotBaseViewSet(ListingViewSet):
    kind = ListingKind.PILOT_BASE
    serializer_class = kinds.PilotBaseSerializer
    create_class = kinds.PilotBaseCreateSerializer
    edit_class = kinds.PilotBaseEditSerializer
    queries: ClassVar[dict[str, Any]] = {"list": queries.PilotBaseQuery}


@extend_schema(tags=["scenarios"])
@extend_schema_view(
    list=extend_schema(summary=_("应用场景列表"), description=_SEEN),
    retrieve=extend_schema(summary=_("读取应用场景")),
    create=extend_schema(
        summary=_("新建应用场景"),
        description=_OWN,
        request=kinds.ScenarioCreateSerializer,
        responses={201: kinds.ScenarioSerializer},
    ),
    partial_update=extend_schema(
        summary=_("修改应用场景"), description=_EDIT, request=kinds.ScenarioEditSerializer
    ),
)
class ScenarioViewSet(ListingViewSet):
    kind = ListingKind.SCENARIO
    serializer_class = kinds.ScenarioSerializer
    create_class = kinds.ScenarioCreateSerializer
    edit_class = kinds.ScenarioEditSerializer
    queries: ClassVar[dict[str, Any]] = {"list": queries.ScenarioQuery}


@extend_schema(tags=["capabilities"])
@extend_schema_view(
    list=extend_schema(summary=_("能力列表"), description=_SEEN),
    retrieve=extend_schema(summary=_("读取能力")),
    create=extend_schema(
        summary=_("新建能力"),
        description=_OWN,
        request=kinds.CapabilityCreateSerializer,
        responses={201: kinds.CapabilitySerializer},
    ),
    partial_update=extend_schema(
        summary=_("修改能力"), description=_EDIT, request=kinds.CapabilityEditSerializer
    ),
)
class CapabilityViewSet(ListingViewSet):
    kind = ListingKind.CAPABILITY
    serializer_class = kinds.CapabilitySerializer
    create_class = kinds.CapabilityCreateSerializer
    edit_class = kinds.CapabilityEditSerializer
    queries: ClassVar[dict[str, Any]] = {"list": queries.CapabilityQuery}
