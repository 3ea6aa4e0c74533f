"""The form of one line of a lab's profile, built from the model's own fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.domain.profile_entries import EDITABLE
from enterprises.forms.choices import choices_of, optional
from enterprises.models import ProfileEntry

_HELP: dict[str, Any] = {
    "orcid": _("例如 0000-0002-1825-0097，也可以粘贴网址。"),
    "doi": _("例如 10.1000/182，也可以粘贴网址。"),
    "number": _("例如 ZL200310102344.5，会核对校验位；也可以填公布号。"),
    "field": _("一句话，企业的人看得懂。"),
    "terms": _("怎样预约，是否收费。"),
    "leads": _("显示在最前面。"),
}
_LONG = frozenset({"title", "authors", "inventors", "purpose", "field", "terms"})


class EntryForm(forms.Form):
    """One line; numbers are taken as people write them."""

    def __init__(self, *args: Any, model: type[ProfileEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name in EDITABLE[model]:
            column: Any = model._meta.get_field(name)
            field: forms.Field = column.formfield()
            if name == "ip_state":
                field = forms.ChoiceField(
                    label=column.verbose_name, required=False, choices=optional(choices_of("ip_state"))
                )
            elif name in {"orcid", "doi", "number"}:  # as written; the domain keeps and judges it
                field = forms.CharField(label=column.verbose_name, max_length=300, required=not column.blank)
            elif name == "granted_on":
                field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            field.help_text = _HELP.get(name, "")
            field.wide = name in _LONG  # type: ignore[attr-defined]  # read by the template
            self.fields[name] = field
