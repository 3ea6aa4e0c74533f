"""To which tenants a row belongs: the shortest ways from its model to Organization along foreign keys."""

from collections.abc import Mapping

from django.contrib import admin
from django.db.models import AutoField, ForeignKey, Model, Q
from django.db.models.expressions import RawSQL

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


def rows_of(owner: Organization, named: Mapping[str, str]) -> dict[str, str]:
    """`app/model` → id of one of the tenant's rows, for every model of the admin; any row where none has an owner.

    The oldest; where ids do not tell that, the first that the world has a name for, or else the first in the table,
    where rows lie as they were written: chance must not choose in which state the row is.
    """
    found = {}
    for model in admin.site._registry:
        belongs = Q()
        for path in paths_to_owner(model):
            belongs |= Q(**{path: owner.pk})
        rows = model._default_manager.filter(belongs)
        place = RawSQL(f'"{model._meta.db_table}".ctid', [])
        counted = isinstance(model._meta.pk, AutoField)
        ids = [str(pk) for pk in rows.order_by("pk" if counted else place).values_list("pk", flat=True)]
        if ids:
            names = () if counted else named.values()
            found[f"{model._meta.app_label}/{model._meta.model_name}"] = next(
                (id for id in names if id in ids), ids[0]
            )
    return found
