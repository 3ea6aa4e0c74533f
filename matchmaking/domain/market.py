"""The market as this process holds it, brought up to date with the database at every use. The database is the truth."""

import logging
import threading
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db import connection

from matchmaking.domain import local_index
from matchmaking.domain.changes import SIDE_KINDS
from matchmaking.domain.copy import Copy, Recent
from matchmaking.domain.index import RECENT, index_in_force
from matchmaking.domain.model import current_model, fit_model, load_stats
from matchmaking.domain.semantics import attach_vectors
from matchmaking.engine.errors import StoreError
from matchmaking.engine.index.market import Market
from matchmaking.engine.stats import Stats
from matchmaking.models import MarketIndex, MatchModel

AT_ONCE = 200  # changed listings that a reader waits for
log = logging.getLogger(__name__)
_lock = threading.RLock()
Key = tuple[str, UUID | None]
_held: dict[Key, Copy] = {}  # at most one, by model version and index


def current_market(also: Iterable[str] = ()) -> Copy:
    """The copy of this process, brought up to date: five short queries when nothing changed.

    `also`: listings to read again whatever their time stamp says.
    """
    with _lock:
        copy = _present_copy()
        copy.refresh(also)
        attach_vectors(copy)
    return copy


def market_at_hand() -> Copy:
    """The copy for somebody who waits at a screen: never later than what is being made ready behind it.

    A few changes are taken at once. Where much has changed, or another index came into force, a thread takes care of it
    and the answer comes from what there is: seconds old, and who may see what is asked of the database anyway.
    """
    copy = next(iter(_held.values()), None)
    if copy is None:
        return current_market()
    if _lock.acquire(blocking=False):
        try:
            if _key(current_model(), index_in_force()) in _held and copy.refresh(most=AT_ONCE):
                attach_vectors(copy)
                return copy
        finally:
            _lock.release()
        threading.Thread(target=_catch_up, daemon=True).start()
    return copy


def _catch_up() -> None:
    try:
        if MatchModel.objects.filter(current=True).exists():
            current_market()
    finally:
        connection.close()


def forget_market() -> None:
    """Drop this process's copy; the next call makes it again."""
    with _lock:
        _held.clear()


def _present_copy() -> Copy:
    model, index = current_model(), index_in_force()
    if (copy := _held.get(_key(model, index))) is not None:
        return copy
    copy = _other_weights(model, index) or _open_or_fit(model, index)
    _held.clear()
    _held[_key(copy.model, index)] = copy
    return copy


def _key(model: MatchModel, index: MarketIndex | None) -> Key:
    return model.version, index.pk if index else None


def _other_weights(model: MatchModel, index: MarketIndex | None) -> Copy | None:
    """The copy there is, where only what is made of the statistics changed, not they themselves."""
    for (_version, of_index), copy in _held.items():
        if of_index == (index.pk if index else None) and copy.model.folder == model.folder:
            return replace(copy, model=model)
    return None


def _open_or_fit(model: MatchModel, index: MarketIndex | None) -> Copy:
    """A copy under the model in force, or under a new one where this engine cannot read it (after an upgrade)."""
    try:
        stats = load_stats(model)
    except (StoreError, OSError) as error:
        log.warning("model %s cannot be used (%s); fitting a new one", model.version, error)
        model = fit_model()
        stats = load_stats(model)
    return (_open(model, stats, index) if index else None) or Copy.from_database(model, stats)


def _open(model: MatchModel, stats: Stats, index: MarketIndex) -> Copy | None:
    """A copy that maps the index; None where it cannot be used, and everything is then read from the database."""
    if index.statistics != stats.version:
        log.warning("index %s was made with other statistics than those in force", index)
        return None
    try:
        folder = local_index.fetch(index)
        wanted, offered = (Market.open(folder / side, stats, verify=False) for side in SIDE_KINDS)
        recent = Recent.load((folder / RECENT).read_text())
    except (StoreError, OSError) as error:
        log.error("index %s cannot be used (%s); reading the market from the database", index, error)
        return None
    return Copy(model, stats, wanted, offered, index.moment, index, index.revisions, recent)
