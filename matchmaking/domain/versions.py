"""Names of models: statistics, learned weights and calibration each leave their mark, so that one version is one
behaviour and putting a version back restores all three."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from matchmaking.engine.learning.learned import Weights
from matchmaking.engine.parts import WEIGHTS
from matchmaking.models import MatchModel

MARK = 8  # hex digits per mark


def version_name(
    base: str,
    *,
    ranker: Mapping[str, Any] | None = None,
    calibration: Mapping[str, Any] | None = None,
    encoder: str = "",
) -> str:
    """`base` (engine and statistics) with "+w…" for learned weights, "+c…" for a calibration, "+e…" for an encoder."""
    marks = [("w", ranker), ("c", calibration)]
    learned = "".join(f"+{letter}{_mark(values)}" for letter, values in marks if values is not None)
    return base + learned + (f"+e{encoder}" if encoder else "")


def encoder_of(version: str) -> str:
    """The version of the semantic encoder a model scores with; empty without one."""
    return next((mark[1:] for mark in version.split("+")[2:] if mark.startswith("e")), "")


def base_of(version: str) -> str:
    """Engine and statistics of a version, without the marks of what was learned."""
    return "+".join(version.split("+")[:2])


def generation(version: str) -> str:
    """What figures are gathered by: the engine, its learned weights and its encoder.

    Statistics follow the market with every few listings; a figure per set of statistics would never fill.
    """
    engine, *marks = version.split("+")
    return "+".join([engine, *(mark for mark in marks if mark.startswith(("w", "e")))])


def weights_of(model: MatchModel) -> Mapping[str, float]:
    """The weights of a score's parts under a model: learned ones, or those the engine comes with."""
    return Weights.from_json(model.ranker).of if model.ranker else WEIGHTS


def _mark(values: Mapping[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:MARK]
