"""To which tenant a row belongs: the shortest way from its model to Organization along foreign keys."""

from collections import deque

from django.contrib import admin
from django.db.models import ForeignKey, Model

from enterprises.models import Organization


def path_to_owner(model: type[Model]) -> str:
    """The lookup that leads from a model to its organization, as in `match__wanted__owner`; empty where none does."""
    waiting: deque[tuple[type[Model], str]] = deque([(model, "")])
    seen = {model}
    while waiting:
        here, path = waiting.popleft()
        if issubclass(here, Organization):
            return path or "pk"
        for field in here._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model not in seen:
                seen.add(field.related_model)
                waiting.append((field.related_model, f"{path}__{field.name}" if path else field.name))
    return ""


def rows_of(owner: Organization) -> dict[str, str]:
    """`app/model` → id of one of the tenant's rows, for every model of the admin; any row where none has an owner."""
    found = {}
    for model in admin.site._registry:
        path = path_to_owner(model)
        rows = model._default_manager.filter(**{path: owner.pk}) if path else model._default_manager.all()
        row = rows.order_by("pk").first()
        if row is not None:
            found[f"{model._meta.app_label}/{model._meta.model_name}"] = str(row.pk)
    return found
