"""Notices in the admin: read only, those one reads oneself."""

from django.contrib import admin

from config.kernel.admin.base import Reading
from matchmaking.domain.notices import marks_visible_to, notices_visible_to
from matchmaking.models import Notice, NoticeMark


@admin.register(Notice)
class NoticeAdmin(Reading):
    entry = staticmethod(notices_visible_to)
    list_display = [
        *(
            "created",
            "kind",
            "organization",
            "user",
            "match",
            "docking",
            "member",
            "bid",
            "evaluation",
            "due",
        ),
    ]
    list_filter = ["kind", "due", "created"]
    date_hierarchy = "created"
    fields = [
        *("created", "kind", "organization", "user", "match", "docking", "member", "bid", "booking"),
        *("application", "evaluation", "about", "due"),
    ]
    actions = None


@admin.register(NoticeMark)
class NoticeMarkAdmin(Reading):
    """Who receives mail, and up to when they were written to."""

    entry = staticmethod(marks_visible_to)
    list_display = ["user", "read_until", "mailed_until", "wants_mail"]
    list_filter = ["wants_mail"]
    search_fields = ["user__name"]
    fields = ["user", "read_until", "mailed_until", "wants_mail"]
    actions = None
