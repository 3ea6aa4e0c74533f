"""Pages of an organization's contacts; only its owners have them."""

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
from enterprises.domain.contacts import EDITABLE, add_contact, edit_contact, remove_contact
from enterprises.domain.queries import contacts_visible_to
from enterprises.forms.organization import ContactForm
from enterprises.forms.refusals import show
from enterprises.models import Contact, Organization
from enterprises.pages.organization import organization_or_404
from enterprises.rules import can_edit_organization


@login_required
def new_contact(request: ActorRequest, pk: UUID) -> HttpResponse:
    organization = organization_or_404(request, pk)
    if not can_edit_organization(request.actor, organization):
        raise Http404
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_contact(organization, form.cleaned_data, by=request.actor)
        except Invalid as error:
            show(form, error.fields)
        else:
            return _back(request, _("已添加联系人。"), organization)
    return _page(request, form, organization)


@login_required
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    contact = _contact_or_404(request, pk)
    form = ContactForm(request.POST or None, initial={name: getattr(contact, name) for name in EDITABLE})
    if request.method == "POST" and form.is_valid():
        try:
            edit_contact(contact, form.cleaned_data, by=request.actor)
        except Invalid as error:
            show(form, error.fields)
        else:
            return _back(request, _("已保存。"), contact.organization)
    return _page(request, form, contact.organization, contact=contact)


@login_required
@require_POST
def remove(request: ActorRequest, pk: UUID) -> HttpResponse:
    contact = _contact_or_404(request, pk)
    remove_contact(contact, by=request.actor)
    return _back(request, _("已删除联系人。"), contact.organization)


def _contact_or_404(request: ActorRequest, pk: UUID) -> Contact:
    contact = get_object_or_404(contacts_visible_to(request.actor).select_related("organization"), pk=pk)
    if not can_edit_organization(request.actor, contact.organization):
        raise Http404
    return contact


def _back(request: ActorRequest, said: str, organization: Organization) -> HttpResponse:
    messages.success(request, said)
    return redirect("enterprises:detail", pk=organization.pk)


def _page(
    request: ActorRequest, form: ContactForm, organization: Organization, **context: Any
) -> HttpResponse:
    context |= {"form": form, "organization": organization}
    return render(request, "enterprises/contact_form.html", context, status=422 if form.errors else 200)
