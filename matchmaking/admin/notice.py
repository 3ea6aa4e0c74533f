"""Notices in the admin: read only, those one reads oneself."""

from django.contrib import admin

from config.kernel.admin.base import Reading
from matchmaking.domain.notices import notices_visible_to
from matchmaking.models import Notice


@admin.register(Notice)
class NoticeAdmin(Reading):
    entry = staticmethod(notices_visible_to)
    list_display = ["created", "kind", "organization", "match", "docking", "due"]
    list_filter = ["kind", "due", "created"]
    date_hierarchy = "created"
    fields = ["created", "kind", "organization", "match", "docking", "about", "due"]
    actions = None
