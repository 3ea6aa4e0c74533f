"""What verdicts add."""

import math

from matchmaking.engine.evaluation.judged import Judged
from matchmaking.engine.evaluation.lift import lift_of_decisions, lift_of_twins
from tests.matchmaking.engine.evaluation.market import market


def test_graded_decisions_teach_a_taste_the_words_do_not_tell() -> None:
    lift = lift_of_decisions(market(needs=18, offers=60), 20)
    assert (lift.what, lift.needs) == ("20 decisions", 18)
    assert lift.gain.lower > 0


def test_too_few_decisions_change_nothing() -> None:
    lift = lift_of_decisions(market(), 5)
    assert lift.needs == 12
    assert (lift.gain.mean, lift.gain.lower, lift.gain.upper) == (0.0, 0.0, 0.0)


def test_needs_with_too_few_pairs_are_left_out() -> None:
    lift = lift_of_decisions(market(offers=12), 10)
    assert lift.needs == 0
    assert math.isnan(lift.gain.mean)


def test_offers_that_say_what_was_graded_are_not_ranked() -> None:
    judged = market(needs=6, offers=10)
    doubled = {
        id: levels | {f"{a}b": level for a, level in levels.items()} for id, levels in judged.levels.items()
    }
    cards = list(judged.achievements.values())
    copies = [type(card)(f"{card.id}b", card.title, card.text) for card in cards]
    both = Judged.of(list(judged.needs.values()), [*cards, *copies], doubled)
    assert lift_of_decisions(both, 18).needs == 0  # 18 of 20 leave at most two that say something else


def test_verdicts_on_a_copy_are_worth_much() -> None:
    experience, moving = lift_of_twins(market(copies=6))
    assert (experience.needs, moving.needs) == (12, 12)
    assert experience.gain.lower > 0.02
    assert moving.gain.lower > 0.02


def test_without_copies_there_is_nothing_to_share() -> None:
    assert [lift.needs for lift in lift_of_twins(market())] == [0, 0]
