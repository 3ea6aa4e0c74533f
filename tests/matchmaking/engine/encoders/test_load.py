"""Folders that are wrong: each is refused with what is wrong, where, and what to do."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy

from matchmaking.engine.encoders.load import load_encoder
from matchmaking.engine.errors import EncoderError, EngineError
from tests.matchmaking.engine.encoders.models import (
    CONFIG,
    tiny_bert,
    tiny_onnx,
    tiny_weights,
    write_json,
    write_pooling,
)

AGAIN = "copy the model's whole folder again"


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def config(**values: object) -> Callable[[Path], None]:
    return lambda folder: write_json(folder / "config.json", {**CONFIG, **values})


def weights(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        tensors: dict[str, Any] = tiny_weights()
        change(tensors)
        safetensors.numpy.save_file(tensors, folder / "model.safetensors")

    return spoil


def holds(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8") and None


WRONG: list[tuple[Callable[[Path], None], str]] = [
    (without("config.json"), "{0}/config.json is missing; " + AGAIN),
    (without("tokenizer.json"), "{0}/tokenizer.json is missing; " + AGAIN),
    (without("1_Pooling/config.json"), "{0}/1_Pooling/config.json is missing; " + AGAIN),
    (
        without("model.safetensors"),
        "{0} holds neither model.safetensors nor model.onnx; copy the model's whole folder there",
    ),
    (holds("config.json", "[]"), "{0}/config.json holds no JSON object; " + AGAIN),
    (
        holds("config.json", "{"),
        "{0}/config.json cannot be read as JSON (Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)); " + AGAIN,
    ),
    (
        config(architectures=["XLMRobertaModel"]),
        "{0}/config.json: architecture XLMRobertaModel is not known here; choose a BertModel, "
        "or export the model to model.onnx",
    ),
    (
        config(hidden_act="relu"),
        "{0}/config.json: hidden_act 'relu' is not known here, only 'gelu'; export the model to model.onnx",
    ),
    (
        config(position_embedding_type="relative_key"),
        "{0}/config.json: position_embedding_type 'relative_key' is not known here, only 'absolute'; "
        "export the model to model.onnx",
    ),
    (config(hidden_size="8"), "{0}/config.json: hidden_size is '8', not a whole number from 1; " + AGAIN),
    (config(num_attention_heads=3), "{0}/config.json: hidden_size 8 is no multiple of 3 heads; " + AGAIN),
    (config(layer_norm_eps=0), "{0}/config.json: layer_norm_eps is 0; " + AGAIN),
    (
        config(num_hidden_layers=3),
        "{0}/model.safetensors lacks encoder.layer.2.attention.output.LayerNorm.bias; " + AGAIN,
    ),
    (
        config(num_hidden_layers=1),
        "{0}/model.safetensors holds encoder.layer.1.attention.output.LayerNorm.bias, which a BertModel has not; "
        "choose another model",
    ),
    (
        config(max_position_embeddings=17),
        "{0}/model.safetensors: embeddings.position_embeddings.weight has shape (16, 8), not (17, 8); "
        + AGAIN,
    ),
    (config(vocab_size=9), "{0}/tokenizer.json has 10 tokens, the model 9; " + AGAIN),
    (
        weights(lambda tensors: tensors["embeddings.LayerNorm.bias"].__setitem__(0, np.nan)),
        "{0}/model.safetensors: embeddings.LayerNorm.bias holds what is no number (float32); " + AGAIN,
    ),
    (
        weights(lambda tensors: tensors.update({"embeddings.LayerNorm.bias": np.zeros(8, np.int64)})),
        "{0}/model.safetensors: embeddings.LayerNorm.bias holds what is no number (int64); " + AGAIN,
    ),
    (
        holds("tokenizer.json", "nothing"),
        "{0}/tokenizer.json is no tokenizer (expected ident at line 1 column 2); " + AGAIN,
    ),
    (
        lambda folder: write_json(folder / "1_Pooling/config.json", {"pooling_mode_max_tokens": True}),
        "{0}/1_Pooling/config.json asks for pooling_mode_max_tokens; "
        "choose a model with one of pooling_mode_cls_token, pooling_mode_mean_tokens",
    ),
    (
        lambda folder: write_pooling(folder, "none"),
        "{0}/1_Pooling/config.json asks for no pooling; "
        "choose a model with one of pooling_mode_cls_token, pooling_mode_mean_tokens",
    ),
    (
        lambda folder: write_json(folder / "modules.json", [{"type": "sentence_transformers.models.Dense"}]),
        "{0}/modules.json: module 'Dense' is not known here; choose a model of Transformer, Pooling and Normalize",
    ),
    (holds("modules.json", "{}"), "{0}/modules.json holds no list of modules; " + AGAIN),
    (
        holds("config_sentence_transformers.json", '{"default_prompt_name": "query", "prompts": {}}'),
        "{0}/config_sentence_transformers.json: there is no prompt 'query'; " + AGAIN,
    ),
]


@pytest.mark.parametrize(("spoil", "said"), WRONG, ids=[str(n) for n in range(len(WRONG))])
def test_a_wrong_bert(tmp_path: Path, spoil: Callable[[Path], None], said: str) -> None:
    spoil(tiny_bert(tmp_path))
    with pytest.raises(EncoderError) as refused:
        load_encoder(tmp_path)
    assert str(refused.value) == said.format(tmp_path)


def test_weights_cut_short_by_a_download(tmp_path: Path) -> None:
    path = tiny_bert(tmp_path) / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(EncoderError, match=r"model\.safetensors cannot be read \(.*\); copy"):
        load_encoder(tmp_path)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(EncoderError) as refused:
        load_encoder(tmp_path / "none")
    assert str(refused.value) == f"{tmp_path}/none is no folder; name the folder that holds the model's files"
    assert isinstance(refused.value, EngineError)


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    tiny_bert(tmp_path)
    (tmp_path / "model.safetensors").rename(tmp_path / "pytorch_model.bin")
    with pytest.raises(
        EncoderError, match=r"as a pickle only.*; take the model's model\.safetensors or model\.onnx"
    ):
        load_encoder(tmp_path)


def test_a_graph_that_is_none(tmp_path: Path) -> None:
    (tiny_onnx(tmp_path) / "model.onnx").write_bytes(b"nothing")
    with pytest.raises(EncoderError, match=r"model\.onnx cannot be run \(.*\); copy"):
        load_encoder(tmp_path)


def test_a_graph_that_asks_for_more(tmp_path: Path) -> None:
    tiny_onnx(tmp_path, inputs=("pixel_values",))
    with pytest.raises(EncoderError) as refused:
        load_encoder(tmp_path)
    wanted = "export a graph that takes input_ids, attention_mask, token_type_ids only"
    assert str(refused.value) == f"{tmp_path}/model.onnx asks for pixel_values; {wanted}"


def test_a_graph_of_tokens_needs_to_be_told_how_they_are_pooled(tmp_path: Path) -> None:
    tiny_onnx(tmp_path)
    (tmp_path / "1_Pooling/config.json").unlink()
    with pytest.raises(EncoderError, match=r"1_Pooling/config\.json is missing"):
        load_encoder(tmp_path)


@pytest.mark.parametrize(
    ("make", "package"), [(tiny_bert, "tokenizers"), (tiny_bert, "safetensors"), (tiny_onnx, "onnxruntime")]
)
def test_a_package_that_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], Path], package: str
) -> None:
    make(tmp_path)
    monkeypatch.setitem(sys.modules, package, None)  # as Python marks what cannot be imported
    with pytest.raises(EncoderError) as refused:
        load_encoder(tmp_path)
    assert (
        str(refused.value) == f"the encoder in {tmp_path} needs the package {package}: pip install {package}"
    )


def test_a_change_in_any_file_is_another_version(tmp_path: Path) -> None:
    folder = tiny_bert(tmp_path)
    before = load_encoder(folder).version
    versions = {before}
    write_pooling(folder, "cls")
    versions.add(load_encoder(folder).version)
    safetensors.numpy.save_file(tiny_weights(seed=1), folder / "model.safetensors")
    versions.add(load_encoder(folder).version)
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": 5})
    versions.add(load_encoder(folder).version)
    assert len(versions) == 4
    settings = json.loads((folder / "config.json").read_text())
    assert settings["architectures"] == ["BertModel"]
