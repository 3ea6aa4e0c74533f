"""Pages of the lines of a lab's profile; only its owners and editors have them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.kernel.errors import Invalid
from enterprises.actors import ActorRequest
from enterprises.domain.profile_entries import EDITABLE, add_entry, edit_entry, remove_entry
from enterprises.domain.queries import entries_visible_to
from enterprises.forms.profile_entry import EntryForm
from enterprises.forms.refusals import show
from enterprises.models import ENTRY_MODELS, Organization, ProfileEntry
from enterprises.pages.organization import organization_or_404
from enterprises.rules import can_edit_profile


@login_required
def new_entry(request: ActorRequest, pk: UUID, entry: str) -> HttpResponse:
    organization = organization_or_404(request, pk)
    if not can_edit_profile(request.actor, organization):
        raise Http404
    form = EntryForm(request.POST or None, model=ENTRY_MODELS[entry])
    if request.method == "POST" and form.is_valid():
        try:
            add_entry(ENTRY_MODELS[entry], organization, form.cleaned_data, by=request.actor)
        except Invalid as error:
            show(form, error.fields)
        else:
            return _back(request, _("已添加。"), organization)
    return _page(request, form, organization, entry=entry)


@login_required
def edit(request: ActorRequest, pk: UUID, entry: str) -> HttpResponse:
    row = _entry_or_404(request, pk, entry)
    initial = {name: getattr(row, name) for name in EDITABLE[type(row)]}
    form = EntryForm(request.POST or None, model=type(row), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            edit_entry(row, form.cleaned_data, by=request.actor)
        except Invalid as error:
            show(form, error.fields)
        else:
            return _back(request, _("已保存。"), row.organization)
    return _page(request, form, row.organization, entry=entry, row=row)


@login_required
@require_POST
def remove(request: ActorRequest, pk: UUID, entry: str) -> HttpResponse:
    row = _entry_or_404(request, pk, entry)
    remove_entry(row, by=request.actor)
    return _back(request, _("已删除。"), row.organization)


def _entry_or_404(request: ActorRequest, pk: UUID, entry: str) -> ProfileEntry:
    rows = entries_visible_to(request.actor, ENTRY_MODELS[entry]).select_related("organization")
    row = get_object_or_404(rows, pk=pk)
    if not can_edit_profile(request.actor, row.organization):
        raise Http404
    return row


def _back(request: ActorRequest, said: str, organization: Organization) -> HttpResponse:
    messages.success(request, said)
    return redirect("enterprises:detail", pk=organization.pk)


def _page(
    request: ActorRequest, form: EntryForm, organization: Organization, *, entry: str, **context: Any
) -> HttpResponse:
    context |= {"form": form, "organization": organization, "entry": entry}
    context["remove_name"] = f"enterprises:remove-{entry}"
    context["noun"] = ENTRY_MODELS[entry]._meta.verbose_name
    return render(request, "enterprises/entry_form.html", context, status=422 if form.errors else 200)
