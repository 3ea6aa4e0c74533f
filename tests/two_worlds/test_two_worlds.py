"""Two worlds, one script: not a byte that comes out depends on a secret text, on there being one, or on a draft."""

import pytest

from tests.two_worlds.__main__ import faults_of, told
from tests.two_worlds.lives import lives
from tests.two_worlds.stage import Stage
from tests.two_worlds.variants import VARIANTS

# What CI can wait for; `./run two-worlds` does ten times as much, with every variant.
PLAN = {"requests": 500, "probes": 25, "days": 2, "seed": 7}
CHOSEN = [each for each in VARIANTS if each.name in {"need: another secret text", "achievement: no draft"}]


@pytest.fixture(scope="module")
def outcomes(stage: Stage):
    """The first world and two others."""
    return list(lives(stage, CHOSEN, PLAN))


def test_nothing_that_comes_out_depends_on_a_secret(outcomes):
    print("\n".join(map(told, outcomes)))
    assert [each.difference.bytes for each in outcomes] == [0, 0, 0], "\n".join(map(told, outcomes))
    assert [faults_of(each) for each in outcomes] == [[], [], []]


def test_the_worlds_were_lived_in(outcomes):
    """Equal because nothing happened would prove nothing."""
    for each in outcomes:
        assert each.difference.requests >= 400
        assert (each.counted["probes"], len(each.counted["reached"]) > 60) == (PLAN["probes"], True)
        assert len(each.counted["rows"]["matchmaking.MatchModel"]) > 1
        assert each.counted["own_scans"] > 0  # the owners' runs did look at what is theirs
