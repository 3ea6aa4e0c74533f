"""Two worlds, one script: not a byte that comes out depends on a secret text; and where one leaks, it is seen.

The probes stand here too: test processes side by side are given whole files, and worlds take Redis databases that only
one of the processes may use.
"""

from typing import Any

import pytest

from tests.two_worlds.__main__ import faults_of, told
from tests.two_worlds.attack import __main__ as siege
from tests.two_worlds.lives import Outcome, lives
from tests.two_worlds.stage import Stage
from tests.two_worlds.variants import PLANTED, VARIANTS

# What CI can wait for; `./run two-worlds` asks fifty times as much, of every variant.
PLAN = {"requests": 200, "probes": 10, "days": 2, "seed": 7}
ANOTHER_TEXT = VARIANTS[0]
# `./run probes` posts thirty times as many, and looks for all terms among four thousand words.
PROBES, TERMS, WORDS = 32, 5, 15

pytestmark = pytest.mark.xdist_group("worlds")


@pytest.fixture(scope="module")
def outcomes(stage: Stage) -> list[Outcome]:
    """The first world, another, and one that leaks."""
    return list(lives(stage, [ANOTHER_TEXT, PLANTED], PLAN))


def test_nothing_that_comes_out_depends_on_a_secret(outcomes):
    said = "\n".join(map(told, outcomes[:2]))
    assert [each.difference.bytes for each in outcomes[:2]] == [0, 0], said
    assert [faults_of(each) for each in outcomes[:2]] == [[], []], said


def test_the_worlds_were_lived_in(outcomes):
    """Equal because nothing happened would prove nothing."""
    for each in outcomes[:2]:
        assert each.difference.requests >= 150
        assert (each.counted["probes"], len(each.counted["reached"]) > 50) == (PLAN["probes"], True)
        assert len(each.counted["rows"]["matchmaking.MatchModel"]) > 1
        assert each.counted["own_scans"] > 0  # the owners' runs did look at what is theirs


def test_a_planted_leak_is_seen(outcomes):
    """Secret texts counted among the public words: no page shows them, they only weigh in scores."""
    leaking = outcomes[2]
    assert leaking.difference.bytes > 0
    assert any("/api/v1/matches/" in where for where in leaking.difference.told), leaking.difference.told
    assert leaking.counted["scans"] > 0 or leaking.counted["faults"], "it read the secret tables"


@pytest.fixture(scope="module")
def found(stage: Stage) -> tuple[dict[str, Any], dict[str, Any]]:
    """What comes out of a hidden need under attack, and of the same need in a service that leaks."""
    return siege.attacks(stage, PROBES, WORDS, seed=1, terms=TERMS)


def test_no_word_of_a_hidden_need_comes_out(found):
    hidden, _leaking = found
    assert siege.is_kept(hidden), siege.told(hidden)
    assert (hidden["probes"], len(hidden["terms"])) == (PROBES, TERMS)


def test_the_attack_is_one(found):
    """Where scores and explanations are computed on the secret too, the same probes find four fifths of it."""
    _hidden, leaking = found
    assert siege.is_an_attack(leaking), siege.told(leaking)
