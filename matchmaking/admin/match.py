"""Matches in the admin: the review queue, decisions by confirmed actions, and the pair side by side."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.admin.base import HistoryInline, Reading, ReadingInline
from config.kernel.admin.verbs import NoteQuestion, ReasonQuestion, barred_unless, verb_action
from matchmaking.domain.bulk import obstacle_to_approval
from matchmaking.domain.comparison import compare
from matchmaking.domain.conflicts import judged_by
from matchmaking.domain.probability import probabilities
from matchmaking.domain.queries import matches_visible_to
from matchmaking.domain.reasons import reason_sentences
from matchmaking.domain.review import approve_match, reject_match, reopen_match, send_back_match
from matchmaking.forms import ApprovalForm, date_field, exit_reasons_field
from matchmaking.models import Match, MatchTransition, Verdict
from matchmaking.rules import can_review_match
from matchmaking.states import MATCH_MOVES, MatchState


class ExitQuestion(ReasonQuestion):
    """Coded reasons beside the words."""

    reasons = exit_reasons_field()


class SendBackQuestion(ExitQuestion):
    """And the day until which it is to be mended."""

    deadline = date_field(gettext_lazy("整改期限"))


class MatchHistory(HistoryInline):
    model = MatchTransition


class VerdictInline(ReadingInline):
    model = Verdict
    fields = ["side", "organization", "verdict", "reasons", "note", "by_label", "at"]


@admin.register(Match)
class MatchAdmin(Reading):
    list_display = ["pair", "score_of_100", "state", "why", "proposed"]
    list_filter = ["state", "relation", "created"]
    search_fields = [
        "wanted__title",
        "wanted__number",
        "wanted__owner__name",
        "offered__title",
        "offered__number",
        "offered__owner__name",
    ]
    list_display_links = None
    list_per_page = 50
    show_full_result_count = False
    inlines = [VerdictInline, MatchHistory]
    fields = ["wanted", "offered", "score_of_100", "state", "why", "terms", "model_version", "run", "created"]
    change_form_template = "admin/match/change_form.html"
    actions = [
        verb_action(
            approve_match,
            name="approve",
            label=gettext_lazy("批准所选匹配"),
            consequence=gettext_lazy("每条匹配开启一项对接，双方立即收到对方的联系人；批准后不能撤回。"),
            question=ApprovalForm,
            obstacle=obstacle_to_approval,
        ),
        verb_action(
            reject_match,
            name="reject",
            label=gettext_lazy("不批准所选匹配"),
            consequence=gettext_lazy("所选匹配不开启对接，双方会看到理由。"),
            question=ExitQuestion,
            obstacle=barred_unless(MATCH_MOVES, MatchState.REJECTED, can_review_match),
        ),
        verb_action(
            send_back_match,
            name="send_back_match",
            label=gettext_lazy("退回整改所选匹配"),
            consequence=gettext_lazy("双方收到通知，改好后重新提交审核；到期不改的匹配失效。"),
            question=SendBackQuestion,
            obstacle=barred_unless(MATCH_MOVES, MatchState.SENT_BACK, can_review_match),
        ),
        verb_action(
            reopen_match,
            name="reopen",
            label=gettext_lazy("重新审核所选匹配"),
            consequence=gettext_lazy("未批准或退回整改的匹配回到待审核状态。"),
            question=NoteQuestion,
            obstacle=barred_unless(MATCH_MOVES, MatchState.MUTUAL, can_review_match),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        actor = request.actor  # type: ignore[attr-defined]
        visible = judged_by(actor, matches_visible_to(actor))  # the list is ordered and narrowed by score
        return visible.prefetch_related("wanted__owner__contacts", "offered__owner__contacts")

    def get_urls(self) -> list[Any]:
        compare_url = path(
            "<path:object_id>/compare/",
            self.admin_site.admin_view(self.compare),
            name="matchmaking_match_compare",
        )
        return [compare_url, *super().get_urls()]

    def compare(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The pair side by side."""
        match = self.get_object(request, unquote(object_id))
        if match is None or not self.has_view_permission(request, match):
            raise Http404
        by = request.actor  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("并排比较"),
            "match": match,
            "probability": probabilities().of(match, by),
            "comparison": compare(match, actor=by),
            "verdicts": match.verdicts.select_related("organization"),
            "can_decide": can_review_match(by, match) and match.state == MatchState.MUTUAL,
        }
        return TemplateResponse(request, "admin/match/compare.html", context)

    @admin.display(description=gettext_lazy("匹配"), ordering="wanted__title")
    def pair(self, match: Match) -> str:
        url = reverse("admin:matchmaking_match_compare", args=[match.pk])
        wanted, offered = match.wanted, match.offered
        return format_html(
            '<a href="{}">{}<br>× {}</a><br><span class="quiet">{} × {}</span>',
            url,
            wanted.title,
            offered.title,
            wanted.owner.name,
            offered.owner.name,
        )

    @admin.display(description=gettext_lazy("匹配度"), ordering="seen_score")
    def score_of_100(self, match: Match) -> int:
        seen: float = match.seen_score  # type: ignore[attr-defined]
        return round(seen * 100)

    @admin.display(description=gettext_lazy("理由"))
    def why(self, match: Match) -> str:
        return _("；").join(reason_sentences(match)[:2])

    @admin.display(description=gettext_lazy("推荐时间"), ordering="created")
    def proposed(self, match: Match) -> str:
        return date_format(localtime(match.created), "Y-m-d")

    def view_on_site(self, obj: Match) -> str:
        return reverse("matchmaking:detail", args=[obj.pk])
