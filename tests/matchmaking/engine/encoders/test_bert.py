"""The computation of BERT against a second one, written out number by number, and against published figures."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from matchmaking.engine.encoders.bert import Bert, BertEncoder, gelu, softmax
from matchmaking.engine.encoders.weights import read_shape, read_weights
from tests.matchmaking.engine.encoders.models import SENTENCES, minilm, tiny_bert, tiny_weights

Vector = list[float]


def plainly(tokens: list[int]) -> list[Vector]:
    """The last layer of the tiny model in double precision, by the formulas of Vaswani et al. and Devlin et al."""
    w = {name: array.astype(float).tolist() for name, array in tiny_weights().items()}

    def linear(x: Vector, at: str) -> Vector:
        rows = zip(w[f"{at}.weight"], w[f"{at}.bias"], strict=True)
        return [sum(a * b for a, b in zip(row, x, strict=True)) + bias for row, bias in rows]

    def normal(x: Vector, at: str) -> Vector:
        mean = sum(x) / len(x)
        deviation = math.sqrt(sum((v - mean) ** 2 for v in x) / len(x) + 1e-12)
        scaled = [(v - mean) / deviation for v in x]
        return [v * g + b for v, g, b in zip(scaled, w[f"{at}.weight"], w[f"{at}.bias"], strict=True)]

    def plus(a: Vector, b: Vector) -> Vector:
        return [x + y for x, y in zip(a, b, strict=True)]

    embedded = []
    for place, token in enumerate(tokens):
        word = plus(
            w["embeddings.word_embeddings.weight"][token], w["embeddings.position_embeddings.weight"][place]
        )
        embedded.append(
            normal(plus(word, w["embeddings.token_type_embeddings.weight"][0]), "embeddings.LayerNorm")
        )
    x = embedded
    for n in range(2):
        at = f"encoder.layer.{n}"
        q, k, v = (
            [linear(t, f"{at}.attention.self.{name}") for t in x] for name in ("query", "key", "value")
        )
        after = []
        for i, token in enumerate(x):
            mixed: Vector = []
            for part in (slice(0, 4), slice(4, 8)):
                heat = [
                    math.exp(sum(a * b for a, b in zip(q[i][part], key[part], strict=True)) / math.sqrt(4))
                    for key in k
                ]
                shares = [h / sum(heat) for h in heat]
                columns = zip(*(value[part] for value in v), strict=True)
                mixed += [sum(s * c for s, c in zip(shares, column, strict=True)) for column in columns]
            y = normal(
                plus(linear(mixed, f"{at}.attention.output.dense"), token), f"{at}.attention.output.LayerNorm"
            )
            inner = [
                h * 0.5 * (1 + math.erf(h / math.sqrt(2))) for h in linear(y, f"{at}.intermediate.dense")
            ]
            after.append(normal(plus(linear(inner, f"{at}.output.dense"), y), f"{at}.output.LayerNorm"))
        x = after
    return x


@pytest.mark.parametrize("tokens", [[2, 3], [2, 4, 9, 3], [2, 5, 5, 6, 7, 8, 1, 3]])
def test_against_a_second_computation(tmp_path: Path, tokens: list[int]) -> None:
    folder = tiny_bert(tmp_path)
    shape = read_shape(folder)
    found = Bert(shape, read_weights(folder, shape)).vectors(tokens)
    assert found == pytest.approx(np.array(plainly(tokens)), abs=2e-5)


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_a_sentence_is_pooled_and_cut(tmp_path: Path, pooling: str) -> None:
    encoder = BertEncoder(tiny_bert(tmp_path, pooling))
    tokens = [[2, 7, 8, 3], [2, 5, 4, 6, 3], [2, 9, 3], [2, 7, 9, 6, 4, 3]]
    for sentence, ids in zip(SENTENCES, tokens, strict=True):
        last = np.array(plainly(ids))
        whole = last.mean(axis=0) if pooling == "mean" else last[0]
        assert encoder.encode([sentence])[0] == pytest.approx(whole / np.linalg.norm(whole), abs=2e-6)
    longer = f"{SENTENCES[3]} graphite graphite"  # max_seq_length is 6, with beginning and end
    assert encoder.encode([longer]).tobytes() == encoder.encode([SENTENCES[3]]).tobytes()


def test_a_default_prompt_stands_before_every_text(tmp_path: Path) -> None:
    plain = BertEncoder(tiny_bert(tmp_path / "plain"))
    folder = tiny_bert(tmp_path / "prompted")
    said = {"prompts": {"find": "alloy "}, "default_prompt_name": "find"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(said))
    prompted = BertEncoder(folder)
    assert prompted.encode(["furnace"]).tobytes() == plain.encode(["alloy furnace"]).tobytes()
    assert prompted.version != plain.version


def test_formulas() -> None:
    assert gelu(np.array([-1.0, 0.0, 1.0], np.float32)) == pytest.approx([-0.158655, 0.0, 0.841345], abs=1e-6)
    assert softmax(np.array([[1000.0, 1000.0], [0.0, math.log(3)]], np.float32)) == pytest.approx(
        np.array([[0.5, 0.5], [0.25, 0.75]]), abs=1e-6
    )


def test_the_real_model_gives_the_published_similarities() -> None:
    """Sentence Transformers, documentation, Quickstart, of all-MiniLM-L6-v2."""
    rows = BertEncoder(minilm()).encode(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    )
    found = [float(rows[0] @ rows[1]), float(rows[0] @ rows[2]), float(rows[1] @ rows[2])]
    assert found == pytest.approx([0.6660, 0.1046, 0.1411], abs=5e-5)


@pytest.mark.parametrize(
    ("text", "paraphrase", "unrelated"),
    [
        (
            "Graphite electrodes oxidise too fast",
            "Carbon rods burn away quickly in the furnace",
            "A test strip for sheep",
        ),
        (
            "Cleaning solar panels without water",
            "Dry removal of dust from photovoltaic modules",
            "Sorting apples by sugar",
        ),
        (
            "Recover lithium from used batteries",
            "Recycling of spent lithium-ion cells",
            "Cracks in tunnel linings",
        ),
    ],
)
def test_a_paraphrase_is_nearer_than_another_subject(text: str, paraphrase: str, unrelated: str) -> None:
    rows = BertEncoder(minilm()).encode([text, paraphrase, unrelated])
    assert rows[0] @ rows[1] > 0.3 > rows[0] @ rows[2]
