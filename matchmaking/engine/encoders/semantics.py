"""What an encoder adds to a search: a part of every score, and candidates whose words are others."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..parts import WEIGHTS
from ..types import Card, Part, Side
from .anchors import unrelated
from .card_text import card_text, digest_of
from .dense import PLACES, Dense, Flags, cosine, halved
from .encoder import Encoder, Floats32

# As much as the words. Measured with MiniLM on docstrings, first sentence against the rest (benchmarks/encoder.py): the
# best is flat from .5 to .7 of both together, and at .5 an encoder that fits badly cannot outvote the words.
WEIGHT = WEIGHTS["text"]

# Value from which the sentence says near, and from which a card of other words becomes a candidate: four in five of the
# right docstrings are above it, and one in a hundred of the others.
NEAR = 0.35


@dataclass(frozen=True, eq=False)
class Semantics:
    """An encoder with the vectors of the sides that have them. Without vectors a side adds nothing."""

    encoder: Encoder
    wanted: Dense | None = None
    offered: Dense | None = None

    @cached_property
    def zero(self) -> float:
        """The cosine at which the encoder means nothing in common."""
        return unrelated(self.encoder)

    def side(self, side: Side) -> Dense | None:
        """The vectors of one side."""
        return self.wanted if side == "wanted" else self.offered

    def query(self, card: Card, side: Side) -> Floats32:
        """The vector of a card of this side: the stored one where it was made of the same text, else a new one."""
        held, text = self.side(side), card_text(card)
        if held is not None and held.digest(card.id) == digest_of(text):
            return np.asarray(held.vector(card.id), np.float32)
        return halved(self.encoder.encode([text])[0])

    def part(self, query: Floats32, side: Side, id: str, revision: int) -> Part | None:
        """The part of the pair of a query and a card of this side; None where either could not be read."""
        held = self.side(side)
        if held is None or held.revision(id) != revision:
            return None
        return semantic_part(query, held.vector(id), self.zero)


def semantic_part(left: npt.ArrayLike | None, right: npt.ArrayLike | None, zero: float) -> Part | None:
    """How near two stored vectors are, above what the encoder calls unrelated; None where either says nothing."""
    if left is None or right is None or not np.any(left) or not np.any(right):
        return None
    found = cosine(left, right)
    value = nearness(found, zero)
    reason = "semantic_near" if value >= NEAR else "semantic_far"
    return Part("semantic", value, WEIGHT, reason, {"cosine": found})


def nearness(cosine: float, zero: float) -> float:
    """The cosine spread over 0..1 between `zero` and 1."""
    return round(min(1.0, max(0.0, (cosine - zero) / (1.0 - zero))), PLACES)


def dense_candidates(
    semantics: Semantics, side: Side, query: Floats32, k: int, mask: Sequence[Flags] | None = None
) -> list[tuple[str, float]]:
    """(id, cosine) of the k nearest cards of a side that count as near, best first, ties by id; exact.

    `mask` as in `Dense.top`: applied before the cut.
    """
    held = semantics.side(side)
    if held is None or not query.any():
        return []
    found = held.top(query, k, mask)
    return [(id, cosine) for id, cosine in found if nearness(cosine, semantics.zero) >= NEAR]
