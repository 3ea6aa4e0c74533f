"""What a walker does with one address."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.isolation.cast import ROLES
from tests.isolation.cells import Line
from tests.isolation.door import UNSAFE, Answer
from tests.isolation.sameness import difference, told
from tests.isolation.shapes import NONE, OTHER, OWN, Ids
from tests.isolation.walker import Cell, Walker

EXEMPT = {"oauth-token"}  # no cookie speaks there, only the credentials in the request
Key = tuple[str, str, str, str]


@dataclass
class Findings:
    """Of one address: the cells, and sentences about what is wrong whatever the table says."""

    cells: dict[tuple[Key, str], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, line: Line, role: str, cell: Cell, what: str = "") -> None:
        place = f"{line.method} /{line.route.pattern} [{line.shape.label}] {line.position} as {role}{what}"
        if cell.error or cell.status.startswith("5"):
            self.faults.append(f"{place}: {cell.status}\n{cell.error}")
        if cell.leaks:
            self.faults.append(f"{place}: {', '.join(cell.leaks)}")


def walk(walker: Walker, lines: list[Line]) -> Findings:
    """All cells of an address, each role's refusals compared byte by byte."""
    findings = Findings()
    for role in ROLES:
        answers: dict[tuple[str, str], dict[str, tuple[Answer, str]]] = {}
        for line in lines:
            cell, answer = walker.cell(line, role)
            findings.cells[line.key, role] = cell.word
            findings.add(line, role, cell)
            id = Ids(walker.world, role, line.position).tested(line.shape, line.route)
            answers.setdefault((line.method, line.shape.label), {})[line.position] = answer, id
            if line.route.part == "pages" and line.method == "GET":
                _with_htmx(walker, findings, line, role, answer)
        for (method, label), found in answers.items():
            for fault in _unequal(found):
                findings.faults.append(f"{method} /{lines[0].route.pattern} [{label}] as {role}: {fault}")
    return findings


def _with_htmx(walker: Walker, findings: Findings, line: Line, role: str, plain: Answer) -> None:
    """A fragment is refused or given exactly as the page is."""
    cell, answer = walker.cell(line, role, **{"HX-Request": "true"})
    findings.add(line, role, cell, " with HX-Request")
    if answer.status != plain.status or cell.changed:
        findings.faults.append(
            f"GET /{line.route.pattern} [{line.shape.label}] {line.position} as {role}: "
            f"{plain.status}, but {cell.word} with HX-Request"
        )


def _unequal(found: dict[str, tuple[Answer, str]]) -> Iterator[str]:
    """Refusals that tell a row which is not theirs from one that does not exist."""
    if NONE not in found:
        return
    missing, ghost = found[NONE]
    for position in (OWN, OTHER):
        answer, id = found[position]
        refused = answer.code == missing.code and (answer.code >= 400 or answer.code == 302)
        if refused and (fault := difference(told(answer, id), told(missing, ghost))):
            yield f"{position} and {NONE} differ: {fault}"


def without_csrf(walker: Walker, lines: list[Line]) -> Findings:
    """Every unsafe request of a browser that brings its cookie but no form's token: refused, and nothing changed."""
    findings = Findings()
    for line in lines:
        if line.method not in UNSAFE or line.position == NONE or line.route.name in EXEMPT:
            continue
        for role in walker.world.cookies:
            cell, _answer = walker.cell(line, role, with_csrf=False)
            findings.cells[line.key, role] = cell.word
            findings.add(line, role, cell, " without a CSRF token")
            if cell.changed or cell.status not in {"403", "404", "405"}:
                findings.faults.append(
                    f"{line.method} /{line.route.pattern} [{line.shape.label}] {line.position} as {role} "
                    f"without a CSRF token: {cell.word}"
                )
    return findings
