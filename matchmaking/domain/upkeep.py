"""When the model is fitted anew, the index published, and a list mended: what the clock asks, every few minutes."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from config.kernel.jobs import enqueue
from config.kernel.models import Job
from enterprises.models import OrganizationTransition
from enterprises.states import OrganizationState
from matchmaking.domain.changes import COUNTED_KINDS, KINDS, OFFERED_KINDS, cards_in_market, in_market
from matchmaking.domain.copy import Copy
from matchmaking.domain.full_match import full_match_under_way, start_full_match
from matchmaking.domain.index import publish_index
from matchmaking.domain.market import current_market
from matchmaking.domain.onward import OFFERING
from matchmaking.engine.drift import unknown_share
from matchmaking.engine.weighting import SMALL_MARKET
from matchmaking.models import MarketIndex, Match, MatchRun
from matchmaking.states import UNDECIDED, MatchState
from projects.choices import Disclosure
from projects.models import Listing
from projects.states import ListingState

DELTA = 0.05  # share of the market in memory from which a new index pays: each process searches it beside the mapped
DELTA_CARDS = 1_000  # and how many it must be: building so many costs a process 14 ms
CHANGED = 0.05  # share of offers reworded since the fit from which their words are counted anew
UNKNOWN = 0.15  # share of words in new offers that the model does not know; ADR 0014 has what is usual
SAMPLE = 200  # newest offers whose words are looked at
MATCHED = sorted({*KINDS, *OFFERING})
MANY = 1_000  # listings to mend from which one full match is less work
LOOK_BACK = dt.timedelta(days=1)  # how far back moves of organizations are followed up


def refresh_model() -> MatchRun | None:
    """Start a full match when the market has outgrown its statistics, else publish when much stands in memory.

    A model that was put back by hand stays until a person asks for a full match. Returns the run, if one was started.
    """
    if full_match_under_way():
        return None
    copy = current_market()
    if not copy.model.held and (_outgrown(copy) or has_drifted(copy)):
        return start_full_match()
    changes = copy.changes()
    if copy.index is None or (changes > DELTA_CARDS and changes > DELTA * len(copy)):
        publish_soon()
    return None


def publish_soon() -> None:
    """Write the job that publishes what has changed, unless it waits already or a full match will do it."""
    with transaction.atomic():
        waiting = Job.objects.filter(state=Job.State.READY, kind="publish_index")
        if not waiting.exists() and not full_match_under_way():
            enqueue("publish_index")


def publish_market() -> MarketIndex:
    """Publish the market as it is, under the model in force."""
    return publish_index(current_market())


def mend_matches() -> int:
    """Ask for the listings anew whose matches stand although they or their organization have left, or that came back
    with their organization; returns how many."""
    ids = _gone_with_matches() | _moved_with_their_organization()
    if len(ids) > MANY:
        if not full_match_under_way():
            start_full_match()
        return len(ids)
    with transaction.atomic():
        for id in sorted(ids):
            enqueue("match_listing", listing_id=id)
    return len(ids)


def has_drifted(copy: Copy) -> bool:
    """Do the market's words differ from those the model was fitted on? Small markets are fitted anew anyway."""
    since = copy.model.in_force_since
    if since is None or copy.stats.cards < SMALL_MARKET:
        return False
    offers = in_market(Listing.objects.filter(kind__in=OFFERED_KINDS, disclosure=Disclosure.PUBLIC))
    if offers.filter(card_changed__gt=since).count() > CHANGED * copy.stats.cards:
        return True
    newest = offers.filter(published_at__gt=since).order_by("-published_at").values_list("pk", flat=True)
    ids = [str(pk) for pk in newest[:SAMPLE]]
    cards = [card for _side, card, _revision in cards_in_market(ids)]
    return len(cards) == SAMPLE and unknown_share(copy.stats, cards) > UNKNOWN


def _outgrown(copy: Copy) -> bool:
    public = in_market(Listing.objects.filter(kind__in=COUNTED_KINDS, disclosure=Disclosure.PUBLIC))
    return copy.stats.is_stale(public.count())


def _gone_with_matches() -> set[str]:
    # those sent back to be mended end by their own clock, whatever becomes of the listing
    undecided = Match.objects.filter(state__in=UNDECIDED - {MatchState.SENT_BACK})
    left = Listing.objects.filter(
        ~Q(state=ListingState.PUBLISHED) | ~Q(owner__state=OrganizationState.VERIFIED), kind__in=MATCHED
    ).filter(
        Exists(undecided.filter(wanted=OuterRef("pk"))) | Exists(undecided.filter(offered=OuterRef("pk")))
    )
    return {str(pk) for pk in left.values_list("pk", flat=True)}


def _moved_with_their_organization() -> set[str]:
    """Listings in the market of organizations that came back into service since their listings were last matched."""
    since = timezone.now() - LOOK_BACK
    back = OrganizationTransition.objects.filter(
        old=OrganizationState.SUSPENDED, new=OrganizationState.VERIFIED, at__gt=since
    )
    ids: set[str] = set()
    for organization_id, at in back.values_list("subject_id", "at"):
        listings = in_market(Listing.objects.filter(kind__in=MATCHED, owner=organization_id))
        if MatchRun.objects.filter(listing=None, started__gt=at).exists():
            continue  # a full match has seen them all
        unseen = listings.filter(~Exists(MatchRun.objects.filter(listing=OuterRef("pk"), started__gt=at)))
        ids.update(str(pk) for pk in unseen.values_list("pk", flat=True))
    return ids
