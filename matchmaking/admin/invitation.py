"""Invitations in the admin: read only, and only those that have arrived."""

from django.contrib import admin

from config.kernel.admin.base import HistoryAdmin, HistoryInline, Reading
from matchmaking.domain.invitations import invitation_steps_visible_to, invitations_visible_to
from matchmaking.models import Invitation, InvitationTransition


class InvitationHistory(HistoryInline):
    model = InvitationTransition


@admin.register(Invitation)
class InvitationAdmin(Reading):
    entry = staticmethod(invitations_visible_to)
    list_display = ["due", "listing", "invited", "state", "match"]
    list_filter = ["state", "due"]
    search_fields = ["listing__number", "invited__number", "listing__owner__name", "invited__owner__name"]
    date_hierarchy = "due"
    fields = ["listing", "invited", "state", "due", "match"]
    inlines = [InvitationHistory]
    actions = None


@admin.register(InvitationTransition)
class InvitationTransitionAdmin(HistoryAdmin):
    """Steps of the invitations that have arrived."""

    entry = staticmethod(invitation_steps_visible_to)
