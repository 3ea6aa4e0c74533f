"""Which listings are in the market, and which changed since a moment: what a process's copy of it is fed from."""

import datetime as dt
from collections.abc import Collection, Iterator
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from enterprises.models import OrganizationTransition
from enterprises.states import OrganizationState
from matchmaking.choices import ONWARD_KINDS, RELATION_KINDS
from matchmaking.domain.encoder import card_of
from matchmaking.engine.types import Card, Side
from projects.models import KIND_MODELS, Listing
from projects.states import ListingState

# A change is looked for again this long after its time stamp, for clocks of two machines differ.
OVERLAP = dt.timedelta(minutes=2)
CHUNK = 1000  # listings read at once

WANTED_KINDS = sorted({wanted for wanted, _offered in RELATION_KINDS.values()})
OFFERED_KINDS = sorted({offered for _wanted, offered in RELATION_KINDS.values()})
SIDE_KINDS: dict[Side, list[str]] = {"wanted": WANTED_KINDS, "offered": OFFERED_KINDS}
KINDS = WANTED_KINDS + OFFERED_KINDS
# What answers a need though it stands in no published index: its words count as those of the other offers do, or a
# need could not be found by a word that no achievement has.
ANSWERING_KINDS = sorted({offered for wanted, offered in ONWARD_KINDS.values() if wanted in WANTED_KINDS})
COUNTED_KINDS = OFFERED_KINDS + ANSWERING_KINDS

# A transaction stamps a change when it makes it and shows it when it commits. Those that only read write no stamps.
_OLDEST_WRITER = "select duijie_oldest_writer()"  # migration 0006


def in_market(listings: "QuerySet[Listing]") -> "QuerySet[Listing]":
    """Those that are matched: published, by an organization in service."""
    return listings.filter(state=ListingState.PUBLISHED, owner__state=OrganizationState.VERIFIED)


def horizon() -> dt.datetime:
    """The moment before which every change has been committed, or never will be: a long import holds it back."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST_WRITER)
        (oldest,) = cursor.fetchone()
    return min(now, oldest) if oldest else now


def changed_since(moment: dt.datetime) -> dict[str, str]:
    """Listings that are in the market or were, whose card or state was stamped after `moment`, with the stamp.

    Not what was never on show: the stamps are stored with the index, and nothing stored for others tells of a draft.
    """
    shown = Q(published_at__isnull=False) | Q(state=ListingState.PUBLISHED)
    rows = Listing.objects.filter(shown, kind__in=KINDS, card_changed__gt=moment - OVERLAP)
    return {str(pk): stamp.isoformat() for pk, stamp in rows.values_list("pk", "card_changed")}


def moves_since(moment: dt.datetime) -> dict[int, UUID]:
    """Moves of organizations into and out of service after `moment`: id of the transition, id of the organization."""
    served = Q(old=OrganizationState.VERIFIED) | Q(new=OrganizationState.VERIFIED)
    rows = OrganizationTransition.objects.filter(served, at__gt=moment - OVERLAP)
    return dict(rows.values_list("pk", "subject_id"))


def listings_of(organization_ids: Collection[UUID]) -> list[str]:
    """Ids of everything these organizations have or had in the market."""
    rows = Listing.objects.filter(kind__in=KINDS, owner__in=organization_ids)
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def cards_in_market(ids: Collection[str] | None = None) -> Iterator[tuple[Side, Card, int]]:
    """Side, card and revision of the listings that are in the market: of all of them, or those among `ids`."""
    for side, kinds in SIDE_KINDS.items():
        for kind in kinds:
            listings = in_market(KIND_MODELS[kind].objects.all())
            if ids is None:
                chunks = [listings.order_by("pk")]
            else:
                ordered = sorted(ids)
                chunks = [listings.filter(pk__in=ordered[n : n + CHUNK]) for n in range(0, len(ids), CHUNK)]
            for chunk in chunks:
                for listing in chunk.iterator(chunk_size=CHUNK):
                    yield side, card_of(listing), listing.revision


def answers_in_market() -> Iterator[Card]:
    """The cards of all that answers needs and stands in no published index."""
    for kind in ANSWERING_KINDS:
        for listing in in_market(KIND_MODELS[kind]._default_manager.all()).iterator(chunk_size=CHUNK):
            yield card_of(listing)


def next_cards(kinds: Collection[str], after: str, many: int) -> list[tuple[Card, int]]:
    """The next cards of these kinds with their revisions, in id order, from the listing after this one on.

    Fewer than asked for are the last.
    """
    beyond = {"pk__gt": after} if after else {}
    ids = (
        in_market(Listing.objects.filter(kind__in=kinds, **beyond))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    last = ids[many - 1 : many].first()
    until = beyond | ({"pk__lte": last} if last else {})
    found = [
        (card_of(listing), listing.revision)
        for kind in kinds
        for listing in in_market(KIND_MODELS[kind]._default_manager.filter(**until)).iterator(
            chunk_size=CHUNK
        )
    ]
    return sorted(found, key=lambda each: each[0].id)


def totals() -> tuple[int, int]:
    """How many listings are in the market and the sum of their revisions: whoever misses a change differs in one."""
    counted = in_market(Listing.objects.filter(kind__in=KINDS)).aggregate(
        cards=Count("pk"), revisions=Coalesce(Sum("revision"), 0)
    )
    return counted["cards"], counted["revisions"]


def revisions_in_market() -> Iterator[tuple[str, int]]:
    """(id, revision) of everything in the market, in id order."""
    rows = in_market(Listing.objects.filter(kind__in=KINDS)).order_by("pk").values_list("pk", "revision")
    for pk, revision in rows.iterator(chunk_size=5000):
        yield str(pk), revision
