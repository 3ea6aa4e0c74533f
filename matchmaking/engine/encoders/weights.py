"""The numbers of a BERT from model.safetensors: every tensor that is needed, with the shape its settings promise."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import EncoderError
from .encoder import Floats32
from .folder import COPY_AGAIN, package, settings, whole

FILE = "model.safetensors"
ALIGNMENT = 64  # bytes; on unaligned views of the file matrix products were six times slower

# Tensors a BertModel carries that its sentence vector does not use.
UNUSED = ("pooler.dense.weight", "pooler.dense.bias", "embeddings.position_ids")


@dataclass(frozen=True)
class Shape:
    """The settings of a BertModel (Devlin et al., NAACL 2019) that decide its computation."""

    vocabulary: int
    positions: int
    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float


def read_shape(folder: Path) -> Shape:
    """config.json; EncoderError names what is not known here."""
    path = folder / "config.json"
    found = settings(folder, "config.json", required=True)
    architectures = found.get("architectures")
    if architectures != ["BertModel"]:
        named = ", ".join(map(str, architectures)) if isinstance(architectures, list) else repr(architectures)
        raise EncoderError(
            f"{path}: architecture {named} is not known here; choose a BertModel, or export the model to model.onnx"
        )
    for name, known in (("hidden_act", "gelu"), ("position_embedding_type", "absolute")):
        if found.get(name, known) != known:
            raise EncoderError(
                f"{path}: {name} {found[name]!r} is not known here, only {known!r}; export the model to model.onnx"
            )
    epsilon = found.get("layer_norm_eps", 1e-12)
    if not isinstance(epsilon, float) or not 0 < epsilon < 1:
        raise EncoderError(f"{path}: layer_norm_eps is {epsilon!r}; {COPY_AGAIN}")
    names = (
        "vocab_size",
        "max_position_embeddings",
        "hidden_size",
        "num_hidden_layers",
        "num_attention_heads",
    )
    vocabulary, positions, width, layers, heads = (whole(path, found, name) for name in names)
    if width % heads:
        raise EncoderError(f"{path}: hidden_size {width} is no multiple of {heads} heads; {COPY_AGAIN}")
    return Shape(
        vocabulary, positions, width, layers, heads, whole(path, found, "intermediate_size"), epsilon
    )


def read_weights(folder: Path, shape: Shape) -> dict[str, Floats32]:
    """Name → float32 array, each copied to an aligned place; matrices stand as the file has them, [out, in]."""
    path = folder / FILE
    safetensors = package("safetensors", folder)
    try:
        with safetensors.safe_open(path, framework="numpy") as file:
            tensors = {name: file.get_tensor(name) for name in sorted(file.keys()) if name not in UNUSED}
    except (safetensors.SafetensorError, OSError, TypeError) as error:
        raise EncoderError(f"{path} cannot be read ({error}); {COPY_AGAIN}") from None
    wanted = dict(_tensors(shape))
    for name in sorted(wanted.keys() | tensors.keys()):
        if name not in tensors:
            raise EncoderError(f"{path} lacks {name}; {COPY_AGAIN}")
        if name not in wanted:
            raise EncoderError(f"{path} holds {name}, which a BertModel has not; choose another model")
        _check(path, name, tensors[name], wanted[name])
    return {name: _aligned(tensors[name]) for name in wanted}


def _tensors(shape: Shape) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Every tensor of a BertModel and its shape."""
    width, inner = shape.width, shape.inner
    yield "embeddings.word_embeddings.weight", (shape.vocabulary, width)
    yield "embeddings.position_embeddings.weight", (shape.positions, width)
    yield "embeddings.token_type_embeddings.weight", (-1, width)
    yield from _pair("embeddings.LayerNorm", (width,))
    for n in range(shape.layers):
        layer = f"encoder.layer.{n}"
        for name in ("self.query", "self.key", "self.value", "output.dense"):
            yield from _pair(f"{layer}.attention.{name}", (width, width))
        yield from _pair(f"{layer}.attention.output.LayerNorm", (width,))
        yield from _pair(f"{layer}.intermediate.dense", (inner, width))
        yield from _pair(f"{layer}.output.dense", (width, inner))
        yield from _pair(f"{layer}.output.LayerNorm", (width,))


def _pair(name: str, shape: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield f"{name}.weight", shape
    yield f"{name}.bias", shape[:1]


def _check(path: Path, name: str, tensor: Any, wanted: tuple[int, ...]) -> None:
    if len(tensor.shape) != len(wanted) or any(
        w not in (-1, n) for n, w in zip(tensor.shape, wanted, strict=True)
    ):
        raise EncoderError(f"{path}: {name} has shape {tensor.shape}, not {wanted}; {COPY_AGAIN}")
    if tensor.dtype.kind != "f" or not np.isfinite(tensor).all():
        raise EncoderError(f"{path}: {name} holds what is no number ({tensor.dtype}); {COPY_AGAIN}")


def _aligned(tensor: Any) -> Floats32:
    """A float32 copy that starts at a multiple of ALIGNMENT bytes."""
    room = np.empty(tensor.size * 4 + ALIGNMENT, np.uint8)
    start = -room.ctypes.data % ALIGNMENT
    copy: Floats32 = room[start : start + tensor.size * 4].view(np.float32).reshape(tensor.shape)
    copy[...] = tensor
    return copy
