"""The spread of opinions: against the textbook, on random points."""

import random
from statistics import median

from projects.domain.spread import spreads
from projects.models import Opinion
from projects.models.evaluation import DIMENSIONS, HIGHEST


def test_lowest_middle_highest_and_every_count():
    chance = random.Random(11)
    for many in range(1, 16):
        points = {name: [chance.randint(0, HIGHEST) for _n in range(many)] for name in DIMENSIONS}
        rows = [Opinion(**{name: points[name][n] for name in DIMENSIONS}) for n in range(many)]
        for spread in spreads(rows):
            said = points[spread.dimension]
            assert (spread.lowest, spread.highest) == (min(said), max(said))
            assert spread.middle == median(said)
            assert spread.counts == [said.count(value) for value in range(HIGHEST + 1)]
            assert [each.points for each in spread.said] == sorted(said)


def test_the_order_of_what_is_said_does_not_follow_who_was_asked_first():
    rows = [
        Opinion(**dict.fromkeys(DIMENSIONS, 5), **{f"{name}_evidence": word for name in DIMENSIONS})
        for word in ("丙", "甲", "乙")
    ]
    forwards, backwards = spreads(rows), spreads(reversed(rows))
    assert forwards == backwards


def test_without_opinions_there_is_no_spread():
    assert spreads([]) == []
