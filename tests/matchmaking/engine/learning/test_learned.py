"""Weights learned from verdicts."""

import json
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.engine.learning.learned import FIXED, LEAST_TEXT, Example, Weights, learn
from matchmaking.engine.parts import WEIGHTS
from matchmaking.engine.ranker import score_cards
from matchmaking.engine.types import Card
from tests.matchmaking.engine.learning.judged import examples


def flat(**how: float) -> list[Example]:
    return list(chain.from_iterable(examples(60, **how).values()))


def test_what_people_look_at_gains_weight_and_what_they_do_not_loses_it() -> None:
    found = learn(flat(trl=1.0))
    assert found.trl > 2 * FIXED.trl
    assert found.industry < FIXED.industry / 2
    assert sum(found.of.values()) == pytest.approx(1)


def test_what_people_ignore_loses_its_weight() -> None:
    found = learn(flat(trl=0.0))
    assert found.trl < FIXED.trl / 2
    assert found.text > FIXED.text


def test_verdicts_on_texts_alone_leave_the_fixed_weights() -> None:
    pairs = [Example(Card("n", "需求"), Card("a", "成果"), s / 100, 4 if s > 20 else 1) for s in range(60)]
    assert learn(pairs).of == pytest.approx(FIXED.of, abs=0.002)


def test_verdicts_that_all_agree_or_none_teach_nothing() -> None:
    assert learn([]) == FIXED
    assert learn([Example(Card("n", "需求"), Card("a", "成果"), 0.3, 4)] * 5) == FIXED


def test_few_verdicts_move_the_weights_little() -> None:
    few = learn(flat(trl=1.0)[:15])
    many = learn(flat(trl=1.0))
    assert abs(few.trl - FIXED.trl) < abs(many.trl - FIXED.trl)


def test_the_text_keeps_its_least_share() -> None:
    assert learn(flat(trl=8.0)).text >= LEAST_TEXT


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(1, 4), st.none() | st.integers(1, 9), st.none() | st.integers(1, 9)
        ),
        max_size=12,
    )
)
def test_any_verdicts_give_weights_a_score_can_use(
    pairs: list[tuple[float, int, int | None, int | None]],
) -> None:
    given = [
        Example(Card("n", "需求", trl=want), Card("a", "成果", trl=have), cosine, level)
        for cosine, level, want, have in pairs
    ]
    found = learn(given)
    assert learn(given) == found
    assert found.text >= LEAST_TEXT
    assert min(found.of.values()) >= 0
    assert sum(found.of.values()) == pytest.approx(1)
    scored = score_cards(Card("n", "需求", trl=6), Card("a", "成果", trl=3), 0.3, id="a", weights=found.of)
    assert sum(part.weight for part in scored.parts) == pytest.approx(1)


def test_json_and_back_and_a_version_of_its_own() -> None:
    found = learn(flat(trl=1.0))
    assert Weights.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert found.version != FIXED.version
    assert (len(found.version), FIXED.version) == (8, Weights(**WEIGHTS).version)


def test_what_are_no_weights_is_refused() -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        Weights(0.5, 0.1, 0.1, 0.1, 0.1, 0.2)
    with pytest.raises(ValueError, match="0 to 1"):
        Weights(1.1, -0.1, 0, 0, 0, 0)
    with pytest.raises(ValueError, match=r"give the text 0\.4 or more"):
        Weights(0.3, 0.7, 0, 0, 0, 0)
    with pytest.raises(ValueError, match="not of text"):
        Weights.from_json({"text": 1.0})
