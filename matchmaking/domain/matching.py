"""Computing the matches of a listing that changed, and writing lists of matches so that the newest state wins.

A match stands for every wanted listing and each of its best TOP offers; nothing depends on the order in which listings
came in, so that matching one by one and matching all at once give the same table.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min, Q
from django.db.models.functions import Now

from matchmaking.choices import RELATION_KINDS
from matchmaking.domain.changes import OFFERED_KINDS
from matchmaking.domain.copy import Copy
from matchmaking.domain.encoder import card_of
from matchmaking.domain.experience import learn_lists
from matchmaking.domain.lessons import with_own_grades
from matchmaking.domain.market import current_market
from matchmaking.domain.near_copies import near_copies_in_market
from matchmaking.domain.onward import OFFERING, WANTING, match_onward, match_service
from matchmaking.domain.semantics import keep_vectors
from matchmaking.domain.table import lapse_matches, lock_lists, write_lists
from matchmaking.engine.learning.moved import LEAST
from matchmaking.engine.types import Scored
from matchmaking.models import Match, MatchRun
from matchmaking.states import MatchState, RunState
from projects.models import KIND_MODELS, Listing

TOP = 20  # offers kept per wanted listing
REACH = 200  # wanted listings that a changed offer is compared with, best first: as many as the engine scores in full

Lists = dict[str, list[Scored]]


def match_listing(listing_id: UUID) -> MatchRun | None:
    """Bring the matches of a listing up to date after it entered, changed in, or left the market.

    For a wanted listing: its own list. For an offered one: the lists it stands in, and those it now belongs in. For
    both also the services they want; for a service: the lists of all that want its kind.
    Returns None when the listing is gone.
    """
    listing = Listing.objects.filter(pk=listing_id).first()
    if listing is None:
        return None
    if listing.kind in OFFERING:
        return match_service(listing)
    copy = current_market(also=[str(listing_id)])
    keep_vectors(copy)
    scores = _scores_of(listing, copy)
    with transaction.atomic():
        lock_lists(_lists_with(listing) | scores.keys() | {str(listing_id)})
        copy = current_market()
        ids = _lists_with(listing)
        if copy.has(str(listing_id)):
            ids |= _lists_entered(scores)
        run = MatchRun.objects.create(
            listing=listing,
            model_version=copy.model.version,
            market_fingerprint=copy.fingerprint(),
            total=len(ids),
        )
        if not copy.has(str(listing_id)):
            lapse_matches(listing)
        written = _write(best_offers(sorted(ids), copy), copy, run)
        if listing.kind in WANTING and copy.has(str(listing_id)):
            written += match_onward(copy, [str(listing_id)], run)
        MatchRun.objects.filter(pk=run.pk).update(
            state=RunState.DONE, done=len(ids), matches=written, finished=Now()
        )
    return run


def match_graded(listing_id: UUID) -> None:
    """Offers of a wanted listing were graded: what stands in the lists of those it teaches is computed anew."""
    for id in near_copies_in_market(str(listing_id), current_market()):
        match_listing(UUID(id))


def rewrite_lists(ids: Collection[str], *, run: MatchRun, found: Lists | None = None, seen: str = "") -> int:
    """Write these wanted listings' lists as of now; returns how many undecided matches stand in them.

    `found` was computed on a market with the fingerprint `seen`. Only if that is still the market once the lists are
    locked does it count; otherwise all is searched again, so that older results never follow newer ones.
    """
    lock_lists(ids)
    copy = current_market()
    if found is None or copy.fingerprint() != seen:
        found = best_offers(ids, copy)
    return _write(found, copy, run)


def _write(found: Lists, copy: Copy, run: MatchRun) -> int:
    """With what grades teach at this moment: under the lock, so that the newest grade counts."""
    lists, learned = learn_lists(found, copy, TOP)
    return write_lists(lists, copy=copy, run=run, learned=learned)


def best_offers(ids: Collection[str], copy: Copy) -> Lists:
    """The best offers for each of these wanted listings, the index read once for all; none for one that has left."""
    cards = {id: card for id in ids if (card := copy.wanted.get(id)) is not None}
    return dict(zip(cards, copy.offered.search_many(list(cards.values()), TOP), strict=True))


def _lists_with(listing: Listing) -> set[str]:
    """Ids of the wanted listings whose list is this one's own, or holds it or a copy that stands for it."""
    ids = set()
    for wanted_kind, offered_kind in RELATION_KINDS.values():
        if listing.kind == wanted_kind:
            ids.add(str(listing.pk))
        if listing.kind == offered_kind:
            copied = Match.objects.exclude(copies=[]).filter(copies__contains=[listing.pk])
            for matches in (Match.objects.filter(offered=listing), copied):
                ids.update(str(pk) for pk in matches.values_list("wanted_id", flat=True))
    return ids


def _scores_of(listing: Listing, copy: Copy) -> dict[str, float]:
    """Wanted listings an offer may fit, with its score for each; for an offer that has left, those it may have fitted:
    somebody may be writing it into their lists at this moment. None for a listing that wants."""
    if listing.kind not in OFFERED_KINDS:
        return {}
    card = card_of(KIND_MODELS[listing.kind].objects.get(pk=listing.pk))
    return {scored.id: scored.score for scored in copy.wanted.rank(card, REACH)}


def _lists_entered(scores: dict[str, float]) -> set[str]:
    """Lists in which a score beats the last, or which are not full, and those of needs that their own grades have
    moved. Judged under their lock: a list that is being written meanwhile would be judged by what it was."""
    if not scores:
        return set()
    recommended = Q(matches_as_wanted__state=MatchState.RECOMMENDED, matches_as_wanted__by_experience=False)
    lists = Listing.objects.filter(pk__in=scores).annotate(
        length=Count("matches_as_wanted", filter=recommended),
        last=Min("matches_as_wanted__score", filter=recommended),
    )
    return with_own_grades(scores.keys(), LEAST) | {
        str(pk)
        for pk, length, last in lists.values_list("pk", "length", "last")
        if length < TOP or last is None or scores[str(pk)] >= last
    }
