"""One try: a changed request, and what is wrong about its answer."""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property

from tests.isolation.door import Answer
from tests.isolation.sameness import difference, told
from tests.isolation.walker import Cell, Walker
from tests.isolation.world import World
from tests.tamper.ownership import Ownership
from tests.tamper.spellings import traces
from tests.tamper.tries import Group, Named, Piece, groups

MISSING = (
    "00000000-0000-4000-8000-00000000beef"  # an id of nothing; the world's own stands where it has no row
)
# beside what sameness.py knows: of errors in indented JSON, of new listings' forms
FRESH = re.compile(rb'(?<="instance": ")[^"]+|(?<="request_id": ")[^"]+|(?<=name="token" value=")[^"]+')
MADE = re.compile(rb"<id>|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9A-Za-z+:.-]*[0-9][0-9A-Za-z+:.-]*")
UUIDS = re.compile(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@dataclass
class Report:
    """How many were tried, and the sentences about those that brought something or broke the server."""

    tried: int = 0
    succeeded: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answered:
    """An answer with what the request did, and the id that stood in it."""

    cell: Cell
    answer: Answer
    id: str
    spelled: str

    @cached_property
    def told(self) -> bytes:
        """The answer without the id; of a request that wrote also which tables, and no ids, numbers and times, for what
        it made has its own."""
        text = told(self.answer, ())
        for trace in traces(self.id, self.spelled):
            text = text.replace(trace, b"<id>")
        text = FRESH.sub(b"", text)
        if self.cell.changed:
            text = f"{self.cell.word} {' '.join(self.cell.changed)}\n".encode() + MADE.sub(b"<made>", text)
        return text


def attack(walker: Walker, piece: Piece) -> Report:
    """Carry out one share of the tries."""
    report, ownership = Report(), _ownership(walker.world)
    for group in groups(walker.world, piece):
        twin = _send(walker, ownership, group, MISSING)
        for named in group.ids:
            report.tried += 1
            answered = _send(walker, ownership, group, named.id)
            cell, place = answered.cell, f"{group}\n  {named.what} {named.id}"
            if wrong := _wrong(group, named, answered, twin):
                report.succeeded.append(f"{place}: {'; '.join(wrong)}\n  {group.ask(named.id)}")
            if cell.error or cell.status.startswith("5"):
                report.errors.append(f"{place}: {cell.status}\n  {group.ask(named.id)}\n{cell.error}")
    return report


@cache
def _of_process() -> dict[str, Ownership]:
    return {}


def _ownership(world: World) -> Ownership:
    """Read once per process: what stood before anything was tried stands again after each try."""
    kept = _of_process()
    if "it" not in kept:
        kept["it"] = Ownership(world)
    return kept["it"]


def _send(walker: Walker, ownership: Ownership, group: Group, id: str) -> Answered:
    given = (
        (id, group.line.shape.given)
        if group.line.shape.given and group.place.name.startswith("path")
        else None
    )
    if given and id not in walker.world.tenants.values():
        given = None
    cell, answer = walker.look(
        group.role,
        group.ask(id),
        suspended=given,
        opens=group.line.shape.opens,
        also=lambda tables: ownership.trespasses(group.role, tables),
    )
    return Answered(cell, answer, id, group.spelled(id))


def _wrong(group: Group, named: Named, answered: Answered, twin: Answered) -> list[str]:
    shown = {each.decode() for each in UUIDS.findall(answered.answer.everything)} & group.hidden
    found = [
        *answered.cell.leaks,
        *(f"the hidden id {id} in the answer" for id in sorted(shown - {named.id})),
    ]
    if named.id in group.hidden and (fault := difference(answered.told, twin.told)):
        found.append(f"not as for an id that does not exist: {fault}")
    return found
