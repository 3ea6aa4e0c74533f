"""The quantified targets of a need, written as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from enterprises.domain.cleaning import invalid_from
from projects.models import Need, NeedTarget

MOST_TARGETS = 30
FIELDS = ("indicator", "current_value", "target_value", "unit", "test_method")


def write_targets(need: Need, rows: Sequence[Mapping[str, Any]]) -> None:
    """Replace the need's targets by `rows`. Raises Invalid with the row number, from 0, in the field name."""
    if len(rows) > MOST_TARGETS:
        raise Invalid({"targets": _("量化指标最多 %(most)s 条。") % {"most": MOST_TARGETS}})
    targets = []
    for position, row in enumerate(rows):
        if unknown := row.keys() - set(FIELDS):
            raise Invalid({f"targets.{position}.{name}": _("没有这个字段。") for name in unknown})
        target = NeedTarget(need=need, position=position, **row)
        try:
            target.full_clean(exclude=["need"])
        except ValidationError as error:
            raise invalid_from(error, prefix=f"targets.{position}.") from error
        targets.append(target)
    need.targets.all().delete()
    NeedTarget.objects.bulk_create(targets)


def targets_of(need: Need) -> list[dict[str, Any]]:
    """The need's targets as the rows that would write them."""
    return [{name: getattr(row, name) for name in FIELDS} for row in need.targets.all()]
