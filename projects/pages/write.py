"""Writing a listing: new and edit. One form, one POST; nothing is saved by halves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from config.kernel.errors import DomainError, Invalid, NotAllowed
from enterprises.actors import Actor, ActorRequest
from enterprises.models import Organization
from enterprises.pages.errors import say
from projects.choices import Disclosure
from projects.domain.listing import create_listing, edit_listing
from projects.domain.publication import publish_listing, submit_listing
from projects.domain.queries import own_listings
from projects.domain.secrets import secret_text
from projects.forms.listing import ListingForm, initial_of, new_token
from projects.models import KIND_MODELS, Listing
from projects.pages.access import chosen_owner, listing_or_404, owners_for, writable_organizations
from projects.pages.start import take_text
from projects.rules import can_edit_listing
from projects.states import ListingState

_SUMMARY = 500  # characters
_INTENTS = {"submit": submit_listing, "publish": publish_listing}


@login_required
def new(request: ActorRequest, kind: str) -> HttpResponse:
    """An empty form, or one that begins with what somebody wrote into the box of the home page."""
    owners = writable_organizations(request.actor)
    if not owners:
        messages.info(request, _("发布前请先登记您的主体，只需要几分钟。"))
        return redirect("enterprises:register")
    if not (owners := owners_for(kind, owners)):
        messages.info(request, _("能力由实验室和高校院所发布。"))
        return redirect("projects:list", kind=kind)
    owner = chosen_owner(owners, request.GET.get("owner"))
    if request.method == "POST":
        return _receive(request, kind, owner, owners)
    text = take_text(request)
    initial = {
        "token": new_token(),
        "region": owner.region,
        "industries": owner.industries,
        "disclosure": Disclosure.PUBLIC,
        "summary" if len(text) <= _SUMMARY else "description": text,
    }
    form = ListingForm(kind=kind, owner=owner, actor=request.actor, initial=initial)
    return _page(request, form, owner, owners=owners)


@login_required
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The form of a listing that stands. What is under review or ended is shown, not edited."""
    listing = listing_or_404(request.actor, pk)
    if not can_edit_listing(request.actor, listing):
        say(request, NotAllowed(_("这条信息当前不能修改。")))
        return redirect("projects:detail", pk=pk)
    if request.method == "POST":
        return _receive(request, listing.kind, listing.owner, [listing.owner], listing)
    form = ListingForm(
        kind=listing.kind,
        owner=listing.owner,
        actor=request.actor,
        listing=listing,
        initial=initial_of(listing, secret_text(listing, by=request.actor)),
    )
    return _page(request, form, listing.owner, listing=listing)


def _receive(
    request: ActorRequest,
    kind: str,
    owner: Organization,
    owners: list[Organization],
    listing: Listing | None = None,
) -> HttpResponse:
    """Save what was sent, and where asked for submit or publish it too: both or neither."""
    form = ListingForm(request.POST, kind=kind, owner=owner, actor=request.actor, listing=listing)
    listing = listing or _row_of(form, request.actor, kind)
    if form.is_valid() and not _changed_elsewhere(form, listing):
        try:
            saved = _save(
                form, listing, kind=kind, owner=owner, by=request.actor, intent=request.POST.get("intent", "")
            )
        except Invalid as error:
            if listing is None and (twin := _row_of(form, request.actor, kind)):
                return redirect("projects:detail", pk=twin.pk)  # the same form, sent twice at once
            form.show(error)
        except DomainError as error:
            say(request, error)
        else:
            messages.success(request, _said(saved, request.POST.get("intent", "")))
            return redirect("projects:detail", pk=saved.pk)
    return _page(request, form, owner, owners=owners, listing=form.listing, status=422)


def _save(
    form: ListingForm, listing: Listing | None, *, kind: str, owner: Organization, by: Actor, intent: str
) -> Listing:
    with transaction.atomic():
        if listing is None:
            listing = create_listing(kind, form.values(), owner=owner, by=by, pk=form.row_id())
        else:
            listing = edit_listing(listing, form.values(), by=by)
        if verb := _INTENTS.get(intent):
            listing = verb(listing, by=by)
    return listing


def _row_of(form: ListingForm, actor: Actor, kind: str) -> Listing | None:
    """The row an earlier sending of this very form wrote, if there is one."""
    row_id = form.row_id()
    return own_listings(actor, KIND_MODELS[kind]).filter(pk=row_id).first() if row_id else None


def _changed_elsewhere(form: ListingForm, listing: Listing | None) -> bool:
    """Did somebody save the listing after this form was opened? Then say so once and let a second press decide."""
    opened = form.cleaned_data.get("revision")
    if listing is None or opened is None or opened == listing.revision:
        return False
    form.take_revision(listing.revision)
    form.add_error(
        None, _("您打开表单以后，这条信息在别处被修改过。您填写的内容还在；再保存一次将覆盖那次修改。")
    )
    return True


def _said(listing: Listing, intent: str) -> str:
    if intent == "publish":
        return _("已发布，正在寻找匹配。")
    if listing.state == ListingState.SUBMITTED:
        return _("已保存并提交审核，审核通过后自动发布。")
    return _("已保存草稿。") if listing.state == ListingState.DRAFT else _("已保存。")


def _page(
    request: ActorRequest, form: ListingForm, owner: Organization, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"form": form, "kind": form.kind, "owner": owner}
    return render(request, "projects/form.html", context, status=status)
