"""To which tenants a row belongs: the shortest ways from its model to Organization along foreign keys."""

from django.contrib import admin
from django.db.models import ForeignKey, Model, Q

from enterprises.models import Organization


def paths_to_owner(model: type[Model]) -> list[str]:
    """The shortest lookups that lead from a model to an organization, as in `match__wanted__owner`: two where a row has
    two parties; none where nothing leads there."""
    here: list[tuple[type[Model], str]] = [(model, "")]
    seen = {model}
    while here:
        if found := [path or "pk" for each, path in here if issubclass(each, Organization)]:
            return found
        further = [
            (field.related_model, f"{path}__{field.name}" if path else field.name)
            for each, path in here
            for field in each._meta.get_fields()
            if isinstance(field, ForeignKey) and field.related_model not in seen
        ]
        seen |= {each for each, _path in further}
        here = further
    return []


def rows_of(owner: Organization) -> dict[str, str]:
    """`app/model` → id of one of the tenant's rows, for every model of the admin; any row where none has an owner."""
    found = {}
    for model in admin.site._registry:
        paths = paths_to_owner(model)
        belongs = Q()
        for path in paths:
            belongs |= Q(**{path: owner.pk})
        row = model._default_manager.filter(belongs).order_by("pk").first()
        if row is not None:
            found[f"{model._meta.app_label}/{model._meta.model_name}"] = str(row.pk)
    return found
