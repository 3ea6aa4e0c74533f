"""A graph of which the answer is known."""

from pathlib import Path

import numpy as np
import pytest

from matchmaking.engine.encoders.onnx_graph import OnnxEncoder
from tests.matchmaking.engine.encoders.models import tiny_onnx, tiny_table, write_pooling


def expected(*tokens: int) -> np.ndarray:
    mean = tiny_table()[list(tokens)].mean(axis=0)
    return mean / np.linalg.norm(mean)


@pytest.mark.parametrize("per_token", [True, False])
def test_the_mean_of_the_tokens(tmp_path: Path, per_token: bool) -> None:
    encoder = OnnxEncoder(tiny_onnx(tmp_path, per_token=per_token))
    assert encoder.encode(["graphite electrode"])[0] == pytest.approx(expected(2, 7, 8, 3), abs=1e-6)


def test_the_first_token(tmp_path: Path) -> None:
    folder = tiny_onnx(tmp_path)
    write_pooling(folder, "cls")
    assert OnnxEncoder(folder).encode(["graphite electrode"])[0] == pytest.approx(expected(2), abs=1e-6)


def test_all_inputs_of_a_bert_are_fed(tmp_path: Path) -> None:
    folder = tiny_onnx(tmp_path, inputs=("input_ids", "attention_mask", "token_type_ids"))
    assert OnnxEncoder(folder).encode(["oxidation"])[0] == pytest.approx(expected(2, 9, 3), abs=1e-6)


def test_another_graph_is_another_version(tmp_path: Path) -> None:
    versions = {OnnxEncoder(tiny_onnx(tmp_path / name, per_token=name == "a")).version for name in ("a", "b")}
    assert len(versions) == 2
