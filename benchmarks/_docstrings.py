"""English text that is on every machine: the docstrings of installed packages, read without importing them."""

import ast
import importlib.util
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

_NOT_OURS = {"tests", "test", "testing", "_vendor", "vendor", "externals"}
_SENTENCE = re.compile(r"(.+?[.!?])\s")
SHORTEST, LONGEST, LEAST = 20, 200, 200  # characters of a first sentence, and of what must follow it
READ = 3_000  # characters of what follows


def docstrings(packages: Sequence[str], count: int, seed: int = 0) -> list[tuple[str, str]]:
    """`count` pairs of first sentence and rest, each sentence once, drawn from the public functions and classes."""
    pairs = sorted({first: rest for package in packages for first, rest in _pairs(package)}.items())
    return random.Random(seed).sample(pairs, min(count, len(pairs)))


def _pairs(package: str) -> Iterator[tuple[str, str]]:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise SystemExit(f"{package} is not installed")
    root = Path(found.origin).parent
    for path in sorted(root.rglob("*.py")):
        if _NOT_OURS.isdisjoint(path.relative_to(root).parts):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                    yield from _pair(ast.get_docstring(node) or "")


def _pair(text: str) -> Iterator[tuple[str, str]]:
    first, _blank, rest = text.strip().partition("\n\n")
    first = " ".join(first.split())
    sentence = _SENTENCE.match(f"{first} ")
    if sentence and len(sentence[1]) < len(first):
        first, rest = sentence[1], f"{first[len(sentence[1]) :].strip()}\n\n{rest}"
    if SHORTEST <= len(first) <= LONGEST and len(rest.strip()) >= LEAST:
        yield first, rest.strip()[:READ]
