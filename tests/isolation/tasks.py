"""What a walker does with one address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from tests.isolation import table
from tests.isolation.cast import ROLES
from tests.isolation.cells import Line
from tests.isolation.door import UNSAFE, Answer
from tests.isolation.sameness import difference, told
from tests.isolation.scope import is_drawn, is_dull, is_sampled
from tests.isolation.shapes import NONE, OTHER, OWN, Ids
from tests.isolation.walker import Cell, Walker

EXEMPT = {"oauth-token"}  # no cookie speaks there, only the credentials in the request
Key = tuple[str, str, str, str]
Told = tuple[Answer, set[str]]  # what came back, and the ids that stood in the request
Choice = Callable[[Line, str], bool]


@dataclass
class Findings:
    """Of one address: the cells, which tables changed in them, sentences about what is wrong whatever the table says,
    and how many cells a rule judged instead of the table."""

    cells: dict[tuple[Key, str], str] = field(default_factory=dict)
    changed: dict[tuple[Key, str], tuple[str, ...]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    ruled: int = 0

    def add(self, line: Line, role: str, cell: Cell, what: str = "") -> None:
        place = f"{line.method} /{line.route.pattern} [{line.shape.label}] {line.position} as {role}{what}"
        if cell.error or cell.status.startswith("5"):
            self.faults.append(f"{place}: {cell.status}\n{cell.error}")
        if cell.leaks:
            self.faults.append(f"{place}: {', '.join(cell.leaks)}")

    def judge(self, line: Line, role: str, cell: Cell, as_get: Cell | None) -> None:
        """A method without lines of its own in the table: HEAD is answered as GET is, and none changes more."""
        self.ruled += 1
        place = f"{line.method} /{line.route.pattern} [{line.shape.label}] {line.position} as {role}"
        if more := set(cell.changed) - set(as_get.changed if as_get else ()):
            self.faults.append(f"{place} changed {', '.join(sorted(more))}")
        if line.method == "HEAD" and as_get and cell.status != as_get.status:
            self.faults.append(f"{place}: {cell.status}, but GET: {as_get.status}")


def walk(walker: Walker, lines: list[Line], *, chosen: Choice = is_sampled) -> Findings:
    """The chosen cells of an address, each role's refusals compared byte by byte."""
    findings = Findings()
    for role in ROLES:
        answers: dict[tuple[str, str], dict[str, Told]] = {}
        reads: dict[tuple[str, str], Cell] = {}
        unread = set()  # what HEAD has nothing to be compared with
        for line in lines:
            request = line.shape.label, line.position
            if not chosen(line, role) or (line.method == "HEAD" and request in unread):
                unread |= {request} if line.method == "GET" else set()
                continue
            cell, answer = walker.cell(line, role)
            findings.add(line, role, cell)
            if is_dull(line):
                findings.judge(line, role, cell, reads.get(request))
                continue
            if line.method == "GET":
                reads[request] = cell
            findings.cells[line.key, role] = cell.word
            if cell.changed:
                findings.changed[line.key, role] = cell.changed
            # what was done is no refusal; their own in a body is told from nobody's, if it is theirs
            if cell.changed or (line.shape.names and line.position == OWN and ROLES[role].belongs):
                continue
            ids = Ids(walker.world, role, line.position).asked(line.shape, line.route)
            answers.setdefault((line.method, line.shape.label), {})[line.position] = answer, ids
            if line.route.part == "pages" and line.method == "GET" and is_drawn(line, role):
                _with_htmx(walker, findings, line, role, cell)
        for (method, label), found in answers.items():
            for fault in _unequal(found):
                findings.faults.append(f"{method} /{lines[0].route.pattern} [{label}] as {role}: {fault}")
    return findings


def _with_htmx(walker: Walker, findings: Findings, line: Line, role: str, plain: Cell) -> None:
    """A fragment is refused or given exactly as the page is."""
    cell, _answer = walker.cell(line, role, **{"HX-Request": "true"})
    findings.add(line, role, cell, " with HX-Request")
    if cell.status != plain.status or set(cell.changed) - set(plain.changed):
        findings.faults.append(
            f"GET /{line.route.pattern} [{line.shape.label}] {line.position} as {role}: "
            f"{plain.status}, but {cell.word} with HX-Request"
        )


def _unequal(found: dict[str, Told]) -> Iterator[str]:
    """Refusals that tell a row which is not theirs from one that does not exist."""
    if NONE not in found:
        return
    missing, ghosts = found[NONE]
    for position in sorted(found.keys() & {OWN, OTHER}):
        answer, ids = found[position]
        refused = answer.code == missing.code and (answer.code >= 400 or answer.code == 302)
        if refused and (fault := difference(told(answer, ids), told(missing, ghosts))):
            yield f"{position} and {NONE} differ: {fault}"


def without_csrf(walker: Walker, lines: list[Line]) -> Findings:
    """Every unsafe request of a browser that brings its cookie but no form's token: refused, and nothing changed."""
    findings = Findings()
    for line in lines:
        if line.method not in UNSAFE or line.position in (OTHER, NONE) or line.route.name in EXEMPT:
            continue
        for role in _browsers(walker, line):
            cell, _answer = walker.cell(line, role, with_csrf=False)
            findings.cells[line.key, role] = cell.word
            findings.add(line, role, cell, " without a CSRF token")
            if cell.changed or cell.status not in {"403", "404", "405"}:
                findings.faults.append(
                    f"{line.method} /{line.route.pattern} [{line.shape.label}] {line.position} as {role} "
                    f"without a CSRF token: {cell.word}"
                )
    return findings


def _browsers(walker: Walker, line: Line) -> set[str]:
    """Whose browsers are tried: somebody's for whom it would have changed something, and one in ten of the others."""
    drawn = {role for role in walker.world.cookies if is_sampled(line, role) and is_drawn(line, role)}
    able = [role for role in walker.world.cookies if _table().get((line.key, role), "").endswith("+")]
    return drawn | set(able[:1])


@cache
def _table() -> dict[tuple[Key, str], str]:
    return table.read()
