"""Publishing the market as an index: files into the default storage first, then the row that puts them in force."""

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from matchmaking.domain import local_index
from matchmaking.domain.changes import SIDE_KINDS
from matchmaking.domain.copy import Copy
from matchmaking.domain.model import load_stats, put_in_force
from matchmaking.engine.index import folder as folders
from matchmaking.engine.index.market import Market
from matchmaking.engine.store import FORMAT
from matchmaking.models import MarketIndex, MatchModel, MatchRun
from matchmaking.states import RunState

ROOT = "indexes"
RECENT = "recent.json"  # changes around the moment of the index that are in it
_PUBLISH_LOCK = 0x64756A6A  # one at a time; the number only has to be ours
LONGEST_RUN = dt.timedelta(days=1)  # a run that has not ended by then never will
ORPHAN_SECONDS = 3600  # files without a row that are older were left by a publisher that died


def index_in_force() -> MarketIndex | None:
    """The index every process starts from; None before the first was published."""
    return MarketIndex.objects.filter(current=True).first()


def publish_index(copy: Copy, model: MatchModel | None = None, *, held: bool | None = None) -> MarketIndex:
    """Publish what the copy holds, as vectors of `model` (default: its own), and put both in force together.

    1. Segments are built on this machine. 2. Their files go into the default storage under a name of their own, the
    manifests last; nothing is overwritten. 3. In one transaction row and model come into force. 4. The index before
    stays for processes under way; older ones go. Whoever dies before 3 leaves the old index in force.
    """
    model = model or copy.model
    built = local_index.workshop()
    try:
        facts = _build(copy, model, built)
        folder = f"{ROOT}/{FORMAT}-{timezone.now():%Y%m%d-%H%M%S}-{uuid4().hex[:12]}"
        files = _upload(built, folder)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_xact_lock(%s)", [_PUBLISH_LOCK])
            put_in_force(model, held=held)
            MarketIndex.objects.filter(current=True).update(current=False)
            index = MarketIndex.objects.create(
                folder=folder, files=files, moment=copy.seen, current=True, **facts
            )
            _drop_older(index)
        local_index.adopt(index, built)
    finally:
        shutil.rmtree(built, ignore_errors=True)
    return index


def _build(copy: Copy, model: MatchModel, built: Path) -> dict[str, Any]:
    """Write both sides below `built`; returns what the row says about them."""
    stats = copy.stats if model.folder == copy.model.folder else load_stats(model)
    size = settings.INDEX_SEGMENT_CARDS
    facts: dict[str, Any] = {"statistics": stats.version, "segments": {}, "cards": 0, "revisions": 0}
    fingerprints = []
    for side in SIDE_KINDS:
        market = copy.side(side)
        if stats is copy.stats:
            market.save(built / side, size)
        else:
            folders.build(built / side, stats, side, market.cards(), size)
        shutil.rmtree(built / side / "stats")  # they stand with the model
        segments = folders.read(built / side, stats, verify=False)[2]
        made = Market(stats, side, segments)
        facts["segments"][side] = len(segments)
        facts["cards"] += len(made)
        facts["revisions"] += sum(int(segment.columns.revisions.sum()) for segment in segments)
        fingerprints.append(made.fingerprint)
    (built / RECENT).write_text(copy.recent.dump())
    return {**facts, "fingerprint": "".join(f"{each:032x}" for each in fingerprints)}


def _upload(built: Path, folder: str) -> list[dict[str, Any]]:
    """Store every file; a reader that finds a manifest finds what it names."""
    paths = sorted(
        (path for path in built.rglob("*") if path.is_file()),
        key=lambda path: (path.suffix == ".json", str(path)),
    )
    files = []
    for path in paths:
        name = path.relative_to(built).as_posix()
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            opened.seek(0)
            stored = default_storage.save(f"{folder}/{name}", File(opened))
        if stored != f"{folder}/{name}":
            raise FileExistsError(f"{folder}/{name} exists already")
        files.append({"path": name, "bytes": path.stat().st_size, "sha256": digest})
    return files


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
        if folder not in kept and _age(folder) > ORPHAN_SECONDS:
            _delete(folder)


def _age(folder: str) -> float:
    """Seconds since the youngest file of a stored folder was written."""
    times = [default_storage.get_modified_time(path) for path in _files_below(folder)]
    return (timezone.now() - max(times)).total_seconds() if times else float("inf")


def _files_below(folder: str) -> Iterator[str]:
    inner, names = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)
    for name in inner:
        yield from _files_below(f"{folder}/{name}")


def _delete(folder: str) -> None:
    inner, names = default_storage.listdir(folder)
    for name in inner:
        _delete(f"{folder}/{name}")
    for path in [f"{folder}/{name}" for name in names] + [
        folder
    ]:  # where folders are real, the empty one too
        default_storage.delete(path)
