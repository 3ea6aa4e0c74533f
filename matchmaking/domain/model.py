"""Fitting the model and finding the one in force. Fitted on public cards only: what is counted shows in scores."""

import shutil
import tempfile
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from matchmaking.domain import stored
from matchmaking.domain.changes import answers_in_market, cards_in_market
from matchmaking.domain.semantics import encoder_version
from matchmaking.domain.versions import encoder_of, version_name
from matchmaking.engine.errors import StoreError
from matchmaking.engine.ranker import VERSION, model_version
from matchmaking.engine.stats import Stats
from matchmaking.engine.store import FORMAT
from matchmaking.engine.types import Card
from matchmaking.models import MatchModel
from projects.choices import Disclosure

_FIT_LOCK = 0x64756A69  # one fit at a time; the number only has to be ours
KEPT = 10  # models that can be put back, besides the one in force


def fit_model() -> MatchModel:
    """Fit on today's public offers and put the result in force. The same offers give the same version, and one row."""
    offered = (card for side, card, _revision in cards_in_market() if side == "offered")
    with transaction.atomic():
        counted = filter(is_counted, chain(offered, answers_in_market()))
        return put_in_force(store_model(Stats.fit(counted)))


def is_counted(card: Card) -> bool:
    """Whether the card's words may be counted: everybody may read them anyway."""
    return card.disclosure == Disclosure.PUBLIC


def store_model(stats: Stats) -> MatchModel:
    """Store a model of these statistics, without putting it in force.

    What was learned from grades (weights, calibration) is taken over from the model in force.
    """
    base = model_version(stats)
    folder = f"models/{FORMAT}/{base}"
    with transaction.atomic():
        _one_at_a_time()
        _upload(stats, folder)
        before = MatchModel.objects.filter(current=True).first()
        learned = {name: getattr(before, name, None) for name in ("ranker", "calibration")}
        model, _created = MatchModel.objects.update_or_create(
            version=version_name(base, **learned, encoder=encoder_version()),
            defaults={"folder": folder, "documents": stats.documents, **learned},
        )
    return model


def put_in_force(model: MatchModel, *, held: bool | None = None) -> MatchModel:
    """Make it the model every process scores with, in the caller's transaction; older ones beyond KEPT are forgotten.

    `held`: whether automatic refits leave it alone from now on; None leaves that as it is.
    """
    _one_at_a_time()
    MatchModel.objects.filter(current=True).exclude(pk=model.pk).update(current=False, held=False)
    values = {"current": True, "in_force_since": timezone.now(), **({} if held is None else {"held": held})}
    MatchModel.objects.filter(pk=model.pk).update(**values)
    for name, value in values.items():
        setattr(model, name, value)
    _forget_older()
    return model


def current_model() -> MatchModel:
    """The model in force. The first caller fits it on an empty database, after an upgrade of the ranker, and when an
    encoder came or went.
    """
    model = MatchModel.objects.filter(current=True).first()
    return model if model is not None and _can_score(model) else fit_model()


def earlier_model(version: str = "") -> MatchModel:
    """The model of this version, or the one that was in force before the present one.

    Raises Invalid when there is none, or when this engine or the storage no longer has what it needs.
    """
    models = MatchModel.objects.filter(current=False, in_force_since__isnull=False)
    model = models.filter(**({"version": version} if version else {})).order_by("-in_force_since").first()
    if model is None:
        raise Invalid({"version": _("没有这个可以回退的模型。")})
    if not model.version.startswith(f"{VERSION}+"):
        raise Invalid({"version": _("模型 %(version)s 出自其他版本的引擎。") % {"version": model.version}})
    if encoder_of(model.version) != encoder_version():
        raise Invalid(
            {"version": _("模型 %(version)s 用的不是现在的语义编码器。") % {"version": model.version}}
        )
    try:
        load_stats(model)
    except (StoreError, OSError) as error:
        raise Invalid({"version": str(error)}) from error
    return model


def load_stats(model: MatchModel) -> Stats:
    """The statistics of a model, from this machine's copy of the stored files; a damaged copy is fetched anew.

    Raises StoreError when the stored files are damaged too, or were made by an engine that counts otherwise.
    """
    local = Path(settings.HOME) / "index" / model.folder.replace("/", "-")
    try:
        return Stats.load(local)
    except (StoreError, OSError):
        shutil.rmtree(local, ignore_errors=True)
        stored.download(model.folder, local)
        return Stats.load(local)


def stored_model_is_whole() -> bool:
    """Is there a model in force whose files are in the storage? (For the health check: one query, one look.)"""
    model = MatchModel.objects.filter(current=True).first()
    return model is not None and default_storage.exists(f"{model.folder}/manifest.json")


def _can_score(model: MatchModel) -> bool:
    return model.version.startswith(f"{VERSION}+") and encoder_of(model.version) == encoder_version()


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_FIT_LOCK])


def _upload(stats: Stats, folder: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        stats.save(Path(scratch))
        stored.upload(Path(scratch), folder)


def _forget_older() -> None:
    """Delete models that can no longer be put back, and after commit the files no model needs."""
    others = MatchModel.objects.filter(current=False, in_force_since__isnull=False)
    kept = others.order_by("-in_force_since").values_list("pk", flat=True)[:KEPT]
    gone = others.exclude(pk__in=list(kept))
    folders = set(gone.values_list("folder", flat=True))
    if not folders:
        return
    gone.delete()
    needed = set(MatchModel.objects.filter(folder__in=folders).values_list("folder", flat=True))
    for folder in folders - needed:
        transaction.on_commit(lambda folder=folder: stored.delete(folder), robust=True)  # type: ignore[misc]
