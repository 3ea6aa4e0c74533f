"""Fitting the curve behind the shown probabilities to the grades given here, and putting it in force with the model."""

from matchmaking.domain.cases import graded_pairs
from matchmaking.domain.figures import Judged
from matchmaking.domain.variants import vary
from matchmaking.domain.withholding import LEAST_OWNERS
from matchmaking.engine.learning.calibration import Calibration, fit
from matchmaking.models import MatchModel

LEAST_NEEDS = 25  # distinct graded needs from which an own curve is better than the delivered one (ADR 0015)


def recalibrate() -> MatchModel | None:
    """Fit the curve to all standing grades and put a model with it in force; None when it stays as it is.

    It stays while fewer than LEAST_NEEDS distinct needs (near-copies count once) of LEAST_OWNERS organizations are
    graded, when all grades agree, and under a model that somebody has put back and holds.
    """
    pairs = [each.case for each in graded_pairs() if isinstance(each.case, Judged)]
    curve = _fitted(pairs)
    model = MatchModel.objects.filter(current=True).first()
    if curve is None or model is None or model.held or curve.to_json() == model.calibration:
        return None
    return vary(model, calibration=curve.to_json(), ranker=model.ranker)


def _fitted(pairs: list[Judged]) -> Calibration | None:
    needs = {pair.group for pair in pairs}
    both = {pair.related for pair in pairs} == {True, False}
    if len(needs) < LEAST_NEEDS or len({pair.owner for pair in pairs}) < LEAST_OWNERS or not both:
        return None
    return fit([pair.similarity for pair in pairs], [pair.related for pair in pairs], len(needs))
