"""Which parties lift an achievement from its level to the level wanted, in which order. Pure: same input, same road.

The levels between are cut into at most three spans: proof of concept, pilot run, scenario. By the scale in use
(`trl13`) the key functions stand at 4, the process is feasible at 6, and 7 is shown in its environment; a span may end
up to two levels higher where the parties at hand ask for it. Every cut is tried: there are nine.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product

from matchmaking.choices import StepKind
from matchmaking.domain.road.types import LIFTING, TOP_LEVEL, Candidate, Planned, Window, reason

CONCEPT_ENDS = (4, 5, 6)  # the usual end first
PILOT_ENDS = (6, 7, 8)
_NO_PRICE = Decimal("Infinity")

Span = tuple[str, int, int]  # kind, level before, level after
Leg = tuple[Span, Candidate | None]


def plan(start: int, goal: int, candidates: Iterable[Candidate], *, today: dt.date) -> tuple[Planned, ...]:
    """The lifting steps from `start` to `goal` (at most TOP_LEVEL); none where there is nothing to lift.

    Of all cuts the one with the fewest gaps, then the best mean score in tenths, then the one nearest to the usual
    ends. Within a span the best score counts in hundredths, then the nearer party, then the cheaper one, then the id.
    """
    known = sorted(candidates, key=_order)
    spans = min(_cuts(start, min(goal, TOP_LEVEL)), key=lambda cut: _rank(_filled(cut, known), cut))
    steps: list[Planned] = []
    free_from = today
    for span, found in _filled(spans, known):
        step = _step(span, found, known, free_from)
        free_from = step.ends_on + dt.timedelta(1) if step.ends_on else free_from
        steps.append(step)
    return tuple(steps)


def best_window(windows: Sequence[Window], free_from: dt.date) -> Window:
    """The first time a party has room when the step before has ended; one without a known time otherwise."""
    for window in windows:
        if window.starts_on is not None and window.starts_on >= free_from:
            return window
        open_until = window.ends_on if window.cost is None else None  # a scenario; a slot is taken whole
        if window.starts_on is not None and open_until is not None and open_until > free_from:
            return Window(free_from, open_until)
    return Window(None, None)


def _order(candidate: Candidate) -> tuple[int, int, Decimal, str]:
    price = candidate.price
    return (
        -round(100 * candidate.score),
        candidate.near,
        _NO_PRICE if price is None else price,
        str(candidate.id),
    )


def _cuts(start: int, goal: int) -> Iterator[tuple[Span, ...]]:
    """Every way to cut the levels into spans, without empty ones."""
    for concept, pilot in product(CONCEPT_ENDS, PILOT_ENDS):
        ends = [min(max(end, start), max(goal, start)) for end in (concept, pilot, goal)]
        ends[1] = max(ends[0], ends[1])
        spans = zip(LIFTING, [start, *ends], ends, strict=False)
        yield tuple((kind, before, after) for kind, before, after in spans if before < after)


def _filled(spans: Sequence[Span], known: Sequence[Candidate]) -> list[Leg]:
    """Each span with the best party that takes it whole."""
    return [
        (
            span,
            next(
                (each for each in known if each.fits and each.kind == span[0] and each.covers(*span[1:])),
                None,
            ),
        )
        for span in spans
    ]


def _rank(legs: Sequence[Leg], spans: Sequence[Span]) -> tuple[int, int, int]:
    gaps = sum(found is None for _span, found in legs)
    mean = sum(found.score for _span, found in legs if found is not None) / max(1, len(legs))
    ends = {kind: after for kind, _before, after in spans}
    usual = {StepKind.CONCEPT: CONCEPT_ENDS[0], StepKind.PILOT: PILOT_ENDS[0]}
    off = sum(max(0, ends[kind] - end) for kind, end in usual.items() if kind in ends)
    return gaps, -round(10 * mean), off


def _step(span: Span, found: Candidate | None, known: Sequence[Candidate], free_from: dt.date) -> Planned:
    kind, before, after = span
    if found is None:
        return _gap(span, known)
    window = best_window(found.windows, free_from)
    reasons = (reason("lifts", before=before, after=after), *found.reasons)
    if found.windows and window.starts_on is None:
        reasons += (reason("no_room"),)
    return Planned(
        kind,
        before,
        after,
        listing=found.id,
        filled=True,
        reasons=reasons,
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        cost=window.cost,
    )


def _gap(span: Span, known: Sequence[Candidate]) -> Planned:
    """Nobody takes the span; what came closest is named with what it lacks: first by the text, then by the levels."""
    kind, before, after = span
    same = [each for each in known if each.kind == kind]
    fitting = [each for each in same if each.fits]
    if not same:
        return Planned(kind, before, after, reasons=(reason("nobody"),))
    nearest = min(fitting or same, key=lambda each: (_short(each, before, after), _order(each)))
    lacks = [] if nearest.fits else [reason("other_field", score=round(100 * nearest.score))]
    if nearest.low is not None and nearest.low > before:
        lacks.append(reason("starts_higher", low=nearest.low, before=before))
    if nearest.high is not None and nearest.high < after:
        lacks.append(reason("ends_lower", high=nearest.high, after=after))
    return Planned(kind, before, after, listing=nearest.id, reasons=tuple(lacks))


def _short(candidate: Candidate, before: int, after: int) -> int:
    """How many levels of the span it does not take."""
    below = max(0, (candidate.low or before) - before)
    above = max(0, after - (candidate.high or after))
    return below + above
