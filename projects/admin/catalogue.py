"""首台套目录与金融产品 in the admin: administrators write them; a row is ended by its last day, never deleted."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from config.kernel.admin.base import Scoped
from projects.domain.catalogue import (
    finance_product_errors,
    finance_products_visible_to,
    first_set_errors,
    first_sets_visible_to,
    write_finance_product,
    write_first_set,
)
from projects.models import FinanceProduct, FirstSetItem


class FirstSetForm(forms.ModelForm):
    """What the domain refuses stands at its field."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        for name, text in first_set_errors(self.instance).items():
            self.add_error(name, text)


class FinanceProductForm(forms.ModelForm):
    """What the domain refuses stands at its field."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        for name, text in finance_product_errors(self.instance).items():
            self.add_error(name, text)


class Catalogue(Scoped):
    """Rows that administrators add and change, and nobody deletes: roads name them."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(FirstSetItem)
class FirstSetAdmin(Catalogue):
    entry = staticmethod(first_sets_visible_to)
    form = FirstSetForm
    list_display = ["product", "kind", "catalogue", "valid_from", "valid_to"]
    list_filter = ["kind", "catalogue", "valid_to"]
    search_fields = ["product", "catalogue", "requirement"]

    def save_model(self, request: HttpRequest, obj: FirstSetItem, form: Any, change: bool) -> None:
        write_first_set(obj, by=request.actor)  # type: ignore[attr-defined]


@admin.register(FinanceProduct)
class FinanceProductAdmin(Catalogue):
    entry = staticmethod(finance_products_visible_to)
    form = FinanceProductForm
    list_display = ["name", "institution", "kind", "amount_from", "amount_to", "valid_to"]
    list_filter = ["kind", "valid_to"]
    search_fields = ["name", "institution__name", "conditions"]
    list_select_related = ["institution"]
    autocomplete_fields = ["institution"]

    def save_model(self, request: HttpRequest, obj: FinanceProduct, form: Any, change: bool) -> None:
        write_finance_product(obj, by=request.actor)  # type: ignore[attr-defined]
