"""What was changed in the admin, by whom: read by administrators, written by nobody."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.http import HttpRequest

from config.kernel.admin.base import Reading
from enterprises.domain.queries import log_visible_to


@admin.register(LogEntry)
class LogAdmin(Reading):
    entry = staticmethod(log_visible_to)
    list_display = ["action_time", "user", "action_flag", "content_type", "object_repr", "get_change_message"]
    list_filter = ["action_flag", "content_type", "action_time"]
    search_fields = ["object_repr", "change_message", "user__name", "user__email"]
    list_select_related = ["user", "content_type"]
    date_hierarchy = "action_time"
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_act_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_act_permission(request)
