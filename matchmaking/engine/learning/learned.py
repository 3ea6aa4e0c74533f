"""Weights of the parts of a score, learned from verdicts: a ranker that may be tried beside the fixed one."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np

from ..metrics import RELATED
from ..parts import WEIGHTS, fit_parts
from ..ranker import ramp, text_score
from ..types import Card
from ..weighting import Floats
from .logistic import Prior, platt_targets, regress

CODES = tuple(WEIGHTS)
LEAST_TEXT = 0.4  # share the text has at least: what a search finds by text it must also rank by text
DEVIATION = 0.25  # how far a weight is expected to be from the fixed one before a verdict is seen
PLACES = 4  # decimals of a weight, so that it is the same on every machine
WEAK = 1e-4  # strength of the prior of the scale: none to speak of


@dataclass(frozen=True, slots=True)
class Example:
    """A judged pair: the public cards, their text cosine before any moving, and the level, 1 to 4."""

    wanted: Card
    offered: Card
    cosine: float
    level: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Share of a full score of each part; none negative, together 1, so that every reason stays true."""

    text: float
    industry: float
    trl: float
    mode: float
    budget: float
    region: float

    def __post_init__(self) -> None:
        values = list(asdict(self).values())
        if (
            not all(0 <= value <= 1 for value in values)
            or abs(sum(values) - 1) > 1e-6
            or self.text < LEAST_TEXT
        ):
            raise ValueError(
                f"weights are 0 to 1, sum to 1 and give the text {LEAST_TEXT} or more, not {values}"
            )

    @property
    def of(self) -> dict[str, float]:
        """By code of the part, as `ranker.score_cards` takes them."""
        return asdict(self)

    @property
    def version(self) -> str:
        """Eight hex digits, for `ranker.model_version`."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:8]

    def to_json(self) -> dict[str, float]:
        """The weights by name, for a JSON file or column."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, float]) -> "Weights":
        """What `to_json` gave; ValueError when a weight is missing, unknown or cannot be."""
        names = [field.name for field in fields(cls)]
        if sorted(values) != sorted(names):
            raise ValueError(f"weights are of {', '.join(names)}, not of {', '.join(sorted(values))}")
        return cls(**{name: float(values[name]) for name in names})


FIXED = Weights(**WEIGHTS)


def learn(examples: Sequence[Example]) -> Weights:
    """The weights under which related pairs score above others, as far as the verdicts say; FIXED where they do not.

    1. Logistic regression of "related" on the parts of the score as they count in it, each with a flag for pairs
       that have it, so that what a side left open speaks neither for nor against a pair.
    2. The coefficients of the parts are not negative and have a Gaussian about the fixed weights (in units of the
       fixed score's own coefficient) for a prior: parts hardly ever filled in keep their fixed weight.
    3. Divided by their sum they are weights again; the text keeps LEAST_TEXT.

    Verdicts that all agree, or none, teach nothing.
    """
    hits = np.array([example.level >= RELATED for example in examples], np.bool_)
    if hits.all() or not hits.any():
        return FIXED
    targets, one = platt_targets(hits), np.ones(len(hits))
    values, present = _features(examples)
    fixed = np.array([WEIGHTS[code] for code in CODES])
    scale = _scale(values @ fixed, targets)
    flags = np.zeros(len(CODES) - 1)
    prior = Prior(
        np.concatenate([scale * fixed, flags, [0.0]]),
        np.concatenate([np.full(len(CODES) + len(flags), (scale * DEVIATION) ** -2), [0.0]]),
        np.concatenate([0.0 * fixed, flags - np.inf, [-np.inf]]),
    )
    found = regress(np.column_stack([values, present[:, 1:], one]), targets, prior)
    return _weights(found[: len(CODES)])


def _scale(scores: Floats, targets: Floats) -> float:
    """The coefficient of the fixed score, at least 1."""
    prior = Prior(np.zeros(2), np.array([WEAK, 0.0]), np.array([1.0, -np.inf]))
    return float(regress(np.column_stack([scores, np.ones(len(scores))]), targets, prior)[0])


def _features(examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """[pairs, parts]: value of each part as it counts in the score, and how far it counts (0: a side is silent)."""
    values, present = np.zeros((len(examples), len(CODES))), np.zeros((len(examples), len(CODES)))
    for n, example in enumerate(examples):
        text = text_score(example.cosine)
        share = ramp(text)
        values[n, 0], present[n, 0] = text, 1.0
        for part in fit_parts(example.wanted, example.offered):
            place = CODES.index(part.code)
            values[n, place], present[n, place] = share * part.value, share
    return values, present


def _weights(coefficients: Floats) -> Weights:
    """Coefficients of at least 0 as weights; where the text has too little, the others share what is left."""
    shares = coefficients / max(float(coefficients.sum()), 1e-9)
    if shares[0] < LEAST_TEXT:
        shares[1:] *= (1 - LEAST_TEXT) / max(float(shares[1:].sum()), 1e-9)
    others = [math.floor(float(share) * 10**PLACES + 1e-6) / 10**PLACES for share in shares[1:]]
    return Weights(round(1.0 - sum(others), PLACES), *others)
