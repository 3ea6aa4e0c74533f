"""What the check reads: the doors, and what it learns from the domain and the models beside them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .expressions import name_of

DOOR_NAMES = {
    "accounts", "admin", "api", "context", "forms", "health", "middleware", "pages", "serializers", "templatetags",
    "views",
}  # fmt: skip
LINKS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
LEFT_OUT = {"benchmarks", "seeds", "tests", "docs", "locale"}


@dataclass(frozen=True)
class Source:
    """One file: its path as printed, and its syntax tree."""

    file: str
    tree: ast.Module


class Sources:
    """The packages below a root. `parts`: relations that need no entry of their own."""

    def __init__(self, root: Path, parts: frozenset[str]) -> None:
        self.root, self._parts = root, parts

    @cached_property
    def _all(self) -> list[Source]:
        return [
            Source(str(path.relative_to(self.root)), ast.parse(path.read_text(encoding="utf-8")))
            for path in self._paths("*.py")
            if "migrations" not in path.parts
        ]

    def _paths(self, pattern: str) -> Iterator[Path]:
        for package in sorted(self.root.glob("*/__init__.py")):
            if package.parent.name not in LEFT_OUT:
                yield from sorted(package.parent.rglob(pattern))

    @property
    def doors(self) -> list[Source]:
        """Files through which people and partners reach rows."""
        return [source for source in self._all if DOOR_NAMES & {Path(source.file).stem, *_folders(source)}]

    @property
    def domain(self) -> list[Source]:
        """Files that may hold entries: the domain of the apps, and the kernel for its own rows."""
        return [source for source in self._all if {"domain", "kernel"} & set(_folders(source))]

    @property
    def templates(self) -> list[Path]:
        return list(self._paths("*.html"))

    @cached_property
    def entries(self) -> frozenset[str]:
        """Names of the functions that give an actor their rows: first parameter `actor`, result a QuerySet."""
        return frozenset(
            function.name for _source, function in query_functions(self) if takes_actor(function)
        )

    @cached_property
    def relations(self) -> frozenset[str]:
        """Names under which models reach the rows of other models."""
        return frozenset(name for name, _kind in self._related)

    @cached_property
    def single_relations(self) -> frozenset[str]:
        """Those that lead to one row: `listing.secret`."""
        return frozenset(name for name, kind in self._related if kind == "OneToOneField")

    @cached_property
    def columns(self) -> frozenset[str]:
        """Names of models' plain columns, of which one may be called like a relation of another model."""
        classes = (
            node
            for source in self._models
            for node in ast.walk(source.tree)
            if isinstance(node, ast.ClassDef)
        )
        return frozenset(
            name_of(part.targets[0])
            for node in classes
            for part in node.body
            if isinstance(part, ast.Assign)
            and isinstance(part.value, ast.Call)
            and name_of(part.value.func) not in LINKS
        )

    @property
    def _models(self) -> list[Source]:
        return [source for source in self._all if "models" in {Path(source.file).stem, *_folders(source)}]

    @cached_property
    def _related(self) -> list[tuple[str, str]]:
        calls = [node for source in self._all for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
        return [
            (str(word.value.value), name_of(call.func))
            for call in calls
            for word in call.keywords
            if word.arg == "related_name" and isinstance(word.value, ast.Constant) and word.value.value != "+"
        ]

    @property
    def guarded(self) -> frozenset[str]:
        """Relations whose rows have readers of their own."""
        return self.relations - self._parts


def _folders(source: Source) -> list[str]:
    return source.file.split("/")[1:-1]


def query_functions(sources: Sources) -> Iterator[tuple[Source, ast.FunctionDef]]:
    """Public functions of the domain whose result is a QuerySet; of overloads the one that does the work."""
    for source in sources.domain:
        for node in source.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and gives_rows(node):
                yield source, node


def gives_rows(function: ast.FunctionDef) -> bool:
    """Is the result annotated as a QuerySet, or as Any behind an `…_visible_to` name?"""
    result = ast.unparse(function.returns) if function.returns else ""
    return "QuerySet" in result or function.name.endswith("_visible_to")


def takes_actor(function: ast.FunctionDef) -> bool:
    names = [argument.arg.lstrip("_") for argument in function.args.args]
    return names[:1] == ["actor"]
