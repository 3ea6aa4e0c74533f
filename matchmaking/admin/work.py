"""Meetings, messages, files and secrecy signatures in the admin: read only, without those of parties one is tied to."""

from django.contrib import admin

from config.kernel.admin.base import Reading
from matchmaking.domain.files import files_visible_to
from matchmaking.domain.work import meetings_visible_to, messages_visible_to, signatures_visible_to
from matchmaking.models import DockingFile, Meeting, Message, SecrecySignature


@admin.register(Meeting)
class MeetingAdmin(Reading):
    entry = staticmethod(meetings_visible_to)
    list_display = ["held_on", "docking", "place", "next_step", "next_owner", "next_deadline"]
    list_filter = ["held_on", "next_deadline"]
    search_fields = ["docking__number", "place", "minutes"]
    date_hierarchy = "held_on"
    fields = [
        *("held_on", "docking", "place", "people", "minutes", "next_step", "next_owner", "next_deadline"),
        *("by_label", "at"),
    ]
    actions = None


@admin.register(Message)
class MessageAdmin(Reading):
    entry = staticmethod(messages_visible_to)
    list_display = ["at", "docking", "organization", "by_label", "text"]
    fields = ["at", "docking", "organization", "by_label", "text"]
    list_filter = ["at"]
    search_fields = ["docking__number", "text"]
    date_hierarchy = "at"
    actions = None


@admin.register(SecrecySignature)
class SignatureAdmin(Reading):
    entry = staticmethod(signatures_visible_to)
    list_display = ["at", "docking", "organization", "signed_on", "by_label"]
    fields = ["at", "docking", "organization", "signed_on", "by_label"]
    list_filter = ["signed_on"]
    search_fields = ["docking__number"]
    actions = None


@admin.register(DockingFile)
class DockingFileAdmin(Reading):
    """What there is, of whom and with which checksum; what the files hold is read on the docking's page."""

    entry = staticmethod(files_visible_to)
    list_display = ["at", "docking", "kind", "document", "by_label"]
    fields = ["at", "docking", "kind", "document", "note", "by_label"]
    list_filter = ["kind", "at"]
    search_fields = ["docking__number", "document__name", "document__sha256"]
    list_select_related = ["docking", "document"]
    date_hierarchy = "at"
    actions = None
