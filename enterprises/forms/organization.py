"""Forms of an organization: its profile and its contacts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from enterprises.choices import OrganizationKind, OrganizationSize
from enterprises.domain.contacts import EDITABLE as CONTACT_FIELDS
from enterprises.domain.organization import EDITABLE, VERIFIED_FIELDS
from enterprises.domain.queries import organizations_visible_to
from enterprises.forms.choices import choices_of, optional, region_choices, terms_today
from enterprises.forms.widgets import Picker, PillRadios
from enterprises.models import Contact, Organization
from enterprises.rules import sees_organization

_HELP: dict[str, Any] = {
    "name": _("与营业执照或事业单位法人证书一致；实验室写批准文件上的全称。"),
    "credit_code": _("18位。没有独立法人资格的实验室可以不填，改为选择依托单位。"),
    "parent": _("实验室、中试基地所依托的单位，须已在平台登记。"),
    "lab_tier": _("实验室和平台的批准级别，企业不用填。"),
    "introduction": _("主要业务、规模、技术方向，两三句话即可。提交认证前必填。"),
    "website": _("以 https:// 开头。"),
}
_WIDE = frozenset({"name", "introduction", "industries", "disciplines", "kind"})


class OrganizationForm(forms.Form):
    """The profile, from the model's own fields; codes become lists to choose from."""

    def __init__(
        self, *args: Any, actor: Actor, organization: Organization | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name in EDITABLE:
            field = _form_field(name, organization, actor)
            field.help_text = _HELP.get(name, field.help_text)
            field.wide = name in _WIDE  # type: ignore[attr-defined]  # read by the template
            self.fields[name] = field
        if organization is not None and organization.profile_stands:
            for name in VERIFIED_FIELDS:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("提交认证后如需变更，请联系管理员。")
            if organization.parent is None or not sees_organization(actor, organization.parent):
                # no choice any more, it would be a mistake in a field that nobody can change
                self.initial["parent"] = None

    def values(self) -> dict[str, Any]:
        """What the verbs take, without what may not be changed; an empty credit code is none, so that two of them do
        not collide."""
        values = {name: value for name, value in self.cleaned_data.items() if not self.fields[name].disabled}
        return values | ({"credit_code": values["credit_code"] or None} if "credit_code" in values else {})


def initial_of(organization: Organization) -> dict[str, Any]:
    return {name: getattr(organization, name) for name in EDITABLE}


def _form_field(name: str, organization: Organization | None, actor: Actor) -> forms.Field:
    field: Any = Organization._meta.get_field(name)
    common: dict[str, Any] = {"label": field.verbose_name, "required": not field.blank}
    if name == "kind":
        return forms.ChoiceField(choices=OrganizationKind.choices, widget=PillRadios, **common)
    if name == "region":
        return forms.ChoiceField(choices=[("", _("请选择")), *region_choices()], **common)
    if name == "lab_tier":
        return forms.ChoiceField(choices=optional(choices_of("lab_tier")), **common)
    if name == "size":
        return forms.ChoiceField(
            choices=optional(OrganizationSize.choices, str(_("未定"))), widget=PillRadios, **common
        )
    if name in {"industries", "disciplines"}:
        scheme = {"industries": "industry", "disciplines": "discipline"}[name]
        return forms.MultipleChoiceField(
            choices=choices_of(scheme), widget=Picker(terms_today(scheme)), **common
        )
    if name == "parent":
        parents = organizations_visible_to(actor)
        if organization is not None:
            parents = parents.exclude(pk=organization.pk)
        return forms.ModelChoiceField(parents, empty_label=_("没有"), **common)
    if name == "website":
        return forms.URLField(assume_scheme="https", max_length=field.max_length, **common)
    form_field: forms.Field = field.formfield()
    if name == "introduction":
        form_field.widget = forms.Textarea(attrs={"rows": 4})
    return form_field


class ContactForm(forms.Form):
    """One person to call."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name in CONTACT_FIELDS:
            column: Any = Contact._meta.get_field(name)
            self.fields[name] = column.formfield()
        self.fields["phone"].widget.input_type = "tel"
