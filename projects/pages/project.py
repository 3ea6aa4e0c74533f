"""Transfer projects: the list of one's own, the page of one with its ledger, its acts and its files."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from config.downloads import attachment
from config.kernel.errors import DomainError, Invalid
from enterprises.actors import ActorRequest
from enterprises.domain.documents import too_large_sentence
from enterprises.pages.errors import say
from projects.domain.project_queries import (
    evidence_visible_to,
    project_counts,
    projects_by_tab,
    transfer_projects_visible_to,
)
from projects.models import TransferProject
from projects.pages.project_acts import ACTS
from projects.pages.project_context import project_context

PER_PAGE = 20


@login_required
@require_safe
def projects(request: ActorRequest) -> HttpResponse:
    """Projects of the actor, or all for staff; those to be asked after in a list of their own."""
    today = timezone.localdate()
    lists = projects_by_tab(request.actor, today)
    shown = request.GET.get("show", "open")
    shown = shown if shown in lists else "open"
    context = {
        "page": Paginator(lists[shown], PER_PAGE).get_page(request.GET.get("page")),
        "shown": shown,
        "counts": project_counts(request.actor, today),
        "today": today,
    }
    return render(request, "projects/projects.html", context)


@login_required
@require_safe
def project(request: ActorRequest, pk: UUID) -> HttpResponse:
    found = _project_or_404(request, pk)
    return render(request, "projects/project.html", project_context(request.actor, found))


@login_required
@require_POST
def project_act(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Carry out the act that the form names. What is refused stands at its field; of a row, above the page."""
    found = _project_or_404(request, pk)
    name = request.POST.get("verb", "")
    act = ACTS.get(name)
    if act is None:
        raise Http404
    form = act.form(request.POST, request.FILES, project=found, actor=request.actor)
    status = 422
    if getattr(request, "upload_too_large", False):
        form.add_error("file" if "file" in form.fields else None, too_large_sentence())
        status = 413
    if form.is_valid():
        try:
            act.call(found, form.cleaned_data, request.actor)
        except Invalid as error:
            for field, text in error.fields.items():
                form.add_error(field if field in form.fields else None, str(text))
        except DomainError as error:
            return _again(request, pk, status=say(request, error))
        else:
            messages.success(request, act.done)
            return redirect("projects:project", pk=pk)
    if "row" in form.fields:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return _again(request, pk, status=status)
    context = project_context(request.actor, _project_or_404(request, pk), sent={name: form})
    return render(request, "projects/project.html", context, status=status)


@login_required
@require_safe
def download(request: ActorRequest, pk: UUID, document: UUID) -> FileResponse:
    """A file of the project, for those who see the project."""
    row = get_object_or_404(evidence_visible_to(request.actor), project=pk, document=document)
    return attachment(row.document.content.open(), name=row.document.name, kind=row.document.kind)


def _project_or_404(request: ActorRequest, pk: UUID) -> TransferProject:
    return get_object_or_404(transfer_projects_visible_to(request.actor), pk=pk)


def _again(request: ActorRequest, pk: UUID, *, status: int) -> HttpResponse:
    context = project_context(request.actor, _project_or_404(request, pk))
    return render(request, "projects/project.html", context, status=status)
