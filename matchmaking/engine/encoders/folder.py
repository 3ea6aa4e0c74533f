"""A model's folder as people download it: readable settings, checked one by one, and a version made of the files."""

import hashlib
import importlib
import json
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from ..errors import EncoderError

READING = 1  # part of every version: raise it when the same files give other vectors
COPY_AGAIN = "copy the model's whole folder again"

# Settings files that change what comes out; those present are part of the version.
SETTINGS = (
    "config.json",
    "tokenizer_config.json",
    "modules.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
    "1_Pooling/config.json",
)


def settings(folder: Path, name: str, *, required: bool) -> dict[str, Any]:
    """The JSON object in a file of the folder; empty when it may be missing and is."""
    path = folder / name
    if not path.is_file():
        if required:
            raise EncoderError(f"{path} is missing; {COPY_AGAIN}")
        return {}
    found = _json(path)
    if not isinstance(found, dict):
        raise EncoderError(f"{path} holds no JSON object; {COPY_AGAIN}")
    return found


def whole(path: Path, values: dict[str, Any], name: str) -> int:
    """A whole number from 1 under `name`."""
    value = values.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise EncoderError(f"{path}: {name} is {value!r}, not a whole number from 1; {COPY_AGAIN}")
    return value


def check_modules(folder: Path) -> None:
    """Refuse a chain of sentence-transformers modules that holds more than transformer, pooling and unit length."""
    path = folder / "modules.json"
    if not path.is_file():
        return
    chain = _json(path)
    if not isinstance(chain, list) or not all(isinstance(step, dict) for step in chain):
        raise EncoderError(f"{path} holds no list of modules; {COPY_AGAIN}")
    for step in chain:
        kind = str(step.get("type", "")).rpartition(".")[2]
        if kind not in ("Transformer", "Pooling", "Normalize"):
            raise EncoderError(
                f"{path}: module {kind!r} is not known here; choose a model of Transformer, Pooling and Normalize"
            )


def longest(folder: Path, limit: int | None) -> int:
    """Tokens of a text that are read: what the model's makers set, at most what it has positions for."""
    said = settings(folder, "sentence_bert_config.json", required=False).get("max_seq_length")
    if not isinstance(said, int):
        said = settings(folder, "tokenizer_config.json", required=False).get("model_max_length")
    known = [n for n in (said, limit) if isinstance(n, int) and 2 < n < 100_000]
    return min(known, default=512)


def prompt(folder: Path) -> str:
    """What the model's makers put before every text, where they name a default."""
    found = settings(folder, "config_sentence_transformers.json", required=False)
    name, prompts = found.get("default_prompt_name"), found.get("prompts")
    if name is None:
        return ""
    if not isinstance(prompts, dict) or not isinstance(prompts.get(name), str):
        raise EncoderError(
            f"{folder / 'config_sentence_transformers.json'}: there is no prompt {name!r}; {COPY_AGAIN}"
        )
    return str(prompts[name])


def version_of(folder: Path, names: Iterable[str]) -> str:
    """Sixteen hex digits of sha256 over the named files and the settings that are there."""
    digest = hashlib.sha256(f"{READING}\n".encode())
    for name in sorted({*names, *(name for name in SETTINGS if (folder / name).is_file())}):
        with (folder / name).open("rb") as file:
            digest.update(f"{name} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def package(name: str, folder: Path) -> ModuleType:
    """An optional package; the error says how to get it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise EncoderError(f"the encoder in {folder} needs the package {name}: pip install {name}") from None


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EncoderError(f"{path} cannot be read as JSON ({error}); {COPY_AGAIN}") from None
