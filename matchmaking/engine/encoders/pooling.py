"""One vector from the vectors of a text's tokens."""

from pathlib import Path
from typing import Literal

import numpy as np

from ..errors import EncoderError
from .encoder import Floats32
from .folder import settings

Pooling = Literal["mean", "cls"]
CONFIG = "1_Pooling/config.json"
_MODES: dict[str, Pooling] = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}


def read_pooling(folder: Path) -> Pooling:
    """What 1_Pooling/config.json asks for; exactly one of the two ways known here."""
    found = settings(folder, CONFIG, required=True)
    asked = sorted(name for name, on in found.items() if name.startswith("pooling_mode_") and on is True)
    if len(asked) != 1 or asked[0] not in _MODES:
        raise EncoderError(
            f"{folder / CONFIG} asks for {', '.join(asked) or 'no pooling'}; "
            f"choose a model with one of {', '.join(sorted(_MODES))}"
        )
    return _MODES[asked[0]]


def pooled(vectors: Floats32, pooling: Pooling) -> Floats32:
    """[tokens, dim] → [dim]: the mean of all tokens, or the first. Reimers and Gurevych, EMNLP 2019, section 3."""
    return vectors[0] if pooling == "cls" else np.asarray(vectors.mean(axis=0), np.float32)
