"""BERT in numpy: one text at a time, nothing padded, so that a vector never depends on the other texts.

A token costs layers · (8 · width² + 4 · width · inner + 4 · tokens · width) floating point operations: 23 million
in MiniLM (6 layers of 384, inner 1536) at 154 tokens, nearly all in matrix products, which run at the peak of the core.
Measured there, texts per CPU second: of 154 tokens 13 alone and 11 in batches of 32 (what lies between two layers no
longer fits the cache); of 20 tokens 58 alone and 80 in batches. Hence no batches. A second thread of the matrix library
halves what a CPU second yields; many texts are better spread over processes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.special import erf
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from ..errors import EncoderError
from .encoder import Floats32, unit
from .folder import COPY_AGAIN, check_modules, longest, prompt, version_of
from .pooling import CONFIG, Pooling, pooled, read_pooling
from .reading import Reading
from .weights import FILE, Shape, read_shape, read_weights

_THREADS = ThreadpoolController()  # of the libraries of linear algebra loaded by the imports above
_HALF = np.float32(0.5)
_ROOT_HALF = np.float32(0.5**0.5)


class BertEncoder:
    """A folder of config.json, tokenizer.json, model.safetensors and 1_Pooling/config.json."""

    def __init__(self, folder: Path) -> None:
        check_modules(folder)
        shape = read_shape(folder)
        self._pooling: Pooling = read_pooling(folder)
        self._reading = Reading(folder, longest(folder, shape.positions), prompt(folder))
        if self._reading.size > shape.vocabulary:
            tokens = f"{self._reading.size} tokens, the model {shape.vocabulary}"
            raise EncoderError(f"{folder / 'tokenizer.json'} has {tokens}; {COPY_AGAIN}")
        self._bert = Bert(shape, read_weights(folder, shape))
        self.name = folder.name
        self.dim = shape.width
        self.version = version_of(folder, (FILE, CONFIG, "tokenizer.json"))

    def encode(self, texts: Sequence[str]) -> Floats32:
        """float32 [len(texts), dim]; see `Encoder.encode`."""
        rows = np.zeros((len(texts), self.dim), np.float32)
        with _THREADS.limit(limits=1, user_api="blas"):
            for row, text in zip(rows, texts, strict=True):
                tokens = self._reading.tokens(text)
                if tokens is not None:
                    row[:] = unit(pooled(self._bert.vectors(tokens), self._pooling))
        return rows


@dataclass(frozen=True)
class Bert:
    """The computation: Devlin et al., NAACL 2019, on the layers of Vaswani et al., NeurIPS 2017."""

    shape: Shape
    weights: dict[str, Floats32]

    def vectors(self, tokens: npt.ArrayLike) -> Floats32:
        """[tokens, width]: the last layer's vector of each token. Memory: tokens · (4 · width + 2 · inner) floats,
        and heads · tokens² for the attention.
        """
        ids = np.asarray(tokens, np.int64)
        embeddings = [self.weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position")]
        x = embeddings[0][ids] + embeddings[1][: len(ids)]
        x += self.weights["embeddings.token_type_embeddings.weight"][0]
        x = self._normal(x, "embeddings.LayerNorm")
        for n in range(self.shape.layers):
            x = self._layer(x, f"encoder.layer.{n}")
        return x

    def _layer(self, x: Floats32, at: str) -> Floats32:
        mixed = self._linear(self._attention(x, f"{at}.attention.self"), f"{at}.attention.output.dense")
        x = self._normal(mixed + x, f"{at}.attention.output.LayerNorm")
        inner = gelu(self._linear(x, f"{at}.intermediate.dense"))
        return self._normal(self._linear(inner, f"{at}.output.dense") + x, f"{at}.output.LayerNorm")

    def _attention(self, x: Floats32, at: str) -> Floats32:
        """softmax(q kᵀ / √d) v per head."""
        heads, size = self.shape.heads, self.shape.width // self.shape.heads
        q, k, v = (
            self._linear(x, f"{at}.{name}").reshape(len(x), heads, size).transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        shares = softmax((q @ k.transpose(0, 2, 1)) * np.float32(size**-0.5))
        return (shares @ v).transpose(1, 0, 2).reshape(len(x), -1)

    def _linear(self, x: Floats32, at: str) -> Floats32:
        y: Floats32 = x @ self.weights[f"{at}.weight"].T
        y += self.weights[f"{at}.bias"]
        return y

    def _normal(self, x: Floats32, at: str) -> Floats32:
        """Layer normalisation: Ba, Kiros and Hinton 2016, arXiv:1607.06450."""
        x = x - x.mean(axis=1, keepdims=True)
        x /= np.sqrt((x * x).mean(axis=1, keepdims=True) + np.float32(self.shape.epsilon))
        x *= self.weights[f"{at}.weight"]
        x += self.weights[f"{at}.bias"]
        return x


def gelu(x: Floats32) -> Floats32:
    """x Φ(x), by the error function: Hendrycks and Gimpel 2016, arXiv:1606.08415."""
    y: Floats32 = erf(x * _ROOT_HALF)
    y += 1
    y *= x
    y *= _HALF
    return y


def softmax(x: Floats32) -> Floats32:
    """exp(x) over its sum along the last axis; the largest is taken off first, so that nothing overflows."""
    x = x - x.max(axis=-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=-1, keepdims=True)
    return x
