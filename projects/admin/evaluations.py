"""Evaluations in the admin: read here, opened and called off by verbs. Opinions are their reviewers' own."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from config.kernel.admin.base import HistoryAdmin, HistoryInline, Reading
from config.kernel.admin.verbs import ReasonQuestion, verb_action
from projects.domain.evaluation import cancel_evaluation
from projects.domain.evaluation_queries import (
    evaluation_steps_visible_to,
    evaluations_visible_to,
    opinion_steps_visible_to,
    opinions_visible_to,
)
from projects.models import Evaluation, EvaluationTransition, Opinion, OpinionTransition


class EvaluationHistory(HistoryInline):
    model = EvaluationTransition


@admin.register(Evaluation)
class EvaluationAdmin(Reading):
    entry = staticmethod(evaluations_visible_to)
    list_display = ["number", "achievement", "state", "opened"]
    list_filter = ["state", "opened"]
    search_fields = ["number", "achievement__title"]
    date_hierarchy = "opened"
    inlines = [EvaluationHistory]
    actions = [
        verb_action(
            cancel_evaluation,
            name="cancel_evaluation",
            label=_("取消评价"),
            consequence=_("已提交的意见不再有人看到。"),
            question=ReasonQuestion,
        )
    ]


@admin.register(Opinion)
class OpinionAdmin(Reading):
    """One's own."""

    entry = staticmethod(opinions_visible_to)
    list_display = ["evaluation", "state", "asked"]
    list_filter = ["state"]
    actions = None


@admin.register(EvaluationTransition)
class EvaluationTransitionAdmin(HistoryAdmin):
    entry = staticmethod(evaluation_steps_visible_to)


@admin.register(OpinionTransition)
class OpinionTransitionAdmin(HistoryAdmin):
    """Who answered when, or declined why; not what they said."""

    entry = staticmethod(opinion_steps_visible_to)
    list_select_related = ["subject__evaluation"]
