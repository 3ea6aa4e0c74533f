"""Declaring a tie to an organization."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from enterprises.choices import TieKind
from enterprises.domain.queries import organizations_visible_to
from enterprises.models import Organization


class TieForm(forms.Form):
    """The organization is named in full: a list of thousands helps nobody."""

    organization = forms.CharField(
        label=_("主体名称"), max_length=100, help_text=_("与平台登记的全称一致，或填统一社会信用代码。")
    )
    kind = forms.ChoiceField(label=_("关系"), choices=TieKind.choices)
    since = forms.DateField(
        label=_("自"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("至"),
        required=False,
        help_text=_("仍然存在的关系不填。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("说明（可不填）"), max_length=500, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.use_required_attribute = False

    def clean_organization(self) -> Organization:
        named = self.cleaned_data["organization"].strip()
        visible = organizations_visible_to(self.actor)
        found = visible.filter(name=named).first() or visible.filter(credit_code=named).first()
        if found is None:
            raise forms.ValidationError(_("没有找到这个主体，请核对全称。"))
        return found
