"""Files of a docking: given to the other side, and read."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config.downloads import attachment
from enterprises.actors import ActorRequest
from enterprises.domain.documents import too_large_sentence
from matchmaking.domain.files import attach_file, files_visible_to
from matchmaking.domain.work import worked_on_by
from matchmaking.forms import FileForm
from matchmaking.pages.doors import back_to, settled
from matchmaking.pages.work import work_page


@login_required
@require_POST
def attach(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Upload a file; what is wrong with it stands at its field."""
    found = get_object_or_404(worked_on_by(request.actor), pk=pk)
    form = FileForm(request.POST, request.FILES)
    if getattr(request, "upload_too_large", False):
        form.add_error("file", too_large_sentence())
        return work_page(request, found, status=413, file=form)
    if form.is_valid() and settled(
        request, form, attach_file, found, done=_("文件已上传，对方会收到通知。"), **form.cleaned_data
    ):
        return back_to("docking", pk)
    return work_page(request, found, file=form)


@login_required
@require_safe
def download(request: ActorRequest, pk: UUID, document: UUID) -> FileResponse:
    """A file of the docking, for those who read its work."""
    row = get_object_or_404(files_visible_to(request.actor), docking=pk, document=document)
    return attachment(row.document.content.open(), name=row.document.name, kind=row.document.kind)
