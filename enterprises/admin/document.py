"""Files in the admin: whose, what kind, which checksum. What they hold is read where they belong."""

from django.contrib import admin

from config.kernel.admin.base import Reading
from enterprises.domain.queries import documents_on_file
from enterprises.models import Document


@admin.register(Document)
class DocumentAdmin(Reading):
    entry = staticmethod(documents_on_file)
    list_display = ["name", "owner", "kind", "size", "by_label", "at"]
    list_filter = ["kind", "at"]
    search_fields = ["name", "owner__name", "sha256"]
    fields = ["name", "owner", "kind", "size", "sha256", "by_label", "at"]
    list_select_related = ["owner"]
    date_hierarchy = "at"
    actions = None
