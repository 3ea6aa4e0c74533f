"""A model exported to ONNX, run by onnxruntime one text at a time."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import EncoderError
from .encoder import Floats32, unit
from .folder import COPY_AGAIN, check_modules, longest, package, prompt, settings, version_of
from .pooling import Pooling, pooled, read_pooling
from .reading import Reading

FILE = "model.onnx"
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class OnnxEncoder:
    """A folder of model.onnx and tokenizer.json, and 1_Pooling/config.json unless the graph itself makes one vector."""

    def __init__(self, folder: Path) -> None:
        check_modules(folder)
        self._session = _session(folder)
        self._inputs = _inputs(folder, self._session)
        self._output, self.dim, per_token = _output(folder, self._session)
        self._pooling: Pooling | None = read_pooling(folder) if per_token else None
        limit = settings(folder, "config.json", required=False).get("max_position_embeddings")
        self._reading = Reading(folder, longest(folder, limit), prompt(folder))
        self.name = folder.name
        data = [path.name for path in folder.glob(f"{FILE}*") if path.is_file()]
        self.version = version_of(folder, (*data, "tokenizer.json"))

    def encode(self, texts: Sequence[str]) -> Floats32:
        """float32 [len(texts), dim]; see `Encoder.encode`."""
        rows = np.zeros((len(texts), self.dim), np.float32)
        for row, text in zip(rows, texts, strict=True):
            tokens = self._reading.tokens(text)
            if tokens is None:
                continue
            values = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
            values["token_type_ids"] = np.zeros_like(tokens)
            fed = {name: values[name][np.newaxis] for name in self._inputs}
            found = np.asarray(self._session.run([self._output], fed)[0], np.float32)[0]
            row[:] = unit(pooled(found, self._pooling) if self._pooling else found)
        return rows


def _session(folder: Path) -> Any:
    runtime = package("onnxruntime", folder)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = (
        1  # the same sums on any number of cores; many texts are spread over processes
    )
    options.log_severity_level = 3  # its warnings are for makers of models
    try:
        return runtime.InferenceSession(str(folder / FILE), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 its errors have no base of their own
        raise EncoderError(f"{folder / FILE} cannot be run ({error}); {COPY_AGAIN}") from None


def _inputs(folder: Path, session: Any) -> tuple[str, ...]:
    names = tuple(given.name for given in session.get_inputs())
    if unknown := sorted(set(names) - set(_INPUTS)):
        raise EncoderError(
            f"{folder / FILE} asks for {', '.join(unknown)}; export a graph that takes {', '.join(_INPUTS)} only"
        )
    return names


def _output(folder: Path, session: Any) -> tuple[str, int, bool]:
    """(name, numbers per vector, whether there is a vector per token): a sentence vector before token vectors."""
    for axes in (2, 3):
        for given in session.get_outputs():
            if len(given.shape) == axes and isinstance(given.shape[-1], int):
                return given.name, given.shape[-1], axes == 3
    raise EncoderError(
        f"{folder / FILE} gives neither [texts, numbers] nor [texts, tokens, numbers]; export it with a fixed width"
    )
