"""A ranker learned from grades, as a trial: fitted, tried on needs it has not seen, in force only when it is better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaking.choices import Grader
from matchmaking.domain.model import current_model, load_stats
from matchmaking.domain.near_copies import cards_of
from matchmaking.domain.public_grades import public_grades
from matchmaking.domain.variants import vary
from matchmaking.engine.learning.crossval import Report, admitted, cross_validate
from matchmaking.engine.learning.learned import Example, Weights, learn
from matchmaking.engine.learning.twins import twin_groups
from matchmaking.engine.stats import Stats
from matchmaking.engine.vectors import similarity
from matchmaking.models import Grade, MatchModel
from projects.choices import Disclosure


@dataclass(frozen=True)
class Trial:
    """What came of it: the cross-validation, the weights learned from all pairs, the stored model; None: no pairs."""

    report: Report
    weights: Weights
    model: MatchModel

    @property
    def in_force(self) -> bool:
        return self.model.current


def train_ranker() -> Trial | None:
    """Learn weights from the standing grades of open pairs, try them on needs they have not seen, and store a model.

    It comes into force only when the interval of its gain excludes zero (and enough needs are graded). None when
    nothing can be learned: no graded pairs, or all of one kind.
    """
    model = current_model()
    stats = load_stats(model)
    examples = examples_of(open_levels(), stats)
    if len({example.level >= 3 for given in examples.values() for example in given}) < 2:
        return None
    rows = {need: stats.wanted_row(given[0].wanted) for need, given in examples.items()}
    report = cross_validate(examples, twin_groups(rows))
    weights = learn([example for need in sorted(examples) for example in examples[need]])
    stored = vary(model, calibration=model.calibration, ranker=weights.to_json(), force=admitted(report))
    return Trial(report, weights, stored) if stored else None


def open_levels() -> dict[str, dict[str, int]]:
    """Wanted id → offered id → the level that stands, an expert's before the wanted side's.

    Only pairs whose cards everybody may read: what a model has learned shows in every score.
    """
    levels: dict[str, dict[str, int]] = {}
    rows = (
        public_grades(Grade.objects.all())
        .filter(stands=True, wanted__disclosure=Disclosure.PUBLIC, offered__disclosure=Disclosure.PUBLIC)
        .order_by("id")
    )
    given = rows.values_list("wanted_id", "offered_id", "grader", "level")
    for wanted, offered, _grader, level in sorted(given, key=lambda row: row[2] == Grader.STAFF):
        levels.setdefault(str(wanted), {})[str(offered)] = level
    return levels


def examples_of(levels: Mapping[str, Mapping[str, int]], stats: Stats) -> dict[str, Sequence[Example]]:
    """The graded pairs as the engine learns from them: public cards, the likeness of their texts, the level."""
    wanted = {card.id: card for card in cards_of(levels.keys())}
    offered = {card.id: card for card in cards_of({id for given in levels.values() for id in given})}
    left = {id: stats.wanted_row(card) for id, card in wanted.items()}
    right = {id: stats.offered_row(card) for id, card in offered.items()}
    return {
        need: [
            Example(wanted[need], offered[id], max(0.0, similarity(left[need], right[id])), level)
            for id, level in sorted(given.items())
        ]
        for need, given in sorted(levels.items())
    }
