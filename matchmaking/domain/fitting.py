"""Fitting a model on any number of offers: they are counted piece by piece, each piece a job.

A job reads the tally of those before, adds its own cards, stores the sum and asks for the next piece, all or nothing:
whoever dies loses one piece. None holds more than one piece of the market, whatever its size.
"""

import shutil
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from config.kernel.jobs import enqueue
from matchmaking.domain import stored
from matchmaking.domain.changes import COUNTED_KINDS, next_cards
from matchmaking.domain.model import is_counted, store_model
from matchmaking.engine.stats import Tally
from matchmaking.models import MatchRun
from matchmaking.states import RunState

ROOT = "tallies"


def begin_fit(run_id: UUID) -> None:
    """Ask for the first piece; tallies that runs left which are no more go."""
    _sweep()
    enqueue("count_offers", run_id=str(run_id), piece=0, after="")


def count_offers(run_id: UUID, piece: int, after: str) -> None:
    """Count the offers after this one into the tally of the pieces before, and write the job of the next piece; after
    the last, that of the index under the model fitted on all."""
    cards = [card for card, _revision in next_cards(COUNTED_KINDS, after, settings.FIT_PIECE)]
    tally = _load(_folder(run_id, piece - 1)) if piece else Tally()
    tally.add_cards(filter(is_counted, cards))
    if piece:
        transaction.on_commit(lambda: stored.delete(_folder(run_id, piece - 1)), robust=True)
    if len(cards) == settings.FIT_PIECE:
        _save(tally, _folder(run_id, piece))
        enqueue("count_offers", run_id=str(run_id), piece=piece + 1, after=cards[-1].id)
    else:
        model = store_model(tally.stats())
        enqueue("publish_full_match", run_id=str(run_id), version=model.version, held=False)


def _folder(run_id: UUID, piece: int) -> str:
    return f"{ROOT}/{run_id}/{piece:06d}"


def _save(tally: Tally, folder: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        tally.save(Path(scratch))
        stored.upload(Path(scratch), folder)


def _load(folder: str) -> Tally:
    local = Path(tempfile.mkdtemp())
    try:
        stored.download(folder, local / "tally")
        return Tally.load(local / "tally")
    finally:
        shutil.rmtree(local, ignore_errors=True)


def _sweep() -> None:
    if not default_storage.exists(ROOT):
        return
    running = MatchRun.objects.filter(state=RunState.RUNNING).values_list("pk", flat=True)
    kept = {str(pk) for pk in running}
    for name in default_storage.listdir(ROOT)[0]:
        if name not in kept:
            stored.delete(f"{ROOT}/{name}")
