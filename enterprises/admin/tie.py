"""Declared ties in the admin. Read only: each person declares and takes back their own."""

from django.contrib import admin

from config.kernel.admin.base import Reading
from enterprises.domain.queries import ties_on_file
from enterprises.models import DeclaredTie


@admin.register(DeclaredTie)
class TieAdmin(Reading):
    entry = staticmethod(ties_on_file)
    list_display = ["user", "organization", "kind", "since", "until", "declared", "withdrawn"]
    list_filter = ["kind", "declared"]
    search_fields = ["user__name", "organization__name", "note"]
    list_select_related = ["user", "organization"]
    date_hierarchy = "declared"
    actions = None
