"""Labs and universities by tier."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from enterprises.actors import ActorRequest
from enterprises.choices import LAB_KINDS
from enterprises.domain.queries import organizations_visible_to
from enterprises.domain.vocabulary import codes_below, terms_of
from enterprises.forms.choices import choices_of, optional
from enterprises.models import Organization

PER_PAGE = 20


class LabsForm(forms.Form):
    """Filters, read from the address; what makes no sense is ignored."""

    q = forms.CharField(label=_("名称"), max_length=100, required=False)
    tier = forms.ChoiceField(
        label=_("平台级别"), required=False, choices=lambda: optional(choices_of("lab_tier"), str(_("不限")))
    )
    discipline = forms.ChoiceField(
        label=_("学科"), required=False, choices=lambda: optional(choices_of("discipline"), str(_("不限")))
    )

    def narrow(self, labs: QuerySet[Organization]) -> QuerySet[Organization]:
        self.full_clean()
        chosen: dict[str, Any] = self.cleaned_data
        if word := chosen.get("q"):
            labs = labs.filter(name__icontains=word) | labs.filter(name_en__icontains=word)
        if tier := chosen.get("tier"):
            labs = labs.filter(lab_tier=tier)
        if discipline := chosen.get("discipline"):
            labs = labs.filter(disciplines__overlap=codes_below("discipline", discipline))
        return labs


@require_safe
def labs(request: ActorRequest) -> HttpResponse:
    """In the order of their tiers, those without one last."""
    form = LabsForm(request.GET)
    ranks = [When(lab_tier=code, then=Value(place)) for place, code in enumerate(terms_of("lab_tier"))]
    rank = Case(*ranks, default=Value(len(ranks)))
    rows = organizations_visible_to(request.actor).filter(kind__in=LAB_KINDS).select_related("parent")
    page = Paginator(form.narrow(rows).order_by(rank, "name"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "enterprises/labs.html", {"form": form, "page": page})
