"""The form with which an organization claims a label."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.domain.labels import EDITABLE
from enterprises.forms.choices import choices_of, optional
from enterprises.models import OrganizationLabel


class LabelForm(forms.Form):
    """Code, period and number as on the certificate, and the certificate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name in EDITABLE:
            column: Any = OrganizationLabel._meta.get_field(name)
            self.fields[name] = column.formfield()
        self.fields["code"] = forms.ChoiceField(
            label=_("称号"), choices=lambda: optional(choices_of("enterprise_label"))
        )
        for name in ("valid_from", "valid_to"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        self.fields["file"] = forms.FileField(
            label=_("证明材料"),
            required=False,
            help_text=_("证书或公布文件，PDF、图片、Word 或 Excel；只有本主体和管理员能下载。"),
        )
