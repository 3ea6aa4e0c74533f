"""Does an expression begin with rows of an actor?"""

import ast
from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Scope:
    """The functions around an expression, innermost last, and the entries it may begin with."""

    def __init__(self, entries: frozenset[str], module: ast.Module) -> None:
        self.entries = entries
        self.functions: list[Function] = []
        self._local = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}

    def is_scoped(self, node: ast.expr | None, seen: frozenset[str] = frozenset()) -> bool:
        """Do the rows come from an entry, or are there none?"""
        if isinstance(node, ast.Call):
            return self._call(node, seen)
        if isinstance(node, ast.BinOp):
            return self.is_scoped(node.left, seen) and self.is_scoped(node.right, seen)
        if isinstance(node, ast.IfExp):
            return self.is_scoped(node.body, seen) and self.is_scoped(node.orelse, seen)
        if isinstance(node, ast.Subscript):
            return self.is_scoped(node.value, seen)
        if isinstance(node, ast.Name):
            return self._name(node.id, seen)
        return False

    def gives_scoped(self, node: ast.expr | None) -> bool:
        """Is it a function of the actor whose rows are the actor's: an entry, a lambda, a function of this file?"""
        if isinstance(node, ast.Call) and _is_called(node, "staticmethod") and node.args:
            return self.gives_scoped(node.args[0])
        if isinstance(node, ast.Lambda):
            return self.is_scoped(node.body)
        if isinstance(node, ast.Name) and self._returns_scoped(node.id, frozenset()):
            return True
        return node is not None and name_of(node) in self.entries

    def _call(self, node: ast.Call, seen: frozenset[str]) -> bool:
        if isinstance(node.func, ast.Name):
            empty = node.func.id == "QuerySet" and not node.args and not node.keywords
            return empty or node.func.id in self.entries or self._returns_scoped(node.func.id, seen)
        if isinstance(node.func, ast.Attribute):
            name = node.func.attr
            # `get_queryset` is a view's or an admin class's, and judged where it stands
            if name in self.entries or name in {"none", "get_queryset"}:
                return True
            if name == "QuerySet":
                return not node.args
            return self.is_scoped(node.args[1] if name == "cast" else node.func.value, seen)
        return False

    def _name(self, name: str, seen: frozenset[str]) -> bool:
        """A local variable every value of which is scoped, or a parameter that is a QuerySet already."""
        if name in seen:
            return True
        for function in reversed(self.functions):
            for argument in [*function.args.args, *function.args.kwonlyargs]:
                if argument.arg == name:
                    return argument.annotation is not None and "QuerySet" in ast.unparse(argument.annotation)
            if values := list(_values_of(name, function)):
                return all(self.is_scoped(value, seen | {name}) for value in values)
        return False

    def _returns_scoped(self, name: str, seen: frozenset[str]) -> bool:
        """Does every return of a function of this file give scoped rows?"""
        function = self._local.get(name)
        if function is None or name in seen:
            return False
        inner = Scope(self.entries, ast.Module(list(self._local.values()), []))
        inner.functions = [function]
        returns = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
        return bool(returns) and all(inner.is_scoped(value, seen | {name}) for value in returns)


def _values_of(name: str, function: Function) -> Iterator[ast.expr | None]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            if any(isinstance(target, ast.Name) and target.id == name for target in node.targets):
                yield node.value
        elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and name_of(node.target) == name:
            yield node.value


def _is_called(node: ast.Call, name: str) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == name


def name_of(node: ast.expr) -> str:
    """The last word of a dotted name; nothing for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
