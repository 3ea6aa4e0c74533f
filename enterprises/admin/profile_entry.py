"""Lines of labs' profiles across labs. Read only: the labs' own people keep them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from config.kernel.admin.base import Reading
from enterprises.domain.queries import entries_visible_to
from enterprises.models import Equipment, Patent, Publication, Researcher


class EntryAdmin(Reading):
    list_select_related = ["organization"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = entries_visible_to(request.actor, self.model)  # type: ignore[attr-defined]
        return rows.order_by(*self.get_ordering(request) or ["organization", "id"])


@admin.register(Researcher)
class ResearcherAdmin(EntryAdmin):
    list_display = ["name", "organization", "position", "field", "orcid", "leads"]
    list_filter = ["leads"]
    search_fields = ["name", "organization__name", "orcid"]


@admin.register(Equipment)
class EquipmentAdmin(EntryAdmin):
    list_display = ["name", "organization", "model", "year", "shared"]
    list_filter = ["shared"]
    search_fields = ["name", "organization__name", "model"]


@admin.register(Publication)
class PublicationAdmin(EntryAdmin):
    list_display = ["title", "organization", "venue", "year", "doi"]
    list_filter = ["year"]
    search_fields = ["title", "organization__name", "doi"]


@admin.register(Patent)
class PatentAdmin(EntryAdmin):
    list_display = ["number", "title", "organization", "ip_state", "granted_on"]
    list_filter = ["ip_state"]
    search_fields = ["number", "title", "organization__name"]
