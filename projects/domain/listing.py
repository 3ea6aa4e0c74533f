"""Writing a listing: created and edited. Its states are moved in publication.py."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.kernel.errors import Invalid, NotAllowed
from config.kernel.move import move
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.numbers import new_number
from enterprises.models import Organization
from projects.choices import NUMBER_PREFIX, ListingKind
from projects.domain.announce import announce
from projects.domain.card import search_text_of
from projects.domain.codes import code_errors
from projects.domain.patents import kept_patents, patents_error
from projects.domain.secrets import write_secret
from projects.domain.targets import targets_of, write_targets
from projects.fields import writable_fields
from projects.models import KIND_MODELS, Listing, Need
from projects.rules import can_edit_listing, may_offer
from projects.states import LISTING_MOVES, ListingState

_REVIEWED_FIELDS = frozenset({"title", "summary", "description"})


def create_listing(
    kind: str, values: Mapping[str, Any], *, owner: Organization, by: Actor, pk: UUID | None = None
) -> Listing:
    """Save a draft of `kind` for `owner`.

    `pk`: an id the caller gave out beforehand, so that a form sent twice makes one row (the second is Invalid).

    `values`: model fields, and besides `targets` (a need's rows) and `secret` (text for the owner alone).
    Raises NotAllowed when the actor does not write for the owner, Invalid when a value breaks a rule.
    """
    if not by.writes_for(owner.pk):
        raise NotAllowed(_("只有该主体的负责人或编辑可以发布供需信息。"))
    if not may_offer(kind, owner):
        raise Invalid({"owner": _("能力由实验室和高校院所发布。")})
    while True:
        number = new_number(NUMBER_PREFIX[ListingKind(kind)])
        # `id`, not `pk`: the key of a child is its pointer, and saving fills that from the parent's id
        listing = KIND_MODELS[kind](
            id=pk or uuid4(), kind=kind, owner=owner, number=number, created_by=by.user
        )
        try:
            with transaction.atomic():
                _write(listing, values)
        except Invalid:
            # Random numbers meet: by 12,000 listings a year once in fifteen imports. Then the number is to blame.
            if Listing.objects.filter(number=number).exists():
                continue
            raise
        return listing


def edit_listing(listing: Listing, values: Mapping[str, Any], *, by: Actor) -> Listing:
    """Change a listing. What is on show stays on show, unless its words change and its owner is not trusted:
    then it goes back to review.

    `listing` is a child instance (Need, Achievement …). Raises NotAllowed or Invalid.
    """
    with transaction.atomic():
        Listing.objects.select_for_update(no_key=True).get(pk=listing.pk)
        # saving the state that was read earlier would take back what somebody faster did
        listing.refresh_from_db(fields=["state"])
        if not can_edit_listing(by, listing):
            raise NotAllowed(_("这条信息当前不能修改。"))
        before = {name: getattr(listing, name) for name in _REVIEWED_FIELDS}
        if not _write(listing, values):
            return listing
        reworded = any(before[name] != getattr(listing, name) for name in _REVIEWED_FIELDS)
        if reworded and listing.state == ListingState.PUBLISHED and not listing.owner.trusted:
            move(
                listing,
                ListingState.SUBMITTED,
                table=LISTING_MOVES,
                by=by,
                note=gettext_noop("修改后重新审核"),
            )
        announce(listing)
    return listing


def _write(listing: Listing, values: Mapping[str, Any]) -> bool:
    """Save the values; says whether the card changed. A new secret text alone changes no revision, no time and no
    job: from the outside it must not show that it was written."""
    allowed = writable_fields(type(listing))
    if unknown := values.keys() - allowed - {"targets", "secret"}:
        raise Invalid(dict.fromkeys(unknown, _("没有这个字段。")))
    if patents := _new_patents(listing, values):
        values = {**values, "patents": patents}
    changed = listing._state.adding or _card_changes(listing, values)
    for name in allowed & values.keys():
        setattr(listing, name, values[name])
    errors = code_errors(listing)
    if error := patents_error(patents):
        errors["patents"] = error
    if listing.contact is not None and listing.contact.organization_id != listing.owner_id:
        errors["contact"] = _("联系人必须属于发布主体。")
    if listing.expires_on and "expires_on" in values and listing.expires_on < timezone.localdate():
        errors["expires_on"] = _("有效期不能早于今天。")
    if errors:
        raise Invalid(errors)
    if changed:
        listing.revision = listing.revision + 1 if not listing._state.adding else 1
        listing.card_changed = timezone.now()
        listing.search_text = search_text_of(listing)
        clean_and_save(listing, exclude=_set_by_verbs(type(listing)))
        if "targets" in values:
            _write_targets(listing, values["targets"])
    if "secret" in values:
        write_secret(listing, values["secret"])
    return changed


def _card_changes(listing: Listing, values: Mapping[str, Any]) -> bool:
    """Is any of the values, the secret apart, another than the listing has?"""
    if any(getattr(listing, name) != values[name] for name in writable_fields(type(listing)) & values.keys()):
        return True
    if "targets" not in values:
        return False
    return not isinstance(listing, Need) or targets_of(listing) != [dict(row) for row in values["targets"]]


def _new_patents(listing: Listing, values: Mapping[str, Any]) -> list[str]:
    """Numbers that are written now, as they are kept. Wrong ones that stand from before they were judged do not keep
    other fields from being mended."""
    written = values.get("patents", [])
    return kept_patents(written) if written != getattr(listing, "patents", []) else []


def _set_by_verbs(model: type[Listing]) -> frozenset[str]:
    """Fields that no value from outside reaches. Validating them asks the database eight times per row what its own
    constraints say anyway, and is three fifths of the time of an import."""
    return frozenset(field.name for field in model._meta.concrete_fields) - writable_fields(model)


def _write_targets(listing: Listing, rows: Sequence[Mapping[str, Any]]) -> None:
    if not isinstance(listing, Need):
        raise Invalid({"targets": _("只有需求可以填写量化指标。")})
    write_targets(listing, rows)
