"""The score of a pair."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.engine.learning.experience import with_experience
from matchmaking.engine.learning.shared import Shared
from matchmaking.engine.parts import WEIGHTS
from matchmaking.engine.ranker import FULL, RAMP, model_version, ramp, score_cards, score_pair, text_score
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card, Part
from tests.matchmaking.engine.texts import offered, wanted

NEED = Card("n", "需求", industries=("3216",), trl=6, region="620100", modes=("M2",), budget=100)
FITTING = Card("a", "成果", industries=("3216",), trl=6, region="620100", modes=("M2",), budget=100)
UNFITTING = Card("a", "成果", industries=("0111",), trl=1, region="110000", modes=("M8",), budget=900)
shares = st.floats(0, 1)


def test_text_alone_is_the_text_score() -> None:
    scored = score_cards(Card("n", "需求"), Card("a", "成果"), 0.6, id="a")
    assert (scored.id, scored.score) == ("a", 0.84)
    assert [(part.code, part.weight) for part in scored.parts] == [("text", 1.0)]


def test_the_text_curve_by_hand() -> None:
    assert [round(text_score(x), 4) for x in (-1.0, 0.0, 0.1, 0.4, 1.0, 1.1)] == [0, 0, 0.28, 0.7, 1, 1]


@given(shares, shares)
def test_the_curve_keeps_the_order(a: float, b: float) -> None:
    assert (text_score(a) < text_score(b)) <= (a < b)


@given(shares, st.sampled_from([FITTING, UNFITTING, Card("a", "成果", trl=7), Card("a", "成果")]))
def test_the_score_is_the_weighted_sum_of_its_parts(cosine: float, card: Card) -> None:
    scored = score_cards(NEED, card, cosine, id="a")
    assert sum(part.weight for part in scored.parts) == pytest.approx(1.0)
    assert scored.score == pytest.approx(sum(part.weight * part.value for part in scored.parts), abs=1e-6)
    assert 0 <= scored.score <= 1


@given(shares, shares, st.sampled_from([FITTING, UNFITTING]))
def test_more_alike_is_never_worse(a: float, b: float, card: Card) -> None:
    low, high = sorted((a, b))
    assert score_cards(NEED, card, low, id="a").score <= score_cards(NEED, card, high, id="a").score


def test_full_weights_from_a_full_text_score_on() -> None:
    parts = {part.code: part for part in score_cards(NEED, FITTING, 0.9, id="a").parts}
    assert {code: round(part.weight, 6) for code, part in parts.items()} == WEIGHTS


def test_parts_without_both_values_give_their_share_back() -> None:
    scored = score_cards(NEED, Card("a", "成果", trl=6), 0.9, id="a")
    assert [(part.code, round(part.weight, 4)) for part in scored.parts] == [
        ("text", round(0.64 / 0.74, 4)),
        ("trl", round(0.1 / 0.74, 4)),
    ]


def test_texts_with_nothing_in_common_are_not_lifted_by_the_rest() -> None:
    assert (ramp(text_score(RAMP)), ramp(FULL)) == (0, 1)
    assert score_cards(NEED, FITTING, RAMP, id="a").score == round(text_score(RAMP), 6)
    assert score_cards(NEED, FITTING, 0.0, id="a").score == 0


@pytest.mark.parametrize(("cosine", "reason"), [(0.1, "text_weak"), (0.2, "text_fair"), (0.4, "text_strong")])
def test_the_text_reason(cosine: float, reason: str) -> None:
    assert score_cards(NEED, FITTING, cosine, id="a").parts[0].reason == reason


def test_the_right_offer_has_the_best_score() -> None:
    stats = Stats.fit(offered())
    right = {"n1": "a1", "n2": "a3", "n3": "a6", "n4": "a4", "n5": "a7", "n6": "a8"}
    best = {}
    for need in wanted():
        scored = [score_pair(stats, need, card) for card in offered()]
        best[need.id] = max(scored, key=lambda found: found.score).id
    assert best == right


def test_passing_words_alone_are_a_poor_match() -> None:
    stats = Stats.fit(offered())
    need = Card("n", "草原退化监测技术研究与应用", "希望开展技术研究，形成应用系统，推广服务。")
    assert score_pair(stats, need, offered()[-1]).score < 0.2


def test_a_score_does_not_depend_on_ids() -> None:
    stats = Stats.fit(offered())
    a = score_pair(stats, wanted()[0], offered()[0])
    b = score_pair(stats, replace(wanted()[0], id="other"), offered()[0])
    assert a == b


def test_other_weights_take_the_place_of_the_fixed_ones() -> None:
    weights = dict.fromkeys(WEIGHTS, 0.1) | {"text": 0.5}
    scored = score_cards(NEED, UNFITTING, 0.9, id="a", weights=weights)
    assert {part.code: round(part.weight, 6) for part in scored.parts} == weights
    assert score_cards(NEED, UNFITTING, 0.2, id="a", weights=WEIGHTS) == score_cards(
        NEED, UNFITTING, 0.2, id="a"
    )


def test_what_near_copies_were_graded_is_a_part_of_the_score() -> None:
    known = Shared(4.0, 2)
    plain = score_cards(NEED, FITTING, 0.2, id="a")
    assert score_cards(NEED, FITTING, 0.2, id="a", experience=known) == with_experience(plain, known)
    assert score_cards(NEED, FITTING, 0.2, id="a", experience=None) == plain


def test_meaning_and_words_weigh_the_same_and_together_lift_the_rest() -> None:
    said = Part("semantic", 0.8, WEIGHTS["text"], "semantic_near", {"cosine": 0.8})
    scored = score_cards(Card("n", "需求"), Card("a", "成果"), 0.1, id="a", semantic=said)
    assert [(part.code, part.value, part.weight) for part in scored.parts] == [
        ("text", text_score(0.1), 0.5),
        ("semantic", 0.8, 0.5),
    ]
    assert scored.score == round((text_score(0.1) + 0.8) / 2, 6)
    parts = {part.code: part for part in score_cards(NEED, FITTING, 0.1, id="a", semantic=said).parts}
    total = 1 + WEIGHTS["text"]  # the texts agree by .54 together, by .28 in words alone
    assert {code: round(part.weight * total, 6) for code, part in parts.items()} == {
        **WEIGHTS,
        "semantic": WEIGHTS["text"],
    }


@given(shares, shares)
def test_a_score_with_meaning_is_the_weighted_sum_of_its_parts(cosine: float, value: float) -> None:
    said = Part("semantic", value, WEIGHTS["text"], "semantic_near", {"cosine": value})
    scored = score_cards(NEED, UNFITTING, cosine, id="a", semantic=said)
    assert sum(part.weight for part in scored.parts) == pytest.approx(1.0)
    assert scored.score == pytest.approx(sum(part.weight * part.value for part in scored.parts), abs=1e-6)


def test_the_model_version_names_ranker_statistics_and_learned_weights() -> None:
    stats = Stats.fit(offered())
    assert model_version(stats) == f"0.1+{stats.version}"
    assert model_version(stats, "5ca1ab1e") == f"{model_version(stats)}+5ca1ab1e"
