"""Match runs and models: progress is read, and a full re-match is asked for, here."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.admin.base import Reading
from matchmaking.domain.full_match import full_match_under_way, start_full_match
from matchmaking.domain.queries import (
    figures_visible_to,
    indexes_visible_to,
    models_visible_to,
    parts_visible_to,
    runs_visible_to,
)
from matchmaking.models import AccuracyFigure, MarketIndex, MatchModel, MatchPart, MatchRun
from matchmaking.states import RunState


class Scope(admin.SimpleListFilter):
    """Full runs apart from those of single listings."""

    title = gettext_lazy("范围")
    parameter_name = "scope"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("full", _("全部重新匹配")), ("listing", _("单条供需信息"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        return queryset.filter(listing__isnull=self.value() == "full")


@admin.register(MatchRun)
class RunAdmin(Reading):
    entry = staticmethod(runs_visible_to)
    list_display = ["started", "scope", "state", "progress", "matches", "model_version", "finished"]
    list_filter = ["state", Scope, "started"]
    search_fields = ["listing__title", "listing__number", "model_version"]
    list_select_related = ["listing"]
    date_hierarchy = "started"
    show_full_result_count = False
    actions = None
    change_list_template = "admin/run/change_list.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.start)
        return [path("start/", view, name="matchmaking_matchrun_start"), *super().get_urls()]

    def start(self, request: HttpRequest) -> HttpResponse:
        """GET asks, POST starts a full re-match; a second one beside a running one is refused."""
        if not self.has_act_permission(request):
            raise PermissionDenied
        runs = self.get_queryset(request).filter(listing=None, state=RunState.RUNNING)
        running = runs.first() if full_match_under_way() else None
        if request.method == "POST":
            if running is None:
                run = start_full_match()
                self.log_addition(request, run, _("开始全部重新匹配"))
                messages.success(request, _("已开始全部重新匹配，本页刷新可见进度。"))
            else:
                messages.warning(request, _("已有一次全部重新匹配在进行中：%(run)s。") % {"run": running})
            return HttpResponseRedirect(reverse("admin:matchmaking_matchrun_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("全部重新匹配"),
            "running": running,
        }
        return TemplateResponse(request, "admin/run/start.html", context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        can_start = self.has_act_permission(request)
        return super().changelist_view(request, {**(extra_context or {}), "can_start": can_start})

    @admin.display(description=gettext_lazy("范围"))
    def scope(self, run: MatchRun) -> str:
        return str(run.listing) if run.listing else _("全部")

    @admin.display(description=gettext_lazy("进度"))
    def progress(self, run: MatchRun) -> str:
        """Wanted listings done, and steps where a listing takes several."""
        done = f"{run.done} / {run.total}"
        if run.listing_id or run.steps == 0:
            return done
        steps = _("%(done)s / %(all)s 步") % {"done": run.steps_done, "all": run.steps}
        return f"{done} · {steps}"


@admin.register(MatchPart)
class PartAdmin(Reading):
    """Where a full match stands; what a part found is not shown, for it is not a match yet."""

    entry = staticmethod(parts_visible_to)
    list_display = ["run", "block", "segment"]
    fields = ["run", "block", "segment"]
    actions = None


@admin.register(AccuracyFigure)
class FigureAdmin(Reading):
    entry = staticmethod(figures_visible_to)
    list_display = [
        "generation",
        "section",
        "measure",
        "value",
        "lower",
        "upper",
        "needs",
        "pairs",
        "computed",
    ]
    list_filter = ["measure", "generation"]
    actions = None


@admin.register(MatchModel)
class ModelAdmin(Reading):
    entry = staticmethod(models_visible_to)
    list_display = ["version", "documents", "current", "held", "in_force_since", "created"]
    list_filter = ["current", "held"]
    search_fields = ["version"]
    actions = None


@admin.register(MarketIndex)
class IndexAdmin(Reading):
    entry = staticmethod(indexes_visible_to)
    list_display = ["folder", "current", "cards", "segments_of_sides", "size", "moment", "created"]
    list_filter = ["current"]
    search_fields = ["folder", "statistics"]
    fields = [
        "folder",
        "statistics",
        "current",
        "cards",
        "segments_of_sides",
        "size",
        "fingerprint",
        "moment",
        "created",
    ]
    actions = None

    @admin.display(description=gettext_lazy("分段数"))
    def segments_of_sides(self, index: MarketIndex) -> str:
        counts = {"wanted": index.segments.get("wanted", 0), "offered": index.segments.get("offered", 0)}
        return _("需求 %(wanted)s，供给 %(offered)s") % counts

    @admin.display(description=gettext_lazy("大小"))
    def size(self, index: MarketIndex) -> str:
        return filesizeformat(index.bytes)
