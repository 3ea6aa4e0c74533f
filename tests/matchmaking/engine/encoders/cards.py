"""A small English market, and cards of words the tiny models know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np

from matchmaking.engine.encoders.encoder import Encoder, Floats32
from matchmaking.engine.encoders.onnx_graph import OnnxEncoder
from matchmaking.engine.types import Card
from tests.matchmaking.engine.encoders.models import WORDS, tiny_onnx

OFFERED = {
    "a1": "Graphite electrodes with a coating against oxidation in the furnace",
    "a2": "Dry removal of dust from photovoltaic modules by brushes",
    "a3": "Sorting apples by sugar content with near infrared light",
    "a4": "A test strip for brucellosis in sheep",
    "a5": "Recycling of spent lithium-ion cells",
    "a6": "Laser scanning of cracks in tunnel linings",
}
WANTED = {
    "n1": "Carbon electrodes burn away too fast at high temperature",
    "n2": "Solar plant in the desert, panels get dirty, no water for cleaning",
    "n3": "Measure how sweet fruit is without cutting it open",
}
RIGHT = {"n1": "a1", "n2": "a2", "n3": "a3"}


def cards(texts: dict[str, str]) -> list[Card]:
    return [Card(id, text) for id, text in texts.items()]


def word_cards(count: int) -> list[Card]:
    """Cards with ids c0000 …, each a different row of four words."""
    rows = product(WORDS[4:], repeat=4)
    return [Card(f"c{n:04d}", " ".join(words)) for n, words in zip(range(count), rows, strict=False)]


@dataclass
class Counting:
    """A real encoder that remembers what it was asked."""

    inner: Encoder
    asked: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def dim(self) -> int:
        return self.inner.dim

    @property
    def version(self) -> str:
        return self.inner.version

    def encode(self, texts: Sequence[str]) -> Floats32:
        self.asked += texts
        return self.inner.encode(texts)


def tiny(folder: Path) -> Counting:
    return Counting(OnnxEncoder(tiny_onnx(folder)))


def nearest(encoder: Encoder, query: str, held: Sequence[Card], k: int) -> list[tuple[str, float]]:
    """The same answer as `Dense.top`, by looking at all of them in double precision."""
    rows = encoder.encode([query, *(card.title for card in held)]).astype(np.float16).astype(np.float64)
    found = [
        (card.id, min(1.0, round(float(np.sum(rows[0] * row)), 6)))
        for card, row in zip(held, rows[1:], strict=True)
    ]
    return sorted([each for each in found if each[1] > 0], key=lambda each: (-each[1], each[0]))[:k]
