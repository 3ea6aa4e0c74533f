"""Pages of an organization: its public profile, registration, editing, and its verification."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.kernel.errors import Invalid
from enterprises.actors import Actor, ActorRequest
from enterprises.choices import LAB_KINDS
from enterprises.domain.organization import edit_organization, register_organization
from enterprises.domain.queries import (
    contacts_visible_to,
    entries_visible_to,
    label_steps_visible_to,
    labels_visible_to,
    organizations_joined,
    organizations_visible_to,
    partners_visible_to,
)
from enterprises.fields import organization_fields
from enterprises.forms.organization import OrganizationForm, initial_of
from enterprises.forms.refusals import show
from enterprises.models import (
    ENTRY_MODELS,
    Organization,
    OrganizationLabel,
    PartnerApplication,
    ProfileEntry,
)
from enterprises.pages.actions import offered_actions
from enterprises.rules import (
    can_draw_partner_secret,
    can_edit_organization,
    can_edit_profile,
    can_verify_organization,
)
from enterprises.states import LabelState

MOST_LINES = 30  # of each kind that the page shows


@require_safe
def detail(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What others see of an organization; its people and administrators see its verification too."""
    organization = organization_or_404(request, pk)
    return render(request, "enterprises/detail.html", detail_context(request, organization))


def organization_or_404(request: ActorRequest, pk: UUID) -> Organization:
    return get_object_or_404(organizations_visible_to(request.actor).select_related("parent"), pk=pk)


def detail_context(request: ActorRequest, organization: Organization) -> dict[str, Any]:
    shows, today = organization_fields(request.actor, organization), timezone.localdate()
    return {
        "organization": organization,
        "own": request.actor.acts_for(organization.pk),
        "shows": shows,
        "contacts": contacts_visible_to(request.actor).filter(organization=organization),
        "labels": [label for label in organization.labels.all() if label.counts_on(today)],
        "claims": [
            label for label in _labels_on_file(request.actor, organization) if not label.counts_on(today)
        ],
        "children": organizations_visible_to(request.actor).filter(parent=organization),
        "transitions": organization.transitions.all() if "transitions" in shows else None,
        "actions": offered_actions(request.actor, organization),
        "can_edit": can_edit_organization(request.actor, organization),
        "partners": _partners(request.actor, organization),
        "is_lab": organization.kind in LAB_KINDS,
        "profile": _profile(request.actor, organization),
        "can_edit_profile": can_edit_profile(request.actor, organization),
    }


def _labels_on_file(actor: Actor, organization: Organization) -> list[OrganizationLabel]:
    """All labels, each with why it was refused or taken away (`refusals`), for those who may know of claims: the
    organization's people and staff without a tie to it."""
    if not (actor.acts_for(organization.pk) or can_verify_organization(actor, organization)):
        return []
    no = label_steps_visible_to(actor).filter(new__in=[LabelState.REFUSED, LabelState.REVOKED])
    rows = labels_visible_to(actor).filter(organization=organization).order_by("-id")
    return list(rows.prefetch_related(Prefetch("transitions", no, to_attr="refusals")))


def _profile(actor: Actor, organization: Organization) -> list[tuple[str, Any, list[ProfileEntry], bool]]:
    """(kind, what it is called, the first lines, whether there are more) of a lab's profile; nothing for others."""
    if organization.kind not in LAB_KINDS:
        return []
    shown = []
    for kind, model in ENTRY_MODELS.items():
        rows = entries_visible_to(actor, model).filter(organization=organization)
        first = list(rows[: MOST_LINES + 1])
        shown.append((kind, model._meta.verbose_name, first[:MOST_LINES], len(first) > MOST_LINES))
    return shown


def _partners(actor: Actor, organization: Organization) -> QuerySet[PartnerApplication]:
    """Those whose secret the reader may draw; staff look after them in the admin."""
    rows = partners_visible_to(actor).filter(organization=organization).order_by("name", "id")
    return rows if can_draw_partner_secret(actor, organization) else rows.none()


@login_required
def register(request: ActorRequest) -> HttpResponse:
    """Register an organization; the person who does it becomes its owner."""
    form = OrganizationForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            organization = register_organization(form.values(), by=request.actor)
        except Invalid as error:
            twin = organizations_joined(request.actor).filter(name=form.cleaned_data["name"]).first()
            if twin is not None:  # the same form, sent twice
                return redirect("enterprises:detail", pk=twin.pk)
            show(form, error.fields)
        else:
            messages.success(request, _("已登记。接下来提交认证，通过后即可发布供需信息。"))
            return redirect("enterprises:detail", pk=organization.pk)
    return _page(request, form)


@login_required
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change the profile; only its owners are offered this page."""
    organization = organization_or_404(request, pk)
    if not can_edit_organization(request.actor, organization):
        raise Http404
    form = OrganizationForm(
        request.POST or None, actor=request.actor, organization=organization, initial=initial_of(organization)
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_organization(organization, form.values(), by=request.actor)
        except Invalid as error:
            show(form, error.fields)
        else:
            messages.success(request, _("已保存。"))
            return redirect("enterprises:detail", pk=pk)
    return _page(request, form, organization=organization)


def _page(request: ActorRequest, form: OrganizationForm, **context: Any) -> HttpResponse:
    return render(
        request, "enterprises/form.html", {"form": form, **context}, status=422 if form.errors else 200
    )
