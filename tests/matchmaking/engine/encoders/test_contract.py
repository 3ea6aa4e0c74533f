"""What every encoder promises, asked of each kind there is."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from matchmaking.engine.encoders.encoder import Encoder
from matchmaking.engine.encoders.load import load_encoder
from tests.matchmaking.engine.encoders.models import SENTENCES, minilm, tiny_bert, tiny_onnx

KINDS: dict[str, Callable[[Path], Path]] = {
    "bert-mean": tiny_bert,
    "bert-cls": lambda folder: tiny_bert(folder, "cls"),
    "onnx-tokens": tiny_onnx,
    "onnx-sentence": lambda folder: tiny_onnx(folder, per_token=False),
    "minilm": lambda _folder: minilm(),
}


@pytest.fixture(scope="module", params=KINDS)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return KINDS[request.param](tmp_path_factory.mktemp("models") / "model")


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return load_encoder(folder)


def test_rows_are_of_length_one(encoder: Encoder) -> None:
    rows = encoder.encode(SENTENCES)
    assert (rows.dtype, rows.shape) == (np.float32, (len(SENTENCES), encoder.dim))
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(SENTENCES)), abs=1e-6)


def test_the_same_text_is_the_same_vector_whatever_stands_beside_it(encoder: Encoder) -> None:
    rows = encoder.encode(SENTENCES)
    for n, sentence in enumerate(SENTENCES):
        assert encoder.encode([sentence]).tobytes() == rows[n].tobytes()
    assert encoder.encode(SENTENCES[::-1]).tobytes() == rows[::-1].tobytes()


def test_a_second_one_of_the_same_folder_gives_the_same(encoder: Encoder, folder: Path) -> None:
    again = load_encoder(folder)
    assert (again.name, again.version, again.dim) == (encoder.name, encoder.version, encoder.dim)
    assert again.encode(SENTENCES).tobytes() == encoder.encode(SENTENCES).tobytes()


def test_other_texts_are_other_vectors(encoder: Encoder) -> None:
    rows = encoder.encode(SENTENCES)
    assert len({row.tobytes() for row in rows}) == len(SENTENCES)


@pytest.mark.parametrize("text", ["", " \n\t", "缺水地区光伏组件怎么除尘"])
def test_what_cannot_be_read_is_zeros(encoder: Encoder, text: str) -> None:
    rows = encoder.encode([SENTENCES[0], text])
    assert (rows[0].any(), rows[1].any()) == (True, False)


def test_no_text_no_row(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_the_version_is_sixteen_hex_digits(encoder: Encoder, folder: Path) -> None:
    assert len(encoder.version) == 16
    assert int(encoder.version, 16) >= 0
    assert encoder.name == folder.name
