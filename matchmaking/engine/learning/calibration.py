"""From the cosine of two texts to the probability that professionals call the pair related (level 3 or 4)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np

from .logistic import Prior, platt_targets, regress

SHIFT = 0.02  # so that the logarithm of no likeness at all is finite
PRIOR = 0.01  # of the slopes: a Gaussian of deviation 10 about 0, felt only where pairs are few or all alike
PLACES = 6  # decimals of a coefficient, so that it is the same on every machine


@dataclass(frozen=True, slots=True)
class Calibration:
    """P(related) = 1 / (1 + exp(-(constant + slope · s + log_slope · ln(s + SHIFT)))), s the cosine of the texts.

    Logistic regression on s and its logarithm (ADR 0012 compares others). It never falls with s, because neither
    slope may be negative. `pairs` and `needs` say how much it has seen.
    """

    constant: float
    slope: float
    log_slope: float
    pairs: int
    needs: int

    def __post_init__(self) -> None:
        values = (self.constant, self.slope, self.log_slope)
        if not all(map(math.isfinite, values)) or self.slope < 0 or self.log_slope < 0:
            raise ValueError(f"a calibration has finite values and slopes of at least 0, not {values}")

    def probability(self, cosine: float) -> float:
        """Probability, 0 to 1, that a pair of this text cosine is related; cosines outside 0..1 count as 0 or 1."""
        s = min(1.0, max(0.0, cosine))
        score = self.constant + self.slope * s + self.log_slope * math.log(s + SHIFT)
        return 1.0 / (1.0 + math.exp(-score)) if score >= 0 else 1.0 - 1.0 / (1.0 + math.exp(score))

    def to_json(self) -> dict[str, float | int]:
        """The five values by name, for a JSON file or column."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, float | int]) -> "Calibration":
        """What `to_json` gave; ValueError when a value is missing, unknown or cannot be."""
        names = [field.name for field in fields(cls)]
        if sorted(values) != sorted(names):
            raise ValueError(f"a calibration has {', '.join(names)}, not {', '.join(sorted(values))}")
        constant, slope, log_slope, pairs, needs = (values[name] for name in names)
        return cls(float(constant), float(slope), float(log_slope), int(pairs), int(needs))


# What `python -m matchmaking.engine calibrate --data DIR` prints for the open judgements of the market of Henan
# (published for CCF BDCI 2019); fitted on cards of which only the texts are known.
DEFAULT = Calibration(constant=-0.6325, slope=3.4888, log_slope=0.5977, pairs=6004, needs=116)


def fit(cosines: Sequence[float], related: Sequence[bool], needs: int = 0) -> Calibration:
    """The curve of highest likelihood among those that do not fall, from judged pairs of so many needs.

    Platt's targets stand for yes and no; neither slope may fall below 0, so no verdicts make the curve fall.

    ValueError without a related and an unrelated pair: nothing can be learned from verdicts that all agree.
    """
    s = np.clip(np.asarray(cosines, np.float64), 0.0, 1.0)
    hits = np.asarray(related, np.bool_)
    if len(s) != len(hits):
        raise ValueError(f"{len(s)} cosines for {len(hits)} verdicts")
    if hits.all() or not hits.any():
        raise ValueError("verdicts that all agree teach no probability; give related and unrelated pairs")
    columns = np.column_stack([np.ones(len(s)), s, np.log(s + SHIFT)])
    prior = Prior(np.zeros(3), np.array([0.0, PRIOR, PRIOR]), np.array([-np.inf, 0.0, 0.0]))
    found = regress(columns, platt_targets(hits), prior)
    constant, slope, log_slope = (round(value, PLACES) for value in found.tolist())
    return Calibration(constant, slope, log_slope, len(s), needs)
