"""Matching the whole market: fit (fitting), build the index (building), then blocks of wanted listings × its segments.

All of it in pieces that are jobs. The job rows are the checkpoints: a job's effect and its `done` commit together, so
workers may die at any moment and any number of them on any number of hosts may help. What the last of them leaves is
what one alone would have left.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from config.kernel.jobs import enqueue
from config.kernel.models import Job
from matchmaking.domain.building import finish_index
from matchmaking.domain.copy import Copy
from matchmaking.domain.index import Built
from matchmaking.domain.market import current_market
from matchmaking.domain.matching import TOP, Lists, best_offers, rewrite_lists
from matchmaking.domain.onward import enqueue_onward, onward_blocks, there_is_onward
from matchmaking.domain.progress import advance_run
from matchmaking.domain.semantics import keep_vectors
from matchmaking.domain.table import lock_lists
from matchmaking.engine.index.found import Found
from matchmaking.engine.types import Side
from matchmaking.models import MatchModel, MatchPart, MatchRun

JOBS = [
    "match_market",
    "prepare_full_match",
    "count_offers",
    "publish_full_match",
    "build_segment",
    "cut_full_match",
    "match_block",
    "match_part",
    "match_onward",
]


def start_full_match(model: MatchModel | None = None) -> MatchRun:
    """Ask for a re-match of every wanted listing, under `model` or one fitted on today's offers.

    Returns at once; the run shows its progress.
    """
    with transaction.atomic():
        run = MatchRun.objects.create(model_version=model.version if model else "")
        if model:
            enqueue("publish_full_match", run_id=str(run.pk), version=model.version, held=True)
        else:
            enqueue("prepare_full_match", run_id=str(run.pk))
    return run


def full_match_under_way() -> bool:
    """Does a job of a full match wait or run?"""
    return Job.objects.filter(state=Job.State.READY, kind__in=JOBS).exists()


def jobs_done_since(moment: dt.datetime) -> int:
    """How many jobs of full matches ended after a moment: what shows that one moves before it has steps."""
    return Job.objects.filter(state=Job.State.DONE, kind__in=JOBS, finished__gt=moment).count()


def cut_full_match(plan: dict[str, Any], built: dict[Side, list[Built]]) -> None:
    """Put model and index in force, and cut the matching into jobs."""
    finish_index(plan, built)
    run_id = UUID(plan["run_id"])
    copy = current_market()
    ids = [id for id, _revision in copy.wanted.revisions()]
    size, segments = settings.MATCH_BLOCK, max(1, copy.offered.mapped)
    blocks = [ids[start : start + size] for start in range(0, len(ids), size)]
    with transaction.atomic():
        run = MatchRun.objects.filter(pk=run_id).first()
        onward = enqueue_onward(run) if run and there_is_onward() else 0
        MatchRun.objects.filter(pk=run_id).update(
            model_version=copy.model.version,
            market_fingerprint=copy.fingerprint(),
            index=copy.index,
            total=len(ids) + onward,
            steps=len(blocks) * segments + onward_blocks(onward),
        )
        for block, wanted_ids in enumerate(blocks):
            if segments == 1:
                enqueue("match_block", run_id=str(run_id), wanted_ids=wanted_ids)
            else:
                for segment in range(segments):
                    enqueue(
                        "match_part",
                        run_id=str(run_id),
                        block=block,
                        segment=segment,
                        segments=segments,
                        wanted_ids=wanted_ids,
                    )
        advance_run(run_id)


def match_block(run_id: UUID, wanted_ids: list[str]) -> None:
    """Match one block of wanted listings against everything; the run is done when its last block is."""
    copy = current_market()
    keep_vectors(copy)
    seen, found = copy.fingerprint(), best_offers(wanted_ids, copy)
    with transaction.atomic():
        run = MatchRun.objects.filter(pk=run_id).first()
        if run is None:
            return
        written = rewrite_lists(wanted_ids, run=run, found=found, seen=seen)
        advance_run(run_id, steps_done=1, done=len(wanted_ids), matches=written)


def match_part(run_id: UUID, block: int, segment: int, segments: int, wanted_ids: list[str]) -> None:
    """Search one segment for one block; whoever stores the block's last part merges them all and writes the lists.

    Of two who store the last two parts at once one waits for the block's locks, and then sees the other's part.
    """
    run = MatchRun.objects.filter(pk=run_id).first()
    if run is None:
        return
    copy = current_market()
    keep_vectors(copy)
    plain = _search_part(copy, run, segment, wanted_ids)
    with transaction.atomic():
        MatchPart.objects.create(run=run, block=block, segment=segment, found=plain)
        lock_lists(wanted_ids)
        parts = MatchPart.objects.filter(run=run, block=block)
        if parts.count() < segments:
            advance_run(run_id, steps_done=1)
            return
        copy = current_market()
        found = _merged(copy, run, list(parts), wanted_ids)
        written = rewrite_lists(wanted_ids, run=run, found=found, seen=copy.fingerprint())
        parts.delete()
        advance_run(run_id, steps_done=1, done=len(wanted_ids), matches=written)


def _search_part(copy: Copy, run: MatchRun, segment: int, wanted_ids: Sequence[str]) -> object:
    """{wanted id: [[cosine, id, digest] …]} of one segment; None where this process does not map the run's index."""
    if copy.index is None or copy.index.pk != run.index_id:
        return None
    cards = {id: card for id in wanted_ids if (card := copy.wanted.get(id)) is not None}
    found = copy.offered.found_in(segment, list(cards.values()))
    revisions = [copy.wanted.revision(id) for id in cards]
    return {
        id: [revision, [each.plain() for each in held]]
        for id, revision, held in zip(cards, revisions, found, strict=True)
    }


def _merged(copy: Copy, run: MatchRun, parts: Sequence[MatchPart], wanted_ids: Sequence[str]) -> Lists | None:
    """The lists that a search of everything would give now; None where it has to be done.

    What was found holds for the words the wanted listing had then: one that changed since is searched again, and
    offers that changed since are searched by `Market.merge`.
    """
    found_in = [part.found for part in parts if part.found is not None]
    if copy.index is None or copy.index.pk != run.index_id or len(found_in) < len(parts):
        return None
    lists, changed = Lists(), []
    for id in wanted_ids:
        card, revision = copy.wanted.get(id), copy.wanted.revision(id)
        if card is None:
            continue
        if any(found.get(id, [None])[0] != revision for found in found_in):
            changed.append(id)
            continue
        found = (Found.of(plain) for found in found_in for plain in found[id][1])
        lists[id] = copy.offered.merge(card, found, TOP)
    return {**lists, **best_offers(changed, copy)}
