"""The quantified targets of a need as repeatable rows of the form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from projects.domain.targets import FIELDS, MOST_TARGETS
from projects.models import Listing, Need, NeedTarget

_EXAMPLES = {
    "indicator": _("例：平均槽寿命"),
    "current_value": _("例：5"),
    "target_value": _("例：7"),
    "unit": _("例：年"),
    "test_method": _("例：连续三台大修槽运行记录"),
}


class TargetForm(forms.Form):
    """One row; a row left blank does not count."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            column: Any = NeedTarget._meta.get_field(name)
            field: forms.Field = column.formfield(required=False)
            field.widget.attrs["placeholder"] = _EXAMPLES[name]
            if name == "unit":
                field.widget.attrs["list"] = "units"
            self.fields[name] = field

    def row(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name) or "" for name in FIELDS}


class _Rows(BaseFormSet):
    def show(self, path: str, text: str) -> None:
        """Put an error of the domain beside its cell; `path` is row number, dot, field, counting filled rows."""
        number, _dot, name = path.partition(".")
        filled = [form for form in self.forms if any(form.row().values())]
        filled[int(number)].add_error(name if name in FIELDS else None, text)


_Formset = forms.formset_factory(
    TargetForm,
    formset=_Rows,
    extra=1,
    max_num=MOST_TARGETS,
    absolute_max=MOST_TARGETS + 10,
    validate_max=True,
)


def target_rows(data: Mapping[str, Any] | None, listing: Listing | None) -> Any:
    """The rows as sent, or as they stand, with a blank one below."""
    initial = list(listing.targets.values(*FIELDS)) if isinstance(listing, Need) and data is None else []
    return _Formset(data, prefix="targets", initial=initial)


def read_targets(rows: Any) -> list[dict[str, str]]:
    """The rows somebody wrote in."""
    return [row for form in rows.forms if any((row := form.row()).values())]
