"""我的利益关系: what ties the reader to organizations, as found and as declared."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.kernel.errors import DomainError, Invalid
from enterprises.actors import ActorRequest
from enterprises.domain.queries import organizations_visible_to, ties_visible_to
from enterprises.domain.ties import declare_tie, withdraw_tie
from enterprises.forms.refusals import show
from enterprises.forms.ties import TieForm
from enterprises.pages.errors import say


@login_required
def ties(request: ActorRequest) -> HttpResponse:
    """Both lists, and the form that declares another."""
    actor = request.actor
    form = TieForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            declare_tie(**form.cleaned_data, by=actor)
        except Invalid as error:
            show(form, error.fields)
        else:
            messages.success(request, _("已申报，立即生效。"))
            return redirect("enterprises:ties")
    found = organizations_visible_to(actor).in_bulk(actor.tied_by)
    context = {
        "form": form,
        "declared": ties_visible_to(actor),
        "found": [(found[pk], basis.label) for pk, basis in actor.tied_by.items() if pk in found],
    }
    return render(request, "enterprises/ties.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Take one's own declaration back."""
    tie = get_object_or_404(ties_visible_to(request.actor), pk=pk)
    try:
        withdraw_tie(tie, by=request.actor)
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, _("已撤回。记录仍然保留。"))
    return redirect("enterprises:ties")
