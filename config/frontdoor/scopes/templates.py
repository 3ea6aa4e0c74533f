"""Templates show what a view gave them; they reach no rows through other rows."""

import re
from collections.abc import Iterator

from .fault import Fault
from .sources import Sources

TAG = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)
HOLDERS = {"form", "outcome"}  # not rows: what a view put together


def faults(sources: Sources) -> Iterator[Fault]:
    many = "|".join(sorted(sources.guarded - sources.single_relations)) or "$."
    one = "|".join(sorted(sources.guarded & sources.single_relations - sources.columns)) or "$."
    reached = re.compile(rf"\b(\w+)\.(?:(?:{many})\.(?:all|first|last|count|get)\b|(?:{one})\b)")
    for path in sources.templates:
        text = path.read_text(encoding="utf-8")
        for tag in TAG.finditer(text):
            for found in reached.finditer(tag.group()):
                if found[1] not in HOLDERS:
                    line = text.count("\n", 0, tag.start() + found.start()) + 1
                    yield Fault(str(path.relative_to(sources.root)), line, "", "relation", found[0])
