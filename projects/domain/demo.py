"""The listings of the demo province, written from seeds/province through the same verbs people use."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from enterprises.actors import actor_for_operation
from enterprises.domain.demo import read_rows
from enterprises.models import Organization
from projects.choices import ListingKind
from projects.domain.announce import one_announcement
from projects.domain.listing import create_listing
from projects.domain.publication import publish_listing, submit_listing
from projects.fields import writable_fields
from projects.models import KIND_MODELS, Listing
from projects.states import ListingState

OPERATION = "演示数据"
_FOLDERS = {
    ListingKind.NEED: "needs",
    ListingKind.ACHIEVEMENT: "achievements",
    ListingKind.PILOT_BASE: "pilot_bases",
    ListingKind.SCENARIO: "scenarios",
    ListingKind.CAPABILITY: "capabilities",
}


def load_listings(folder: Path, organizations: Mapping[str, Organization]) -> dict[str, int]:
    """Write the listings that are not there yet; returns how many of each kind are new."""
    written = {}
    for kind in _FOLDERS:
        with transaction.atomic(), one_announcement():
            written[str(kind)] = sum(
                _load(kind, row, organizations[row["owner"]]) for row in seed_rows(folder, kind)
            )
    return written


def seed_rows(folder: Path, kind: ListingKind) -> Iterator[dict[str, Any]]:
    """The rows of one kind in the demo province's folder; none where there is no such file."""
    name = _FOLDERS[kind]
    path = folder / name if (folder / name).is_dir() else folder / f"{name}.jsonl"
    return read_rows(path) if path.exists() else iter(())


def _load(kind: ListingKind, row: Mapping[str, Any], owner: Organization) -> bool:
    if Listing.objects.filter(owner=owner, kind=kind, external_id=row["key"]).exists():
        return False
    by = actor_for_operation(OPERATION, owner)
    names = writable_fields(KIND_MODELS[kind]) | (
        {"targets", "secret"} if kind == ListingKind.NEED else {"secret"}
    )
    values = {name: row[name] for name in names & row.keys() if row[name] is not None}
    values |= {
        "external_id": row["key"],
        "expires_on": timezone.localdate() + dt.timedelta(row["expires_in_days"]),
    }
    listing = create_listing(kind, values, owner=owner, by=by)
    if row["state"] == ListingState.SUBMITTED:
        submit_listing(listing, by=by)
    elif row["state"] == ListingState.PUBLISHED:
        _publish(listing, days_ago=row["published_days_ago"])
    return True


def _publish(listing: Listing, *, days_ago: int) -> None:
    """Publish, also for an organization that is not trusted, and put the date back to where the story has it."""
    owner = listing.owner
    owner.trusted, kept = True, owner.trusted
    publish_listing(listing, by=actor_for_operation(OPERATION, owner))
    owner.trusted = kept
    Listing.objects.filter(pk=listing.pk).update(published_at=timezone.now() - dt.timedelta(days=days_ago))
