"""The entries themselves: a function of the domain that gives rows knows for whom."""

import ast
from collections.abc import Iterator

from .fault import Fault
from .sources import Sources, query_functions, takes_actor


def faults(sources: Sources) -> Iterator[Fault]:
    for source, function in query_functions(sources):
        if not takes_actor(function) and not _is_given_rows(function):
            yield Fault(source.file, function.lineno, function.name, "query", f"{function.name}() gives rows")


def _is_given_rows(function: ast.FunctionDef) -> bool:
    """Does it only narrow rows that its caller had?"""
    given = [*function.args.args, *function.args.kwonlyargs]
    return any("QuerySet" in ast.unparse(argument.annotation) for argument in given if argument.annotation)
