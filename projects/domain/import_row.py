"""One row of an import: compared with the listing it is, written where it differs, shown where that was asked for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from config.kernel.errors import DomainError, Invalid
from enterprises.actors import Actor
from enterprises.models import Organization
from projects.domain.listing import create_listing, edit_listing
from projects.domain.publication import publish_listing, submit_listing
from projects.domain.secrets import secret_texts
from projects.domain.targets import targets_of
from projects.importing.columns import Columns
from projects.importing.report import Outcome, Result
from projects.importing.types import Fault
from projects.models import KIND_MODELS, Listing, Need
from projects.states import ListingState

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Writer:
    """Who writes what for whom. `aim`: the state rows are brought to; None leaves new ones drafts."""

    kind: str
    owner: Organization
    by: Actor
    aim: ListingState | None
    columns: Columns


@dataclass
class Standing:
    """The listing a row is already; `secret` is its secret text where the file has such a column."""

    listing: Listing
    secret: str = ""

    def differing(self, values: Values) -> dict[str, Any]:
        """Those of `values` that the listing does not have yet."""
        return {name: value for name, value in values.items() if self._value(name) != value}

    def _value(self, name: str) -> Any:
        if name == "secret":
            return self.secret
        if name == "targets" and isinstance(self.listing, Need):
            return targets_of(self.listing)
        return getattr(self.listing, name)


def find_standing(writer: Writer, rows: Collection[Values]) -> dict[str, Standing]:
    """What already stands of these rows, by external id. What will be written is locked, in id order as jobs do."""
    by_key = {values["external_id"]: values for values in rows}
    model = KIND_MODELS[writer.kind]
    listings = list(
        model.objects.filter(owner=writer.owner, external_id__in=by_key).select_related("contact")
    )
    if any("targets" in values for values in rows):
        prefetch_related_objects(listings, "targets")
    found = {listing.external_id: Standing(listing) for listing in listings}
    if any("secret" in values for values in rows):
        texts = secret_texts({standing.listing.pk for standing in found.values()})
        for standing in found.values():
            standing.secret = texts.get(standing.listing.pk, "")
    touched = [
        standing.listing.pk
        for key, standing in found.items()
        if standing.differing(by_key[key]) or _next_state(writer, standing.listing, changed=True)
    ]
    if touched:
        locked = model.objects.select_for_update(no_key=True).filter(pk__in=touched)
        for listing in locked.order_by("pk"):
            found[listing.external_id].listing = listing
    for standing in found.values():
        standing.listing.owner = writer.owner
    return found


def import_row(writer: Writer, number: int, values: Values, standing: Standing | None) -> Result:
    """Create, change or leave alone one listing; a row that breaks a rule leaves nothing behind."""
    try:
        listing, outcome = _write(writer, values, standing)
    except DomainError as error:
        state = standing.listing.get_state_display() if standing else ""
        faults = _faults(writer, values, error, state)
        return Result(number, values["external_id"], Outcome.REFUSED, faults=faults)
    notes = _show(writer, listing, values, changed=outcome != Outcome.UNCHANGED)
    return Result(
        number, values["external_id"], outcome, listing.number, listing.get_state_display(), faults=notes
    )


def _write(writer: Writer, values: Values, standing: Standing | None) -> tuple[Listing, Outcome]:
    if standing is None:
        return create_listing(writer.kind, values, owner=writer.owner, by=writer.by), Outcome.CREATED
    if changes := standing.differing(values):
        return edit_listing(standing.listing, changes, by=writer.by), Outcome.CHANGED
    return standing.listing, Outcome.UNCHANGED


def _next_state(writer: Writer, listing: Listing, *, changed: bool) -> ListingState | None:
    """Where the row is to be brought now: drafts, and what was sent back and has changed since."""
    waits = listing.state == ListingState.DRAFT or (listing.state == ListingState.SENT_BACK and changed)
    return writer.aim if waits else None


def _show(writer: Writer, listing: Listing, values: Values, *, changed: bool) -> tuple[Fault, ...]:
    """Publish or submit where the aim says so; returns why the listing stays a draft, if it does."""
    aim = _next_state(writer, listing, changed=changed)
    if aim is None:
        return ()
    verb = publish_listing if aim == ListingState.PUBLISHED else submit_listing
    try:
        verb(listing, by=writer.by)
    except DomainError as error:
        listing.refresh_from_db(fields=["state"])
        return _faults(writer, values, error, listing.get_state_display())
    return ()


def _faults(writer: Writer, values: Values, error: DomainError, state: str) -> tuple[Fault, ...]:
    if isinstance(error, Invalid):
        repair = _("改好这一格，再导入一次。")
        return tuple(
            Fault(writer.columns.label(name), str(values.get(name, "")), str(why), repair)
            for name, why in error.fields.items()
        )
    why = _("%(message)s当前状态：%(state)s。") % {"message": error, "state": state} if state else str(error)
    return (Fault("", "", why, _("先在网站上处理这条信息，或从文件中删去这一行。")),)
