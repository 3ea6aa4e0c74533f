"""Published accuracy: computed from live grades and verdicts by a nightly job, read by a page and the API.

Every figure is about what was shown before anybody had judged it: score, place and probability are those of the
moment of a pair's first grade, so a grade never improves the figure it enters.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from enterprises.actors import Actor
from matchmaking.choices import Measure
from matchmaking.domain import figures
from matchmaking.domain.cases import Seen, decided_matches, graded_pairs
from matchmaking.domain.figures import Estimate, Judged
from matchmaking.domain.withholding import ALL, LEAST_OWNERS, Cell, hidden_cells
from matchmaking.models import AccuracyFigure
from matchmaking.states import MatchState

Figure = tuple[Estimate, list[dict[str, Any]]]
Formula = Callable[[Sequence[Seen]], Figure | None]


def accuracy_visible_to(_actor: Actor) -> QuerySet[AccuracyFigure]:
    """Published figures are for everybody."""
    return AccuracyFigure.objects.all()


def publish_accuracy() -> int:
    """Compute every figure anew and replace the published ones; returns how many stand with a value."""
    now = timezone.now()
    graded, decided = graded_pairs(), decided_matches()
    rows = [
        row
        for measure, (formula, seen) in _formulas(graded, decided).items()
        for row in _cells(measure, formula, seen)
    ]
    for row in rows:
        row.computed = now
    with transaction.atomic():
        AccuracyFigure.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["generation", "section", "measure"],
            update_fields=[
                "value",
                "lower",
                "upper",
                "needs",
                "pairs",
                "organizations",
                "detail",
                "computed",
            ],
        )
        AccuracyFigure.objects.filter(computed__lt=now).delete()
    return sum(row.value is not None for row in rows)


def _formulas(
    graded: Sequence[Seen], decided: Sequence[Seen]
) -> Mapping[Measure, tuple[Formula, Sequence[Seen]]]:
    return {
        Measure.PRECISION_5: (lambda seen: _plain(figures.precision(_judged(seen), 5)), graded),
        Measure.PRECISION_10: (lambda seen: _plain(figures.precision(_judged(seen), 10)), graded),
        Measure.NDCG_10: (lambda seen: _plain(figures.gain(_judged(seen))), graded),
        Measure.CALIBRATION: (_calibration, graded),
        Measure.APPROVED: (lambda seen: _plain(_share(seen, MatchState.APPROVED)), decided),
        Measure.DECLINED: (_declines, decided),
    }


def _judged(seen: Iterable[Seen]) -> list[Judged]:
    return [each.case for each in seen if isinstance(each.case, Judged)]


def _plain(estimate: Estimate | None) -> Figure | None:
    return (estimate, []) if estimate else None


def _share(seen: Iterable[Seen], state: MatchState) -> Estimate | None:
    return figures.share([(each.case, each.state == state) for each in seen])


def _calibration(seen: Sequence[Seen]) -> Figure | None:
    """The error, with the bins that enough organizations stand behind."""
    found = figures.calibration_error(_judged(seen))
    if found is None:
        return None
    estimate, bins = found
    return estimate, [
        {"low": one.low, "high": one.high, "shown": one.shown, "found": one.found, "pairs": one.pairs}
        for one in bins
        if len(one.owners) >= LEAST_OWNERS
    ]


def _declines(seen: Sequence[Seen]) -> Figure | None:
    """The share of noes, and of the reasons that enough organizations gave, their share among the noes."""
    estimate = _share(seen, MatchState.DECLINED)
    noes = [each for each in seen if each.state == MatchState.DECLINED]
    if estimate is None:
        return None
    given: dict[str, set[str]] = {}
    times: dict[str, int] = {}
    for each in noes:
        for code, organization in each.reasons:
            given.setdefault(code, set()).add(organization)
        for code in {code for code, _organization in each.reasons}:
            times[code] = times.get(code, 0) + 1
    told = [code for code, organizations in given.items() if len(organizations) >= LEAST_OWNERS]
    return estimate, [
        {"code": code, "share": times[code] / len(noes)}
        for code in sorted(told, key=lambda c: (-times[c], c))
    ]


def _cells(measure: Measure, formula: Formula, seen: Sequence[Seen]) -> Iterator[AccuracyFigure]:
    """One row per generation and section that holds anything; what must not be published has no values."""
    held: dict[Cell, list[Seen]] = {}
    for each in seen:
        for cell in product((ALL, each.generation), (ALL, *sorted(each.sections))):
            held.setdefault(cell, []).append(each)
    found = {cell: formula(held[cell]) for cell in sorted(held)}
    figures_ = {cell: figure for cell, figure in found.items() if figure is not None}
    hidden = hidden_cells({cell: figure[0] for cell, figure in figures_.items()})
    for cell, figure in figures_.items():
        yield _row(measure, cell, None if cell in hidden else figure)


def _row(measure: Measure, cell: Cell, figure: Figure | None) -> AccuracyFigure:
    row = AccuracyFigure(generation=cell[0], section=cell[1], measure=measure)
    if figure is not None:
        estimate, row.detail = figure
        row.value, row.lower, row.upper = estimate.value, estimate.lower, estimate.upper
        row.pairs = estimate.pairs
        row.needs = len({group for group, _owner in estimate.needs})
        row.organizations = len({owner for _group, owner in estimate.needs})
    return row
