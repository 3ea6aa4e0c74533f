"""The catalogue of first sets and the finance products of the demo province, by the verbs of an administrator."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from enterprises.actors import Actor
from enterprises.domain.demo import read_rows
from enterprises.models import Organization
from projects.domain.catalogue import write_finance_product, write_first_set
from projects.models import FinanceProduct, FirstSetItem


def load_catalogue(folder: Path, organizations: Mapping[str, Organization], *, by: Actor) -> dict[str, int]:
    """Write what is not there yet; returns how many items and products there are new. A second time changes nothing."""
    if FirstSetItem.objects.exists() or FinanceProduct.objects.exists():
        return {"first sets": 0, "finance products": 0}
    with transaction.atomic():
        items = [_item(row, by) for row in read_rows(folder / "first_sets.jsonl")]
        products = [
            _product(row, organizations[row["institution"]], by)
            for row in read_rows(folder / "finance_products.jsonl")
        ]
    return {"first sets": len(items), "finance products": len(products)}


def _item(row: Mapping[str, Any], by: Actor) -> FirstSetItem:
    names = ("catalogue", "kind", "product", "requirement", "industries", "source")
    return write_first_set(FirstSetItem(**{name: row[name] for name in names}, **_period(row)), by=by)


def _product(row: Mapping[str, Any], institution: Organization, by: Actor) -> FinanceProduct:
    names = ("name", "kind", "amount_from", "amount_to", "rate", "conditions", "labels", "regions")
    values = {name: row[name] for name in (*names, "trl_from", "trl_to", "source")}
    return write_finance_product(FinanceProduct(institution=institution, **values, **_period(row)), by=by)


def _period(row: Mapping[str, Any]) -> dict[str, dt.date]:
    today = timezone.localdate()
    return {name: today + dt.timedelta(row[f"{name}_days"]) for name in ("valid_from", "valid_to")}
