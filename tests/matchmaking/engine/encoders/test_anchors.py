"""The zero of an encoder."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from matchmaking.engine.encoders.anchors import CHINESE, ENGLISH, unrelated
from matchmaking.engine.encoders.encoder import Floats32
from matchmaking.engine.encoders.load import load_encoder
from tests.matchmaking.engine.encoders.models import minilm


@dataclass(frozen=True)
class Cone:
    """Gives each text of the languages it reads an axis of its own, tilted towards a common one."""

    reads: tuple[str, ...]
    tilt: float
    name: str = "cone"
    dim: int = 64
    version: str = "0" * 16

    def encode(self, texts: Sequence[str]) -> Floats32:
        rows = np.zeros((len(texts), self.dim), np.float32)
        for row, text in zip(rows, texts, strict=True):
            if text in self.reads:
                row[0], row[1 + self.reads.index(text)] = self.tilt, (1 - self.tilt**2) ** 0.5
        return rows


@pytest.mark.parametrize(
    ("reads", "tilt", "zero"),
    [
        (CHINESE, 0.6, 0.36),
        (ENGLISH, 0.6, 0.36),
        (CHINESE + ENGLISH, 0.5, 0.25),
        (CHINESE[:5], 0.6, 0.0),
        ((), 0.6, 0.0),
    ],
)
def test_the_mean_cosine_of_unrelated_texts_that_are_read(
    reads: tuple[str, ...], tilt: float, zero: float
) -> None:
    assert unrelated(Cone(reads, tilt)) == zero


def test_of_the_real_model() -> None:
    assert 0 < unrelated(load_encoder(minilm())) < 0.1


def test_anchors_are_distinct() -> None:
    assert len({*CHINESE, *ENGLISH}) == 24
