"""The published figures as the accuracy page lays them out: headline, by industry, by model."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from matchmaking.choices import Measure
from matchmaking.domain.withholding import ALL
from matchmaking.models import AccuracyFigure

Figures = Mapping[str, AccuracyFigure]  # by measure; a measure without a row has nothing to say yet


@dataclass(frozen=True)
class Line:
    """One industry section or one generation of the model, with its figures in the order of Measure."""

    name: str
    cells: list[AccuracyFigure | None]


@dataclass(frozen=True)
class Overview:
    """Everything the page shows. `computed` is None before the first night."""

    measures: list[Measure]
    whole: Figures
    sections: list[Line]
    generations: list[Line]
    computed: dt.datetime | None = None
    bins: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[dict[str, Any]] = field(default_factory=list)


def overview(figures: Iterable[AccuracyFigure]) -> Overview:
    """Order the rows; industries and models that have no figure at all do not appear."""
    rows = list(figures)
    whole = {row.measure: row for row in rows if (row.generation, row.section) == (ALL, ALL)}
    return Overview(
        list(Measure),
        whole,
        _lines([row for row in rows if row.generation == ALL], "section"),
        _lines([row for row in rows if row.section == ALL], "generation"),
        max((row.computed for row in rows), default=None),
        _detail(whole, Measure.CALIBRATION),
        _detail(whole, Measure.DECLINED),
    )


def _lines(rows: Iterable[AccuracyFigure], axis: Literal["section", "generation"]) -> list[Line]:
    cells = {(getattr(row, axis), row.measure): row for row in rows}
    names = sorted({name for name, _measure in cells} - {ALL})
    return [Line(name, [cells.get((name, measure)) for measure in Measure]) for name in names]


def _detail(whole: Figures, measure: Measure) -> list[dict[str, Any]]:
    row = whole.get(measure)
    return list(row.detail) if row is not None and row.value is not None else []
