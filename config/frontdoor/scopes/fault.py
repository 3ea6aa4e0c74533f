"""One place in the sources that reaches rows past the actor."""

from dataclasses import dataclass

REPAIRS = {
    "manager": "take the rows from a `<things>_visible_to(actor)` of the app's domain/queries.py",
    "shortcut": "give it a `<things>_visible_to(actor)` as its first argument, not a model",
    "field": "its choices must be a `<things>_visible_to(actor)`, or empty until the actor is known",
    "relation": "ask `<things>_visible_to(actor).filter(...)` for them instead of going through the other row",
    "sql": "write the question as a query of domain/queries.py that takes the actor",
    "all-fields": "list the fields: a new column must not appear by itself",
    "admin": "give the class `entry = staticmethod(<things>_visible_to)`, or a get_queryset that calls it",
    "query": "its first parameter must be `actor`; what narrows rows given to it takes a QuerySet",
}


@dataclass(frozen=True, order=True)
class Fault:
    """`place` is the function or class around it, `rule` a key of REPAIRS, `text` what stands there."""

    file: str
    line: int
    place: str
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}: {REPAIRS[self.rule]}"
