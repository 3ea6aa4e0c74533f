"""Publishing the market under another model: its index is built segment by segment, each a job.

Texts are read again, for the statistics are others. What was built stands in the payload of the next job, and in the
storage: whoever dies loses one segment. Changes that come meanwhile are taken by every process, from the moment on at
which the building began.
"""

import datetime as dt
import shutil
from typing import Any
from uuid import UUID

from django.conf import settings

from config.kernel.jobs import enqueue
from matchmaking.domain import local_index, stored
from matchmaking.domain.changes import SIDE_KINDS, changed_since, horizon, moves_since, next_cards
from matchmaking.domain.copy import Recent
from matchmaking.domain.index import RECENT, Built, facts_of, new_folder, put_index_in_force
from matchmaking.domain.model import load_stats
from matchmaking.engine.index import folder as folders
from matchmaking.engine.index.segment import segment_of
from matchmaking.engine.types import Side
from matchmaking.models import MarketIndex, MatchModel

SIDES: list[Side] = list(SIDE_KINDS)


def begin_index(run_id: UUID, version: str, *, held: bool) -> None:
    """Ask for the first segment of an index under this model.

    What changed a moment ago and is seen already will be in the segments: it is noted, so that nobody takes it again.
    """
    moment, folder, scratch = horizon(), new_folder(), local_index.workshop()
    try:
        recent = Recent(changed_since(moment), set(moves_since(moment)))
        (scratch / RECENT).write_text(recent.dump())
        files = stored.upload(scratch, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    plan = {"run_id": str(run_id), "version": version, "held": held}
    plan |= {"folder": folder, "moment": moment.isoformat(), "files": files}
    enqueue("build_segment", plan=plan, side=SIDES[0], after="", built={side: [] for side in SIDES})


def build_segment(plan: dict[str, Any], side: Side, after: str, built: dict[Side, list[Built]]) -> None:
    """Build and store the segment of the cards after this one, and write the job of what comes after it."""
    size = settings.INDEX_SEGMENT_CARDS
    held = next_cards(SIDE_KINDS[side], after, size)
    if held:
        model = MatchModel.objects.get(version=plan["version"])
        place, scratch = f"{side}/{len(built[side]):04d}", local_index.workshop()
        try:
            segment = segment_of(load_stats(model), side, held)
            segment.save(scratch)
            files = stored.upload(scratch, f"{plan['folder']}/{place}")
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        named = [{**file, "path": f"{place}/{file['path']}"} for file in files]
        built[side].append({**facts_of(segment), "files": named})
    following = SIDES[SIDES.index(side) + 1 :]
    if len(held) == size:
        enqueue("build_segment", plan=plan, side=side, after=held[-1][0].id, built=built)
    elif following:
        enqueue("build_segment", plan=plan, side=following[0], after="", built=built)
    else:
        enqueue("cut_full_match", plan=plan, built=built)


def finish_index(plan: dict[str, Any], built: dict[Side, list[Built]]) -> MarketIndex:
    """Put what was built in force, together with its model."""
    model, scratch = MatchModel.objects.get(version=plan["version"]), local_index.workshop()
    try:
        for side in SIDES:
            folders.seal(
                scratch / side, load_stats(model), side, [segment["mark"] for segment in built[side]]
            )
        files = plan["files"] + [
            file for side in SIDES for segment in built[side] for file in segment["files"]
        ]
        files += stored.upload(scratch, plan["folder"])
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    moment = dt.datetime.fromisoformat(plan["moment"])
    return put_index_in_force(model, plan["folder"], files, built, moment=moment, held=plan["held"])
