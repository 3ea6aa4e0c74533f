"""Admin classes reach their rows by themselves, unseen in their source: each must name its entry."""

import ast
from collections.abc import Iterator

from .expressions import Scope, name_of
from .fault import Fault
from .sources import Source, Sources

Classes = dict[str, tuple[Source, ast.ClassDef]]


def faults(sources: Sources) -> Iterator[Fault]:
    files = [source for source in sources.doors if "admin" in source.file.removesuffix(".py").split("/")[1:]]
    classes: Classes = {
        node.name: (source, node)
        for source in files
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    for name in sorted(_registered(files) & classes.keys()):
        source, node = classes[name]
        if not _has_entry(name, classes, sources.entries):
            yield Fault(source.file, node.lineno, name, "admin", f"class {name}")


def _registered(files: list[Source]) -> set[str]:
    """Names of classes under @admin.register, or given to site.register(model, class)."""
    found = set()
    for source in files:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(mark, ast.Call) and name_of(mark.func) == "register"
                for mark in node.decorator_list
            ):
                found.add(node.name)
            elif isinstance(node, ast.Call) and name_of(node.func) == "register":
                found |= {name_of(argument) for argument in node.args[1:]}
    return found


def _has_entry(name: str, classes: Classes, entries: frozenset[str]) -> bool:
    """Does the class, or else one it inherits from, take its rows from an entry?"""
    if name not in classes:
        return False
    source, node = classes[name]
    scope = Scope(entries, source.tree)
    for part in node.body:
        if isinstance(part, ast.Assign) and name_of(part.targets[0]) == "entry":
            return scope.gives_scoped(part.value)
        if isinstance(part, ast.FunctionDef) and part.name == "get_queryset":
            scope.functions = [part]
            returned = [inner.value for inner in ast.walk(part) if isinstance(inner, ast.Return)]
            if not any("super()" in ast.unparse(value) for value in returned if value):
                return bool(returned) and all(scope.is_scoped(value) for value in returned)
    return any(_has_entry(name_of(base), classes, entries) for base in node.bases)
