"""The part of a score that near-copies of a need give."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.engine.learning.experience import NOISE, experience_weight, with_experience
from matchmaking.engine.learning.shared import Shared
from matchmaking.engine.reasons import sentence
from matchmaking.engine.types import Part, Scored, SharedTerm

SCORED = Scored(
    "a",
    0.55,
    (
        Part("text", 0.7, 0.75, "text_strong", {"cosine": 0.4}),
        Part("trl", 0.1, 0.25, "trl_short", {"gap": 4}),
    ),
    (SharedTerm("石墨", 0.5),),
    ("b",),
)


def test_by_hand() -> None:
    found = with_experience(SCORED, Shared(4.0, 1))
    weight = 1 / (1 + NOISE)
    assert found.score == pytest.approx(0.55 * (1 - weight) + weight, abs=1e-6)
    assert [part.code for part in found.parts] == ["text", "trl", "experience"]
    assert [part.weight for part in found.parts] == pytest.approx(
        [0.75 * (1 - weight), 0.25 * (1 - weight), weight]
    )
    assert (found.terms, found.copies, found.id) == (SCORED.terms, SCORED.copies, "a")
    assert found.parts[-1] == Part(
        "experience", 1.0, weight, "experience_related", {"level": 4.0, "needs": 1}
    )


def test_nothing_known_nothing_changed() -> None:
    assert with_experience(SCORED, None) is SCORED


def test_the_more_verdicts_the_more_they_count() -> None:
    assert [round(experience_weight(n), 2) for n in (1, 2, 5, 50)] == [0.64, 0.78, 0.9, 0.99]
    with pytest.raises(ValueError, match="at least one need"):
        experience_weight(0)


@pytest.mark.parametrize(("level", "said"), [(1.0, "不相关"), (2.4, "不相关"), (2.5, "相关"), (4.0, "相关")])
def test_the_reason_says_what_was_decided(level: float, said: str) -> None:
    part = with_experience(SCORED, Shared(level, 3)).parts[-1]
    assert sentence(part) == f"3 个几乎相同的需求曾被评为与它{said}（平均 {level}，满分 4）"


@settings(deadline=None)
@given(st.floats(1, 4), st.floats(1, 4), st.integers(1, 100))
def test_a_better_verdict_is_never_worse_and_weights_sum_to_one(a: float, b: float, needs: int) -> None:
    low, high = (with_experience(SCORED, Shared(level, needs)) for level in sorted((a, b)))
    assert 0 <= low.score <= high.score <= 1
    for scored in (low, high):
        assert sum(part.weight for part in scored.parts) == pytest.approx(1)
        assert scored.score == pytest.approx(sum(p.weight * p.value for p in scored.parts), abs=1e-6)
