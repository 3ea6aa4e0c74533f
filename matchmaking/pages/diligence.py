"""Due diligence of a docking: the list to tick, the evidence pack as one PDF, and the packs kept on record."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from config.downloads import attachment
from config.kernel.errors import DomainError, Invalid
from enterprises.actors import ActorRequest
from enterprises.choices import DocumentKind
from matchmaking.domain.cards import as_read_by
from matchmaking.domain.diligence.pack import draw_pack
from matchmaking.domain.diligence.records import keep_pack, records_visible_to
from matchmaking.domain.diligence.ticks import items_of, tick_item
from matchmaking.domain.work import worked_on_by
from matchmaking.forms import TickForm
from matchmaking.models import Docking
from matchmaking.pages.doors import attempt, say
from matchmaking.rules import can_work_on_docking

MOST_RECORDS = 50


@login_required
@require_safe
def diligence(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The list, and the packs kept on record."""
    return _page(request, _found(request, pk))


@login_required
@require_POST
def tick(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say whether an item applies."""
    found = _found(request, pk)
    form = TickForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422)
    try:
        tick_item(found, by=request.actor, **form.cleaned_data)
    except Invalid as error:
        messages.error(request, " ".join(str(text) for text in error.fields.values()))
        return _page(request, found, status=422)
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, _("已记录。"))
    return redirect("matchmaking:diligence", pk=pk)


@login_required
@require_safe
def pack(request: ActorRequest, pk: UUID) -> FileResponse:
    """The evidence pack as its reader may read it."""
    found = _found(request, pk)
    name = _("尽职免责证据包 %(number)s.pdf") % {"number": found.number}
    return attachment(BytesIO(draw_pack(found, request.actor)), name=name, kind=DocumentKind.PDF)


@login_required
@require_POST
def keep(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Keep the checksum of the pack as it is now."""
    attempt(request, keep_pack, _found(request, pk), done=_("已将证据包的校验值存证。"))
    return redirect("matchmaking:diligence", pk=pk)


def _found(request: ActorRequest, pk: UUID) -> Docking:
    return get_object_or_404(worked_on_by(request.actor), pk=pk)


def _page(request: ActorRequest, found: Docking, *, status: int = 200) -> HttpResponse:
    actor = request.actor
    context = {
        "docking": found,
        "match": as_read_by(actor, found.match),
        "groups": items_of(found, actor).values(),
        "may_write": can_work_on_docking(actor, found),
        "records": records_visible_to(actor).filter(docking=found)[:MOST_RECORDS],
    }
    return render(request, "matchmaking/diligence.html", context, status=status)
