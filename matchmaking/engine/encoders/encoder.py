"""What a semantic encoder is to the rest of the engine."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats32 = npt.NDArray[np.float32]


class Encoder(Protocol):
    """A reader that turns texts into directions: texts that mean the same point the same way.

    `version` names the model's files and this engine's reading of them: equal versions give equal vectors on one
    machine. Two machines may differ in the last bits, as their libraries of linear algebra do.
    """

    @property
    def name(self) -> str:
        """The folder's name, for people."""

    @property
    def dim(self) -> int:
        """Numbers per vector."""

    @property
    def version(self) -> str:
        """Sixteen hex digits."""

    def encode(self, texts: Sequence[str]) -> Floats32:
        """float32 [len(texts), dim], each row of length one, and a row of zeros for a text the model cannot read
        (an empty one, or one in a script it does not know). A row does not depend on the other texts.
        """


def unit(vector: Floats32) -> Floats32:
    """The vector at length one; zeros stay zeros."""
    length = float(np.sqrt(np.sum(np.square(vector, dtype=np.float64))))
    return vector if length == 0 else np.asarray(vector / length, np.float32)
