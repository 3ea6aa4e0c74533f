"""Vocabularies in the admin: a term is ended by its last day, never deleted, because listings name it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from config.kernel.admin.base import Scoped
from enterprises.domain.queries import terms_visible_to
from enterprises.domain.vocabulary import forget_terms
from enterprises.models import Term


@admin.register(Term)
class TermAdmin(Scoped):
    entry = staticmethod(terms_visible_to)
    list_display = ["scheme", "code", "zh", "en", "parent", "valid_from", "valid_to"]
    list_display_links = ["code"]
    list_filter = ["scheme"]
    search_fields = ["code", "zh", "en"]
    ordering = ["scheme", "position", "code"]
    list_per_page = 100

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> list[str]:
        return ["scheme", "code"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Term, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        forget_terms()
