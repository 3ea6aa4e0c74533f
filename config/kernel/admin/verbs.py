"""Admin actions that call a verb for each selected row: first a page that says what will happen, then one that says
what has happened, row by row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.admin.base import Admin
from config.kernel.errors import DomainError

MOST = 200  # rows one confirmation covers: as many as a person looks through

Verb = Callable[..., object]
Obstacle = Callable[[Any, Any], str]
Action = Callable[[Any, HttpRequest, "models.QuerySet[Any]"], "HttpResponse | None"]


@dataclass(frozen=True)
class Line:
    """One row on the confirmation page or on the result page; `problem` is empty when it will be, or was, done."""

    row: models.Model
    problem: str = ""


class Question(forms.Form):
    """What a verb asks beside its object; some choices depend on the actor who is asked."""

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor


class NoQuestion(Question):
    """A verb that needs nothing but its object."""


class NoteQuestion(Question):
    """A verb that takes a remark."""

    note = forms.CharField(
        label=gettext_lazy("说明（可不填）"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonQuestion(Question):
    """A verb that is not done without a reason."""

    note = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("对方会看到这段文字，请写清楚问题和改进办法。"),
    )


def no_obstacle(_row: Any, _by: Any) -> str:
    """For verbs whose obstacles show only when they are tried."""
    return ""


def barred_unless(table: Mapping[str, frozenset[str]], new: str, may: Callable[[Any, Any], bool]) -> Obstacle:
    """An obstacle test from a state table and a rule: what the verb would refuse, foreseen on the confirmation page."""

    def obstacle(row: Any, by: Any) -> str:
        if not may(by, row):
            return _("与您所在主体有关，或不在您的权限内")
        if new not in table.get(row.state, frozenset()):
            return _("当前状态是“%(state)s”") % {"state": row.get_state_display()}
        return ""

    return obstacle


def attempt(verb: Verb, row: Any, **values: Any) -> Line:
    """Call the verb for one row; a refusal becomes the line's problem, so that the others go on."""
    try:
        verb(row, **values)
    except DomainError as error:
        return Line(row, error.sentence)
    return Line(row)


def verb_action(
    verb: Verb,
    *,
    name: str,
    label: Any,
    consequence: Any,
    question: Callable[..., forms.Form] = NoQuestion,
    obstacle: Obstacle = no_obstacle,
) -> Action:
    """Return an admin action that calls `verb(row, by=actor, **answers)` for each selected row.

    1. The confirmation page lists every row, says the `consequence`, names what will be skipped, and asks `question`.
    2. Confirmed, each row is tried by itself; the result page says per row "done" or why it was skipped.
    """

    @admin.action(description=label, permissions=["act"])
    def act(modeladmin: Admin, request: HttpRequest, queryset: "models.QuerySet[Any]") -> HttpResponse | None:
        by = request.actor  # type: ignore[attr-defined]
        rows = list(queryset[: MOST + 1])
        if len(rows) > MOST:
            modeladmin.message_user(
                request, _("一次最多处理 %(most)s 条，请缩小选择范围。") % {"most": MOST}, messages.WARNING
            )
            return None
        confirmed = "confirmed" in request.POST
        form = question(request.POST if confirmed else None, actor=by)
        if confirmed and form.is_valid():
            lines = [attempt(verb, row, by=by, **form.cleaned_data) for row in rows]
            return _page(modeladmin, request, "admin/verb_result.html", lines, label=label)
        lines = [Line(row, obstacle(row, by)) for row in rows]
        extra = {"form": form, "consequence": consequence, "action_name": name}
        return _page(modeladmin, request, "admin/confirm_verb.html", lines, label=label, **extra)

    act.__name__ = name
    return act


def _page(
    modeladmin: Admin, request: HttpRequest, template: str, lines: Sequence[Line], **context: Any
) -> HttpResponse:
    return TemplateResponse(
        request,
        template,
        {
            **modeladmin.admin_site.each_context(request),
            "title": context["label"],
            "opts": modeladmin.opts,
            "lines": lines,
            "can": sum(not line.problem for line in lines),
            "cannot": sum(bool(line.problem) for line in lines),
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "media": modeladmin.media,
            "list_url": request.get_full_path(),
            **context,
        },
    )
