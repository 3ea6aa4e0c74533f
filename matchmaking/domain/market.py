"""This process's copy of the market: the published listings of both sides, kept up to date with the database.

A copy starts from the snapshot on this machine, then takes what changed: rows whose `card_changed` is younger than the
last look, and everything again when the numbers differ. The database stays the truth; a copy may be thrown away.
"""

import datetime as dt
import hashlib
import logging
import shutil
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from enterprises.states import OrganizationState
from matchmaking.choices import RELATION_KINDS
from matchmaking.domain.encoder import card_of
from matchmaking.domain.model import OFFERED_KINDS, current_model, fit_model, load_stats
from matchmaking.engine.errors import StoreError
from matchmaking.engine.index.market import Market
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Side
from matchmaking.models import MatchModel
from projects.choices import Disclosure
from projects.models import KIND_MODELS, Listing
from projects.states import ListingState

# A change is looked for again this long after its time stamp: the transaction that wrote it may commit later.
OVERLAP = dt.timedelta(minutes=2)
WANTED_KINDS = sorted({wanted for wanted, _offered in RELATION_KINDS.values()})
_SIDE_KINDS: dict[Side, list[str]] = {"wanted": WANTED_KINDS, "offered": OFFERED_KINDS}


@dataclass
class Copy:
    """Both sides of the market under one model, and the moment up to which changes were taken."""

    model: MatchModel
    stats: Stats
    wanted: Market
    offered: Market
    public: set[str] = field(default_factory=set)
    seen: dt.datetime | None = None
    revisions: dict[str, int] = field(default_factory=dict)

    def side(self, side: Side) -> Market:
        return self.wanted if side == "wanted" else self.offered

    def fingerprint(self) -> str:
        """sha256 over model version and every (id, revision): equal exactly when the same would be matched."""
        digest = hashlib.sha256(self.model.version.encode())
        for id, revision in sorted(self.revisions.items()):
            digest.update(f"{id}:{revision};".encode())
        return digest.hexdigest()


log = logging.getLogger(__name__)
_lock = threading.Lock()
_copies: dict[str, Copy] = {}  # at most one, by model version


def current_market() -> Copy:
    """The copy of this process, brought up to date (two short queries when nothing changed)."""
    model = current_model()
    with _lock:
        copy = _copies.get(model.version)
        if copy is None:
            copy = _open_or_fit(model)
            _copies.clear()
            _copies[copy.model.version] = copy
        _refresh(copy)
    return copy


def forget_market() -> None:
    """Drop this process's copy; the next call builds it again."""
    with _lock:
        _copies.clear()


def in_market(listings: "QuerySet[Listing]") -> "QuerySet[Listing]":
    """Those that are matched: published, by an organization in service."""
    return listings.filter(state=ListingState.PUBLISHED, owner__state=OrganizationState.VERIFIED)


def _open_or_fit(model: MatchModel) -> Copy:
    """A copy under the model in force, or under a new one where this engine cannot read it (after an upgrade)."""
    try:
        return _open(model)
    except (StoreError, OSError) as error:
        log.warning("model %s cannot be used (%s); fitting a new one", model.version, error)
        return _open(fit_model())


def _open(model: MatchModel) -> Copy:
    stats = load_stats(model)
    sides: dict[Side, Market] = {}
    for side in _SIDE_KINDS:
        try:
            sides[side] = Market.open(_folder(model) / side)
        except (StoreError, OSError):
            sides[side] = Market(stats, side)
    revisions = {card.id: revision for market in sides.values() for card, revision in market.cards()}
    return Copy(model, stats, sides["wanted"], sides["offered"], revisions=revisions)


def save_market(copy: Copy) -> None:
    """Leave a snapshot on this machine, so that the next process starts in a fraction of the time."""
    target = _folder(copy.model)
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=target.parent, prefix=".market-"))
    for side in _SIDE_KINDS:
        copy.side(side).save(scratch / side)
    shutil.rmtree(target, ignore_errors=True)
    try:
        scratch.rename(target)
    except OSError:  # another process left the same snapshot a moment ago
        shutil.rmtree(scratch, ignore_errors=True)


def _folder(model: MatchModel) -> Path:
    return Path(settings.HOME) / "index" / f"{model.folder.replace('/', '-')}-market"


def _refresh(copy: Copy) -> None:
    """Take what changed since the last look."""
    now = timezone.now()
    kinds = WANTED_KINDS + OFFERED_KINDS
    if copy.seen is None:
        _take_all(copy, kinds)
    else:
        changed = Listing.objects.filter(kind__in=kinds, card_changed__gt=copy.seen - OVERLAP)
        if not _take(copy, changed.values_list("pk", flat=True)):
            _take_all(copy, kinds)
    copy.seen = now


def _take(copy: Copy, ids: Iterable[UUID]) -> bool:
    """Bring these listings up to date; False when the numbers show that something else changed as well."""
    ids = list(ids)
    live = {
        str(pk): revision
        for pk, revision in in_market(Listing.objects.filter(pk__in=ids)).values_list("pk", "revision")
    }
    stale = [id for id, revision in live.items() if copy.revisions.get(id) != revision]
    _remove(copy, {str(pk) for pk in ids} - live.keys())
    _load(copy, stale)
    counted = in_market(Listing.objects.filter(kind__in=WANTED_KINDS + OFFERED_KINDS)).aggregate(
        all=Count("pk"), public=Count("pk", filter=Q(disclosure=Disclosure.PUBLIC))
    )
    return counted["all"] == len(copy.revisions) and counted["public"] == len(copy.public)


def _take_all(copy: Copy, kinds: list[str]) -> None:
    rows = in_market(Listing.objects.filter(kind__in=kinds)).values_list("pk", "revision", "disclosure")
    live, public = {}, set()
    for pk, revision, disclosure in rows.iterator(chunk_size=5000):
        live[str(pk)] = revision
        if disclosure == Disclosure.PUBLIC:
            public.add(str(pk))
    _remove(copy, copy.revisions.keys() - live.keys())
    _load(copy, [id for id, revision in live.items() if copy.revisions.get(id) != revision])
    copy.public = public


def _remove(copy: Copy, ids: Iterable[str]) -> None:
    for id in list(ids):
        copy.revisions.pop(id, None)
        copy.public.discard(id)
        copy.wanted.delete(id)
        copy.offered.delete(id)


def _load(copy: Copy, ids: list[str]) -> None:
    """Read these listings whole and put their cards in."""
    for side, kinds in _SIDE_KINDS.items():
        for kind in kinds:
            for start in range(0, len(ids), 1000):
                listings = KIND_MODELS[kind].objects.filter(pk__in=ids[start : start + 1000])
                for listing in listings:
                    id = str(listing.pk)
                    copy.side(side).upsert(card_of(listing), listing.revision)
                    copy.revisions[id] = listing.revision
                    (copy.public.add if listing.disclosure == Disclosure.PUBLIC else copy.public.discard)(id)
