"""Fitting the model and finding the one in force. Fitted on public cards only: what is counted shows in scores."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from enterprises.states import OrganizationState
from matchmaking.choices import RELATION_KINDS
from matchmaking.domain.encoder import card_of
from matchmaking.engine.errors import StoreError
from matchmaking.engine.ranker import VERSION, model_version
from matchmaking.engine.stats import Stats
from matchmaking.engine.store import FORMAT
from matchmaking.models import MatchModel
from projects.choices import Disclosure
from projects.models import KIND_MODELS
from projects.states import ListingState

_FIT_LOCK = 0x64756A69  # one fit at a time; the number only has to be ours
OFFERED_KINDS = sorted({offered for _wanted, offered in RELATION_KINDS.values()})


def fit_model() -> MatchModel:
    """Fit on today's public offers and put the result in force. The same offers give the same version, and one row."""
    stats = Stats.fit(
        card_of(listing)
        for kind in OFFERED_KINDS
        for listing in KIND_MODELS[kind]
        .objects.filter(
            state=ListingState.PUBLISHED,
            disclosure=Disclosure.PUBLIC,
            owner__state=OrganizationState.VERIFIED,
        )
        .order_by("pk")
        .iterator(chunk_size=1000)
    )
    version = model_version(stats)
    folder = f"models/{FORMAT}/{version}"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [_FIT_LOCK])
        _upload(stats, folder)
        MatchModel.objects.filter(current=True).exclude(version=version).update(current=False)
        model, _created = MatchModel.objects.update_or_create(
            version=version, defaults={"folder": folder, "documents": stats.documents, "current": True}
        )
    return model


def current_model() -> MatchModel:
    """The model in force; on an empty database, or after an upgrade of the ranker, the first caller fits it."""
    model = MatchModel.objects.filter(current=True).first()
    return model if model is not None and model.version.startswith(f"{VERSION}+") else fit_model()


def load_stats(model: MatchModel) -> Stats:
    """The statistics of a model, from this machine's copy of the stored files; a damaged copy is fetched anew.

    Raises StoreError when the stored files are damaged too, or were made by an engine that counts otherwise.
    """
    local = Path(settings.HOME) / "index" / model.folder.replace("/", "-")
    try:
        return Stats.load(local)
    except (StoreError, OSError):
        shutil.rmtree(local, ignore_errors=True)
        _download(model.folder, local)
        return Stats.load(local)


def _upload(stats: Stats, folder: str) -> None:
    """Put the files into the default storage, the manifest last: a reader that finds it finds the rest."""
    with tempfile.TemporaryDirectory() as scratch:
        stats.save(Path(scratch))
        paths = sorted(Path(scratch).iterdir(), key=lambda path: (path.suffix == ".json", path.name))
        for path in paths:
            name = f"{folder}/{path.name}"
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(path.read_bytes()))


def _download(folder: str, local: Path) -> None:
    local.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=local.parent, prefix=".fetch-"))
    _folders, names = default_storage.listdir(folder)
    for name in names:
        with default_storage.open(f"{folder}/{name}") as stored:
            (scratch / name).write_bytes(stored.read())
    try:
        scratch.rename(local)
    except OSError:  # another process was faster; its copy is the same
        for path in scratch.iterdir():
            path.unlink()
        scratch.rmdir()


def stored_model_is_whole() -> bool:
    """Is there a model in force whose files are in the storage? (For the health check: one query, one look.)"""
    model = MatchModel.objects.filter(current=True).first()
    return model is not None and default_storage.exists(f"{model.folder}/manifest.json")
