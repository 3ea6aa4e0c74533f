"""Probing achievements recover nothing of a hidden need; the same attack on a service that leaks recovers it."""

from typing import Any

import pytest

from tests.two_worlds.attack.__main__ import attacks, is_an_attack, is_kept, told
from tests.two_worlds.stage import Stage

# What CI can wait for; `./run probes` posts twenty times as many, and looks for all terms among four thousand words.
PROBES, TERMS, WORDS = 56, 8, 24


@pytest.fixture(scope="module")
def found(stage: Stage) -> tuple[dict[str, Any], dict[str, Any]]:
    """What comes out of the hidden need, and of the one in a service that leaks."""
    return attacks(stage, PROBES, WORDS, seed=1, terms=TERMS)


def test_no_word_of_the_hidden_need_comes_out(found):
    hidden, _leaking = found
    assert is_kept(hidden), told(hidden)
    assert (hidden["probes"], len(hidden["terms"])) == (PROBES, TERMS)


def test_the_attack_is_one(found):
    """Where scores and explanations are computed on the secret too, the same probes find four fifths of it."""
    _hidden, leaking = found
    assert is_an_attack(leaking), told(leaking)
