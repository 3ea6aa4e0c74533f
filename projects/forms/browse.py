"""The search box and the filters of a list."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enterprises.actors import Actor
from enterprises.domain.vocabulary import codes_below
from enterprises.forms.choices import choices_of, optional, region_choices, section_choices, trl_choices
from projects.domain.codes import scheme_of
from projects.domain.facets import MORE_FACETS, OWN_FACET, trl_between, with_code, within_region
from projects.domain.queries import search_listings
from projects.models import KIND_MODELS
from projects.states import ON_SHOW, ListingState

_MINE = "mine"


class BrowseForm(forms.Form):
    """Filters of one kind's list, read from the address. A value that makes no sense is ignored and said so."""

    q = forms.CharField(label=_("搜索"), max_length=200, required=False, strip=True)

    def __init__(self, *args: Any, kind: str, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        everything = str(_("不限"))
        levels = optional(trl_choices(), everything)
        own = OWN_FACET[kind]
        model = KIND_MODELS[kind]
        self.fields["q"].widget = forms.TextInput(
            attrs={"type": "search", "placeholder": _("标题、关键词、编号")}
        )
        if own:
            scheme = scheme_of(model, own) or ""
            field: Any = model._meta.get_field(own)
            self.fields["own"] = _select(field.verbose_name, optional(choices_of(scheme), everything))
        for name, column in MORE_FACETS.get(kind, ()):
            field = model._meta.get_field(column)
            codes = choices_of(scheme_of(model, column) or "")
            self.fields[name] = _select(field.verbose_name, optional(codes, everything))
        self.fields["industry"] = _select(_("行业门类"), optional(section_choices(), everything))
        self.fields["region"] = _select(_("地区"), [("", everything), *region_choices()])
        self.fields["trl_from"] = _select(_("成熟度自"), levels)
        self.fields["trl_to"] = _select(_("成熟度至"), levels)
        self.fields["mode"] = _select(_("合作方式"), optional(choices_of("coop_mode"), everything))
        if actor.organization_ids or actor.is_staff_member:
            self.fields["state"] = _select(_("状态"), _state_choices(actor))

    def narrow(self, listings: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
        """Those of `listings` that pass every filter; unless a state is asked for, only what is on show."""
        self.full_clean()
        chosen = self.cleaned_data
        listings = search_listings(listings, chosen.get("q") or "")
        if code := chosen.get("industry"):
            listings = listings.filter(industries__overlap=codes_below("industry", code))
        if code := chosen.get("region"):
            listings = listings.filter(within_region(code))
        if code := chosen.get("mode"):
            listings = listings.filter(modes__contains=[code])
        for name, column in MORE_FACETS.get(self.kind, ()):
            if code := chosen.get(name):
                listings = listings.filter(**{column: code})
        if code := chosen.get("own"):
            listings = listings.filter(with_code(KIND_MODELS[self.kind], OWN_FACET[self.kind], code))
        lowest, highest = (int(chosen[name]) if chosen.get(name) else None for name in ("trl_from", "trl_to"))
        listings = listings.filter(trl_between(self.kind, lowest, highest))
        return self._of_state(listings, chosen.get("state") or "", actor)

    def _of_state(self, listings: QuerySet[Any], state: str, actor: Actor) -> QuerySet[Any]:
        if state == _MINE:
            return listings.filter(owner__in=actor.organization_ids)
        return listings.filter(state=state) if state else listings.filter(state__in=ON_SHOW)

    def chosen(self) -> list[dict[str, str]]:
        """The filters in force, as chips: their words, and the address's query without them."""
        return [
            {
                "label": f"{self.fields[name].label}{gettext('：')}{self._words_for(name, value)}",
                "query": self._query_without(name),
            }
            for name, value in self.cleaned_data.items()
            if value
        ]

    def _words_for(self, name: str, value: str) -> str:
        return value if name == "q" else _label_of(self.fields[name].choices, value)  # type: ignore[attr-defined]

    def _query_without(self, name: str) -> str:
        left = {key: value for key, value in self.data.items() if value and key not in {name, "page"}}
        return urlencode(left)


def _select(label: Any, choices: list[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _state_choices(actor: Actor) -> list[tuple[str, str]]:
    states = [(state.value, str(state.label)) for state in ListingState]
    mine = [(_MINE, str(_("本主体的，全部状态")))] if actor.organization_ids else []
    return [("", str(_("对外展示中"))), *mine, *states]


def _label_of(choices: Any, value: str) -> str:
    for code, label in choices:
        if isinstance(label, list | tuple):
            if found := _label_of(label, value):
                return found
        elif str(code) == value:
            return str(label)
    return ""
