"""A model with the same statistics and something learned from grades: other weights, another calibration."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from matchmaking.domain.model import put_in_force
from matchmaking.domain.versions import base_of, encoder_of, version_name
from matchmaking.models import MatchModel


def vary(
    model: MatchModel,
    *,
    calibration: Mapping[str, Any] | None,
    ranker: Mapping[str, Any] | None,
    force: bool = True,
) -> MatchModel | None:
    """Store what `model` is with this calibration and these weights, and put it in force unless told otherwise; the
    files stay where they are.

    None, and nothing done, when another model came into force meanwhile. The earlier one stays in the table: to put
    it back restores what it had.
    """
    encoder = encoder_of(model.version)
    version = version_name(base_of(model.version), ranker=ranker, calibration=calibration, encoder=encoder)
    with transaction.atomic():
        held = MatchModel.objects.select_for_update().filter(pk=model.pk, current=True).first()
        if held is None:
            return None
        varied, _created = MatchModel.objects.get_or_create(
            version=version,
            defaults={
                "folder": held.folder,
                "documents": held.documents,
                "calibration": calibration,
                "ranker": ranker,
            },
        )
        if force and varied != held:
            put_in_force(varied)
    return varied
