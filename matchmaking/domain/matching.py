"""Computing matches: for one listing that changed, or for the whole market in blocks.

A match stands for every wanted listing and each of its best TOP offers; nothing depends on the order in which listings
came in, so that matching one by one and matching all at once give the same table.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Now

from config.kernel.jobs import enqueue
from matchmaking.choices import RELATION_KINDS
from matchmaking.domain.market import Copy, current_market, save_market
from matchmaking.domain.model import fit_model
from matchmaking.domain.table import lapse_matches, write_matches
from matchmaking.models import Match, MatchRun
from matchmaking.states import MatchState, RunState
from projects.models import Listing

TOP = 20  # offers kept per wanted listing
REACH = 500  # wanted listings that a changed offer is compared with, best first
BLOCK = 50  # wanted listings per job: about a second's work, lost at most once by a kill


def match_listing(listing_id: UUID) -> MatchRun | None:
    """Bring the matches of a listing up to date after it entered, changed in, or left the market.

    For a wanted listing: its own list. For an offered one: the lists it stands in, and those it now belongs in.
    Returns None when the listing is gone.
    """
    listing = Listing.objects.filter(pk=listing_id).first()
    if listing is None:
        return None
    copy = current_market()
    ids = _lists_touched_by(listing, copy)
    with transaction.atomic():
        run = MatchRun.objects.create(
            listing=listing,
            model_version=copy.model.version,
            market_fingerprint=copy.fingerprint(),
            total=len(ids),
        )
        if str(listing.pk) not in copy.revisions:
            lapse_matches(listing)
        written = sum(match_wanted(id, copy=copy, run=run) for id in ids)
        MatchRun.objects.filter(pk=run.pk).update(
            state=RunState.DONE, done=len(ids), matches=written, finished=Now()
        )
    return run


def _lists_touched_by(listing: Listing, copy: Copy) -> list[str]:
    """Ids of the wanted listings whose list of matches may differ now, in id order (locks are taken in that order)."""
    id, ids = str(listing.pk), set()
    for wanted_kind, offered_kind in RELATION_KINDS.values():
        if listing.kind == wanted_kind:
            ids.add(id)
        if listing.kind == offered_kind:
            ids |= {
                str(pk) for pk in Match.objects.filter(offered=listing).values_list("wanted_id", flat=True)
            }
            ids |= _lists_entered_by(id, copy)
    return sorted(ids)


def _lists_entered_by(id: str, copy: Copy) -> set[str]:
    """Wanted listings for which the offer beats the last of their list, or whose list is not full."""
    card = copy.offered.get(id)
    if card is None:
        return set()
    found = {scored.id: scored.score for scored in copy.wanted.rank(card, REACH)}
    recommended = Q(matches_as_wanted__state=MatchState.RECOMMENDED)
    lists = Listing.objects.filter(pk__in=found).annotate(
        length=Count("matches_as_wanted", filter=recommended),
        last=Min("matches_as_wanted__score", filter=recommended),
    )
    return {
        str(pk)
        for pk, length, last in lists.values_list("pk", "length", "last")
        if length < TOP or last is None or found[str(pk)] >= last
    }


def match_wanted(wanted_id: str, *, copy: Copy, run: MatchRun) -> int:
    """Write the list of one wanted listing; returns how many matches it has, 0 when it left the market."""
    card = copy.wanted.get(wanted_id)
    if card is None:
        return 0
    return write_matches(UUID(wanted_id), copy.offered.search(card, TOP), copy=copy, run=run)


def start_full_match() -> MatchRun:
    """Ask for a fresh model and a re-match of every wanted listing. Returns at once; the run shows its progress."""
    with transaction.atomic():
        run = MatchRun.objects.create()
        enqueue("prepare_full_match", run_id=str(run.pk))
    return run


def prepare_full_match(run_id: UUID) -> None:
    """Fit the model, leave a snapshot for other processes, and cut the work into block jobs."""
    model = fit_model()
    copy = current_market()
    save_market(copy)
    ids = [card.id for card, _ in copy.wanted.cards()]
    with transaction.atomic():
        MatchRun.objects.filter(pk=run_id).update(
            model_version=model.version, market_fingerprint=copy.fingerprint(), total=len(ids)
        )
        for start in range(0, len(ids), BLOCK):
            enqueue("match_block", run_id=str(run_id), wanted_ids=ids[start : start + BLOCK])
        if not ids:
            MatchRun.objects.filter(pk=run_id).update(state=RunState.DONE, finished=Now())


def match_block(run_id: UUID, wanted_ids: list[str]) -> None:
    """Match one block; the run is done when its last block is."""
    copy = current_market()
    with transaction.atomic():
        run = MatchRun.objects.filter(pk=run_id).first()
        if run is None:
            return
        written = sum(match_wanted(id, copy=copy, run=run) for id in wanted_ids)
        MatchRun.objects.filter(pk=run_id).update(
            done=F("done") + len(wanted_ids), matches=F("matches") + written
        )
        MatchRun.objects.filter(pk=run_id, done=F("total")).update(state=RunState.DONE, finished=Now())


def refresh_model() -> MatchRun | None:
    """Start a full match when the market has outgrown its statistics; None when it has not."""
    copy = current_market()
    running = MatchRun.objects.filter(listing=None, state=RunState.RUNNING).exists()
    counted = sum(id in copy.offered for id in copy.public)
    return start_full_match() if copy.stats.is_stale(counted) and not running else None
