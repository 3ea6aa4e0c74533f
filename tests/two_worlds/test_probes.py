"""A hundred probing achievements recover nothing of a hidden need; the same attack recovers a published one."""

import pytest

from tests.two_worlds.attack.__main__ import attacks, is_an_attack, told
from tests.two_worlds.stage import Stage


@pytest.fixture(scope="module")
def found(stage: Stage):
    return attacks(stage, probes=100, words=150, seed=1)


def test_no_word_of_the_hidden_need_comes_out(found):
    hidden, _published = found
    print(told(hidden))
    assert (hidden["probes"], hidden["recovered"], hidden["scans"], hidden["errors"]) == (100, [], 0, [])


def test_the_attack_is_one(found):
    """Where the secret stands in the public card, the same probes find more than four fifths of it."""
    _hidden, published = found
    print(told(published))
    assert is_an_attack(published), published
