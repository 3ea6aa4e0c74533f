"""What became of each row: counted, listed, written to a file."""

import csv
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.importing.formulas import harmless
from projects.importing.types import Fault


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


OUTCOME_LABELS = {
    Outcome.CREATED: gettext_lazy("新建"),
    Outcome.CHANGED: gettext_lazy("修改"),
    Outcome.UNCHANGED: gettext_lazy("未变"),
    Outcome.REFUSED: gettext_lazy("拒绝"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One row: its outcome, the listing's number and state after it. Faults of a row that was not refused are notes."""

    number: int
    external_id: str
    outcome: Outcome
    listing: str = ""
    state: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass
class Report:
    """All rows so far, counted by outcome and by the state their listings are in."""

    results: list[Result] = field(default_factory=list)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    started: float = field(default_factory=time.monotonic)

    def add(self, results: Iterable[Result]) -> None:
        """Take the results of rows that are written for good."""
        for result in results:
            self.results.append(result)
            self.outcomes[result.outcome] += 1
            if result.state:
                self.states[result.state] += 1

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def rows_per_second(self) -> float:
        return len(self.results) / max(self.seconds, 0.001)

    def remarked(self) -> list[Result]:
        """Rows about which there is something to say."""
        return [result for result in self.results if result.faults]


def write_report(report: Report, path: Path) -> None:
    """Write one CSV line per row, and one per fault of a row; opens in Excel as it is."""
    heads = [
        _("行号"),
        _("来源编号"),
        _("结果"),
        _("编号"),
        _("状态"),
        _("列"),
        _("值"),
        _("原因"),
        _("如何修改"),
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        for result in report.results:
            for fault in result.faults or (Fault("", "", "", ""),):
                cells = [result.number, result.external_id, OUTCOME_LABELS[result.outcome], result.listing]
                cells += [result.state, fault.column, fault.shown, fault.why, fault.repair]
                writer.writerow([harmless(str(cell)) for cell in cells])
