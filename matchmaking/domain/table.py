"""Writing the match table: what the engine found meets what people have already said."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from config.kernel.move import SYSTEM, move
from matchmaking.choices import Relation
from matchmaking.domain.market import Copy
from matchmaking.engine.types import Scored
from matchmaking.models import Match, MatchRun
from matchmaking.states import MATCH_MOVES, UNDECIDED, MatchState
from projects.models import Listing

_COMPUTED = ["score", "parts", "terms", "model_version", "wanted_revision", "offered_revision", "run"]


def write_matches(wanted_id: UUID, found: list[Scored], *, copy: Copy, run: MatchRun) -> int:
    """Make the recommended matches of a wanted listing those in `found`; returns how many undecided ones stand.

    1. The wanted listing is locked, so that two jobs for it write one after the other.
    2. Undecided matches get the new score and reasons; decided ones keep what was decided upon.
    3. Recommendations that are no longer found go; where somebody has said something, the match stays.
    """
    Listing.objects.select_for_update(no_key=True).get(pk=wanted_id)
    standing = {str(match.offered_id): match for match in Match.objects.filter(wanted=wanted_id)}
    rows = []
    for scored in found:
        match = standing.pop(scored.id, None)
        if match is not None and match.state == MatchState.LAPSED:
            note = gettext_noop("重新进入推荐")
            move(match, MatchState.RECOMMENDED, table=MATCH_MOVES, by=SYSTEM, note=note)
        if match is None or match.state in UNDECIDED:
            values = _computed(scored, wanted_id, copy, run)
            rows.append(
                Match(relation=Relation.NEED_ACHIEVEMENT, wanted_id=wanted_id, offered_id=scored.id, **values)
            )
    # One statement writes new pairs and renews standing ones: three times as fast as an update of each column by CASE.
    Match.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["wanted", "offered"], update_fields=_COMPUTED
    )
    _retire(list(standing.values()))
    return len(rows)


def lapse_matches(listing: Listing) -> None:
    """A listing left the market: nobody can take up its undecided matches any more."""
    undecided = (Match.objects.filter(wanted=listing) | Match.objects.filter(offered=listing)).filter(
        state__in=UNDECIDED
    )
    for match in undecided.order_by("pk"):
        if match.state != MatchState.RECOMMENDED or match.transitions.exists():
            move(match, MatchState.LAPSED, table=MATCH_MOVES, by=SYSTEM, note=gettext_noop("供需信息已下架"))
        else:
            match.delete()


def _retire(matches: list[Match]) -> None:
    """Remove recommendations nobody has touched; those with a history lapse, and interest keeps a match alive."""
    idle = [match for match in matches if match.state == MatchState.RECOMMENDED]
    with_history = set(
        Match.objects.filter(pk__in=[match.pk for match in idle], transitions__isnull=False).values_list(
            "pk", flat=True
        )
    )
    for match in idle:
        if match.pk in with_history:
            move(match, MatchState.LAPSED, table=MATCH_MOVES, by=SYSTEM, note=gettext_noop("不再是最佳推荐"))
    Match.objects.filter(pk__in=[match.pk for match in idle if match.pk not in with_history]).delete()


def _computed(scored: Scored, wanted_id: UUID, copy: Copy, run: MatchRun) -> dict[str, Any]:
    return {
        "score": scored.score,
        "parts": [asdict(part) for part in scored.parts],
        "terms": [asdict(term) for term in scored.terms],
        "model_version": copy.model.version,
        "wanted_revision": copy.revisions[str(wanted_id)],
        "offered_revision": copy.revisions[scored.id],
        "run": run,
    }
