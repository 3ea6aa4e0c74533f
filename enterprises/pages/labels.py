"""Pages of an organization's labels: claiming one, and its evidence."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.downloads import attachment
from config.kernel.errors import Invalid
from enterprises.actors import ActorRequest
from enterprises.domain.documents import too_large_sentence
from enterprises.domain.labels import claim_label
from enterprises.domain.queries import label_evidence_visible_to
from enterprises.forms.label import LabelForm
from enterprises.forms.refusals import show
from enterprises.pages.organization import organization_or_404
from enterprises.rules import can_edit_organization


@login_required
def claim(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Only the owners have it."""
    organization = organization_or_404(request, pk)
    if not can_edit_organization(request.actor, organization):
        raise Http404
    form = LabelForm(request.POST or None, request.FILES or None)
    if getattr(request, "upload_too_large", False):
        form.add_error("file", too_large_sentence())
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            claim_label(organization, values, file=values.pop("file", None), by=request.actor)
        except Invalid as error:
            show(form, error.fields)
        else:
            messages.success(request, _("已提交，管理员核对后计入有效称号。"))
            return redirect("enterprises:detail", pk=pk)
    context = {"form": form, "organization": organization}
    return render(request, "enterprises/label_form.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def evidence(request: ActorRequest, pk: int) -> FileResponse:
    """The file, for the organization's people and staff without a tie to it."""
    label = get_object_or_404(label_evidence_visible_to(request.actor), pk=pk)
    assert label.document is not None
    return attachment(label.document.content.open(), name=label.document.name, kind=label.document.kind)
