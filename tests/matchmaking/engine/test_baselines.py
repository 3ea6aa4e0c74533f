"""The rankings ours is compared with."""

import pytest

from matchmaking.engine.baselines import BASELINES, similarities
from matchmaking.engine.types import Card
from tests.matchmaking.engine.texts import offered, wanted


@pytest.mark.parametrize("name", BASELINES)
def test_each_finds_what_says_the_same(name: str) -> None:
    table = similarities(name, [Card("n", card.title, card.text) for card in offered()], offered())
    assert table.shape == (9, 9)
    assert table.argmax(axis=1).tolist() == list(range(9))


@pytest.mark.parametrize("name", BASELINES)
def test_keywords_are_text_too(name: str) -> None:
    plain, more = similarities(name, [wanted()[3], Card("n", "x", keywords=("石墨电极",))], offered())
    assert plain[3] == plain.max() > 0
    assert more[3] == more.max() > 0


def test_an_unknown_one_is_refused_with_the_choices() -> None:
    with pytest.raises(ValueError, match="choose from tfidf-words, tfidf-chars, bm25-words"):
        similarities("bert", [], [])
