"""Rows for a market of any size: parents in bulk, children by one statement, for half a million verbs take a night."""

import datetime as dt
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from django.db import connection
from django.utils import timezone

from benchmarks.engine import corpus, sources
from enterprises.models import Organization
from enterprises.states import OrganizationState
from matchmaking.engine.types import Card
from projects.choices import ListingKind
from projects.models import KIND_MODELS, Listing
from projects.states import ListingState

OWNERS = 200  # organizations of each side
BATCH = 2_000


def fill(data: Path, cards: int, needs: int) -> dict[str, int]:
    """Bring the database up to so many published achievements and needs; returns how many there are."""
    texts = sources.load(data)
    wanted = cycle(sources.needs(data))
    _fill(ListingKind.ACHIEVEMENT, islice(corpus.cached(texts, cards), cards), cards)
    _fill(ListingKind.NEED, islice(wanted, needs), needs)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return {
        kind: Listing.objects.filter(kind=kind).count()
        for kind in (ListingKind.ACHIEVEMENT, ListingKind.NEED)
    }


def _fill(kind: ListingKind, cards: Iterator[Card], count: int) -> None:
    here = Listing.objects.filter(kind=kind).count()
    owners = _owners(kind)
    rows = (
        _row(kind, number, card, owners[number % OWNERS])
        for number, card in enumerate(islice(cards, here, count), here)
    )
    while batch := list(islice(rows, BATCH)):
        Listing.objects.bulk_create(batch)
    _children(kind)


def _owners(kind: ListingKind) -> list[Organization]:
    side = "lab" if kind == ListingKind.ACHIEVEMENT else "enterprise"
    names = [f"测量用{side}{number}" for number in range(OWNERS)]
    missing = set(names) - set(Organization.objects.filter(name__in=names).values_list("name", flat=True))
    Organization.objects.bulk_create(
        Organization(name=name, kind=side, state=OrganizationState.VERIFIED, trusted=True, region="620100")
        for name in sorted(missing)
    )
    return list(Organization.objects.filter(name__in=names).order_by("name"))


def _row(kind: ListingKind, number: int, card: Card, owner: Organization) -> Listing:
    day = timezone.now() - dt.timedelta(days=1)
    return Listing(
        kind=kind,
        number=f"B{kind[0].upper()}{number:08d}",
        owner=owner,
        title=card.title[:120],
        summary=card.text[:500],
        keywords=list(card.keywords),
        industries=list(card.industries),
        region=card.region,
        trl=card.trl,
        modes=list(card.modes),
        state=ListingState.PUBLISHED,
        published_at=day,
        card_changed=day,
        search_text=card.title[:120],
    )


def _children(kind: ListingKind) -> None:
    """The child row of every parent that lacks one, each column at its default."""
    model = KIND_MODELS[kind]
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    columns = ", ".join(str(field.column) for field in (model._meta.pk, *fields))
    values = [field.get_default() for field in fields]
    marks = "".join(", %s" for _ in fields)
    table, parent = model._meta.db_table, Listing._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table} ({columns}) select id{marks} from {parent} p where kind = %s"
            f" and not exists (select 1 from {table} c where c.{model._meta.pk.column} = p.id)",
            [*values, kind],
        )
