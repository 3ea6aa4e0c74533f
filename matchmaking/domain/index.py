"""Publishing the market as an index: files into the default storage first, then the row that puts them in force."""

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from matchmaking.domain import local_index, stored
from matchmaking.domain.changes import SIDE_KINDS
from matchmaking.domain.copy import Copy
from matchmaking.domain.model import load_stats, put_in_force
from matchmaking.engine.index import folder as folders
from matchmaking.engine.index.segment import Segment
from matchmaking.engine.store import FORMAT
from matchmaking.engine.types import Side
from matchmaking.models import MarketIndex, MatchModel, MatchRun
from matchmaking.states import RunState

ROOT = "indexes"
RECENT = "recent.json"  # changes around the moment of the index that are in it
PUBLISH_LOCK = 0x64756A6A  # one at a time; the number only has to be ours
LONGEST_RUN = dt.timedelta(days=1)  # a run that has not ended by then never will
Built = dict[str, Any]  # of a segment: fingerprint (mark), cards, sum of revisions
ORPHAN_SECONDS = 3600  # files without a row that are older were left by a publisher that died


def index_in_force() -> MarketIndex | None:
    """The index every process starts from; None before the first was published."""
    return MarketIndex.objects.filter(current=True).first()


def publish_index(copy: Copy) -> MarketIndex:
    """Publish what the copy holds, and put it in force with the copy's model.

    1. Segments are built on this machine. 2. Their files go into the default storage under a name of their own, the
    manifests last; nothing is overwritten. 3. In one transaction row and model come into force. 4. The index before
    stays for processes under way; older ones go. Whoever dies before 3 leaves the old index in force.

    Without reading a text again; `building` makes an index of other statistics, piece by piece.
    """
    built = local_index.workshop()
    try:
        sides = {side: _saved(copy, side, built / side) for side in SIDE_KINDS}
        (built / RECENT).write_text(copy.recent.dump())
        folder = new_folder()
        files = stored.upload(built, folder)
        index = put_index_in_force(copy.model, folder, files, sides, moment=copy.seen)
        local_index.adopt(index, built)
    finally:
        shutil.rmtree(built, ignore_errors=True)
    return index


def new_folder() -> str:
    """A name that no index has had."""
    return f"{ROOT}/{FORMAT}-{timezone.now():%Y%m%d-%H%M%S}-{uuid4().hex[:12]}"


def put_index_in_force(
    model: MatchModel,
    folder: str,
    files: list[dict[str, Any]],
    sides: Mapping[Side, list[Built]],
    *,
    moment: dt.datetime,
    held: bool | None = None,
) -> MarketIndex:
    """Write the row of an index whose files are stored, and put it in force together with its model."""
    built = [segment for side in SIDE_KINDS for segment in sides[side]]
    marks = {
        side: sum(int(segment["mark"], 16) for segment in sides[side]) % (1 << 128) for side in SIDE_KINDS
    }
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [PUBLISH_LOCK])
        put_in_force(model, held=held)
        MarketIndex.objects.filter(current=True).update(current=False)
        index = MarketIndex.objects.create(
            folder=folder,
            files=files,
            moment=moment,
            current=True,
            statistics=load_stats(model).version,
            segments={side: len(sides[side]) for side in SIDE_KINDS},
            cards=sum(segment["cards"] for segment in built),
            revisions=sum(segment["revisions"] for segment in built),
            fingerprint="".join(f"{marks[side]:032x}" for side in SIDE_KINDS),
        )
        _drop_older(index)
    return index


def facts_of(segment: Segment) -> Built:
    """What the row of an index says of a segment."""
    revisions = int(segment.columns.revisions.sum())
    return {"mark": f"{segment.fingerprint:032x}", "cards": len(segment), "revisions": revisions}


def _saved(copy: Copy, side: Side, folder: Path) -> list[Built]:
    copy.side(side).save(folder, settings.INDEX_SEGMENT_CARDS)
    shutil.rmtree(folder / "stats")  # they stand with the model
    return [facts_of(segment) for segment in folders.read(folder, copy.stats, verify=False)[2]]


def _drop_older(index: MarketIndex) -> None:
    """Leave the index in force, the one before it, and those that runs under way are cut by; files go after commit."""
    running = MatchRun.objects.filter(state=RunState.RUNNING, started__gt=timezone.now() - LONGEST_RUN)
    busy = running.filter(index__isnull=False).values("index")
    others = MarketIndex.objects.exclude(pk=index.pk)
    before = others.values_list("pk", flat=True)[:1]
    MarketIndex.objects.exclude(pk__in=[index.pk, *before]).exclude(pk__in=busy).delete()
    kept = {row.folder for row in MarketIndex.objects.only("folder")}
    transaction.on_commit(lambda: _sweep_storage(kept), robust=True)


def _sweep_storage(kept: set[str]) -> None:
    """Delete stored folders that no row names. Those of the last hour may be another publisher's, not yet complete."""
    for name in default_storage.listdir(ROOT)[0]:
        folder = f"{ROOT}/{name}"
        if folder not in kept and stored.age(folder) > ORPHAN_SECONDS:
            stored.delete(folder)
