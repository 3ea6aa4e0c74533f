"""The Python files of the doors: where rows are reached past the actor."""

import ast
from collections.abc import Iterator

from .expressions import Function, Scope, name_of
from .fault import Fault
from .sources import Source, Sources

MANAGERS = {"objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"}
FIELDS = {
    "ModelChoiceField", "ModelMultipleChoiceField", "PrimaryKeyRelatedField", "SlugRelatedField",
    "HyperlinkedRelatedField", "VisibleKeyField",
}  # fmt: skip
ROWS = {
    "all",
    "filter",
    "exclude",
    "get",
    "first",
    "last",
    "count",
    "exists",
    "values",
    "values_list",
    "order_by",
}
ROWS |= {
    "select_related",
    "prefetch_related",
    "annotate",
    "aggregate",
    "iterator",
    "in_bulk",
    "create",
    "update",
}
SQL = {"raw", "cursor", "extra", "RawSQL", "get_model", "get_models"}
# Django's generic views take every row of their model unless told otherwise.
GENERIC = {"DetailView", "ListView", "UpdateView", "DeleteView", "ArchiveIndexView", "ModelViewSet"}
LONGEST = 70  # characters of the source that a complaint repeats


def faults(sources: Sources) -> Iterator[Fault]:
    for source in sources.doors:
        walk = _Walk(source, sources)
        walk.visit(source.tree)
        yield from walk.found


class _Walk(ast.NodeVisitor):
    def __init__(self, source: Source, sources: Sources) -> None:
        self._file, self._guarded, self._columns = source.file, sources.guarded, sources.columns
        self._scope = Scope(sources.entries, source.tree)
        self._place: list[str] = []
        self._fields = FIELDS | {
            node.name
            for node in ast.walk(source.tree)
            if isinstance(node, ast.ClassDef) and FIELDS & {name_of(base) for base in node.bases}
        }
        self.found: list[Fault] = []

    def _complain(self, node: ast.expr | ast.stmt, rule: str) -> None:
        text = " ".join(ast.unparse(node).split())
        shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        self.found.append(Fault(self._file, node.lineno, ".".join(self._place), rule, shown))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._place.append(node.name)
        if node.name == "Meta":
            self._meta(node)
        if GENERIC & {name_of(base) for base in node.bases} and not _defines(node, "get_queryset"):
            self.found.append(Fault(self._file, node.lineno, node.name, "manager", f"class {node.name}"))
        self.generic_visit(node)
        self._place.pop()

    def visit_FunctionDef(self, node: Function) -> None:
        self._place.append(node.name)
        self._scope.functions.append(node)
        self.generic_visit(node)
        self._scope.functions.pop()
        self._place.pop()

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = name_of(node.func)
        if isinstance(node.func, ast.Attribute) and name == "none":
            return  # no rows at all, whatever stands before it
        if name in SHORTCUTS and not self._scope.is_scoped(node.args[0] if node.args else None):
            self._complain(node, "shortcut")
        elif name in SQL:
            self._complain(node, "sql")
        elif name == "getattr" and len(node.args) > 1 and _names_a_manager(node.args[1]):
            self._complain(node, "manager")
        self._choices(node, name)
        self.generic_visit(node)

    def _choices(self, node: ast.Call, name: str) -> None:
        """A field's rows: its first argument or `queryset`; a function of the actor for ours."""
        values = [word.value for word in node.keywords if word.arg == "queryset"]
        if name in self._fields and not any(word.arg == "read_only" for word in node.keywords):
            values += node.args[:1]
        for value in values:
            if not (self._scope.is_scoped(value) or self._scope.gives_scoped(value)):
                self._complain(node, "field")

    def visit_Assign(self, node: ast.Assign) -> None:
        targets = [target for target in node.targets if not self._is_variable(target)]
        if any(_is_queryset(target) for target in targets) and not self._scope.is_scoped(node.value):
            self._complain(node, "field")
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in MANAGERS:
            self._complain(node, "manager")
        elif isinstance(node.ctx, ast.Load) and self._is_relation(node):
            self._complain(node, "relation")
        self.generic_visit(node)

    def _is_relation(self, node: ast.Attribute) -> bool:
        """Does it lead to guarded rows? A column of the same name has no method that a relation has."""
        if node.attr in self._guarded - self._columns:
            return not _is_own(node)
        inner = node.value.attr if isinstance(node.value, ast.Attribute) else ""
        return node.attr in ROWS and inner in self._guarded & self._columns

    def _is_variable(self, target: ast.expr) -> bool:
        return isinstance(target, ast.Name) and bool(self._scope.functions)

    def _meta(self, node: ast.ClassDef) -> None:
        for part in node.body:
            if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
                name, value = part.targets[0].id, part.value
                everything = isinstance(value, ast.Constant) and value.value == "__all__"
                if name == "exclude" or (name == "fields" and everything):
                    self._complain(part, "all-fields")


def _is_queryset(target: ast.expr) -> bool:
    """`queryset = …`, `field.queryset = …`, `kwargs["queryset"] = …`."""
    if isinstance(target, ast.Subscript):
        return isinstance(target.slice, ast.Constant) and target.slice.value == "queryset"
    return name_of(target) == "queryset"


def _defines(node: ast.ClassDef, name: str) -> bool:
    return any(isinstance(part, ast.FunctionDef) and part.name == name for part in node.body)


def _names_a_manager(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in MANAGERS


def _is_own(node: ast.Attribute) -> bool:
    """`self.targets`: an attribute the class gave itself, not a row's."""
    return isinstance(node.value, ast.Name) and node.value.id in {"self", "cls", "form"}
