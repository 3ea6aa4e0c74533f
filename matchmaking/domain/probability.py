"""The probability that an expert would call a pair related: a curve over the likeness of texts, learned from grades.

It is computed when a match is read, so that a new calibration changes what stands beside every match at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from enterprises.actors import Actor
from matchmaking.engine.learning.calibration import DEFAULT, Calibration
from matchmaking.models import Match, MatchModel
from matchmaking.rules import reads_grades


@dataclass(frozen=True)
class Probabilities:
    """The curve in force, and on what it rests: `pairs` graded pairs of `needs` needs, here or before delivery."""

    calibration: Calibration
    is_own: bool  # fitted on grades given here; else as delivered

    def of(self, match: Match, actor: Actor) -> float:
        """The probability (0..1) as the actor sees it: what grades have moved is for who may read grades."""
        moved = match.experience.get("similarity") if reads_grades(actor, match) else None
        return self.of_similarity(similarity_of(match) if moved is None else float(moved))

    def of_similarity(self, similarity: float) -> float:
        return self.calibration.probability(similarity)


def probabilities() -> Probabilities:
    """The curve of the model in force (one query)."""
    values = MatchModel.objects.filter(current=True).values_list("calibration", flat=True).first()
    return Probabilities(Calibration.from_json(values) if values else DEFAULT, values is not None)


def similarity_of(match: Match) -> float:
    """The likeness (0..1) of the two public texts, without what grades have moved."""
    return text_similarity(match.parts)


def text_similarity(parts: Iterable[Mapping[str, Any]]) -> float:
    """The cosine (0..1) that the text part of a score is made of."""
    return next(float(part["detail"]["cosine"]) for part in parts if part["code"] == "text")
