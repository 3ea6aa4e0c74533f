"""Admin pages of rows that change by verbs only: they are read there, and acted on by confirmed actions."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
    Inline = admin.TabularInline[Any, Any]
else:
    Admin = admin.ModelAdmin
    Inline = admin.TabularInline


class Found(AutocompleteSelect):
    """A row found while typing. What cannot be an id was not found; showing the form again, the library would answer
    500."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        key = self.field.remote_field.model._meta.pk
        return super().optgroups(name, [each for each in value if _may_be(key, each)], attrs)


class Scoped(Admin):
    """Rows as the actor may see them: `entry` is the query of the domain that says which, and the choices of foreign
    keys come from the entries of the admin pages of the rows they point to."""

    entry: ClassVar[Any]  # a staticmethod: actor → QuerySet

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = type(self).entry(request.actor)  # type: ignore[attr-defined]
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the page offers as a filter: by any other column, one that is not shown could be guessed."""
        offered = {_column(item) for item in self.get_list_filter(request)} | {self.date_hierarchy}
        return lookup.split("__", 1)[0] in offered and super().lookup_allowed(lookup, value, request)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        model = db_field.remote_field.model
        if not self.admin_site.is_registered(model):
            return super().get_field_queryset(db, db_field, request)
        return self.admin_site.get_model_admin(model).get_queryset(request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Found(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def response_action(self, request: HttpRequest, queryset: Any, *args: Any, **kwargs: Any) -> Any:
        """What cannot be an id names no row: 404 here as in an address; the library would answer 500."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(_may_be(self.model._meta.pk, value) for value in chosen):
            raise Http404
        return super().response_action(request, queryset, *args, **kwargs)


def _may_be(key: Any, value: Any) -> bool:
    """Whether a value that was sent could be a primary key."""
    try:
        key.to_python(value)
    except ValidationError:
        return False
    return True


def _column(item: Any) -> str:
    """The column of an entry of `list_filter`: a name or a (name, filter) pair; a filter class of ours has none."""
    return str(item[0] if isinstance(item, (tuple, list)) else item)


class Acting(Scoped):
    """Rows that verbs act on: actions with permission "act" are for administrators; the verb judges each row."""

    def has_act_permission(self, request: HttpRequest) -> bool:
        return bool(request.actor.is_administrator)  # type: ignore[attr-defined]


class Reading(Acting):
    """Rows nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadingInline(Inline):
    """Rows of a parent's page, read only: verdicts, targets."""

    extra = 0
    can_delete = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All of them: among what is shown are columns that no form may hold."""
        return self.fields or super().get_readonly_fields(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def state_label(row: Any, code: str) -> str:
    """What a state of the subject of a transition row is called."""
    subject = type(row)._meta.get_field("subject").related_model
    return str(dict(subject._meta.get_field("state").flatchoices).get(code, code))


class HistoryInline(ReadingInline):
    """The transition rows of an object; subclasses name the model."""

    fields: ClassVar[Any] = ["at", "step", "by_label", "note"]
    ordering = ["id"]

    @admin.display(description=_("经过"))
    def step(self, row: Any) -> str:
        return " → ".join(state_label(row, code) for code in (row.old, row.new) if code)


class HistoryAdmin(Reading):
    """The transition rows of a model as a list: who did what, when, why."""

    list_display = ["at", "subject", "step", "by_label", "note"]
    list_filter = ["new", "at"]
    search_fields = ["by_label", "note"]
    date_hierarchy = "at"
    ordering = ["-id"]
    list_select_related = ["subject"]
    actions = None

    @admin.display(description=_("经过"))
    def step(self, row: Any) -> str:
        return " → ".join(state_label(row, code) for code in (row.old, row.new) if code)
