"""Labels across organizations: what was claimed is confirmed or refused here."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.admin.base import HistoryAdmin, HistoryInline, Reading
from config.kernel.admin.verbs import NoteQuestion, ReasonQuestion, barred_unless, verb_action
from enterprises.actors import Actor
from enterprises.domain.labels import confirm_label, refuse_label, revoke_label
from enterprises.domain.queries import label_steps_visible_to, labels_visible_to
from enterprises.models import LabelTransition, OrganizationLabel
from enterprises.rules import can_verify_organization
from enterprises.states import LABEL_MOVES, LabelState


class LabelHistory(HistoryInline):
    model = LabelTransition


def _judges(actor: Actor, label: OrganizationLabel) -> bool:
    return can_verify_organization(actor, label.organization)


@admin.register(OrganizationLabel)
class LabelAdmin(Reading):
    entry = staticmethod(labels_visible_to)
    list_display = ["organization", "code", "state", "valid_from", "valid_to", "evidence", "file"]
    list_filter = ["state", "code", "valid_to"]
    search_fields = ["organization__name", "evidence"]
    list_select_related = ["organization"]
    fields = ["organization", "code", "state", "valid_from", "valid_to", "evidence", "file"]
    inlines = [LabelHistory]
    actions = [
        verb_action(
            confirm_label,
            name="confirm",
            label=gettext_lazy("核对无误"),
            consequence=gettext_lazy("所选称号在有效期内计入。"),
            question=NoteQuestion,
            obstacle=barred_unless(LABEL_MOVES, LabelState.CONFIRMED, _judges),
        ),
        verb_action(
            refuse_label,
            name="refuse_label",
            label=gettext_lazy("不通过核对"),
            consequence=gettext_lazy("所选称号不计入，主体会看到理由。"),
            question=ReasonQuestion,
            obstacle=barred_unless(LABEL_MOVES, LabelState.REFUSED, _judges),
        ),
        verb_action(
            revoke_label,
            name="revoke",
            label=gettext_lazy("取消称号"),
            consequence=gettext_lazy("所选称号立即不再计入，主体会看到理由。"),
            question=ReasonQuestion,
            obstacle=barred_unless(LABEL_MOVES, LabelState.REVOKED, _judges),
        ),
    ]

    @admin.display(description=gettext_lazy("证明材料"))
    def file(self, label: OrganizationLabel) -> str:
        if label.document_id is None:
            return "—"
        return format_html(
            '<a href="{}">{}</a>', reverse("enterprises:label-evidence", args=[label.pk]), _("下载")
        )


@admin.register(LabelTransition)
class LabelTransitionAdmin(HistoryAdmin):
    """How labels were judged."""

    entry = staticmethod(label_steps_visible_to)
