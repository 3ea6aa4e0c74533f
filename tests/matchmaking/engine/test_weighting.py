"""Weights against scikit-learn's on the same texts."""

from collections import Counter

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from matchmaking.engine import generic, weighting
from matchmaking.engine.codes import code_of, codes_of
from matchmaking.engine.passages import offered_text
from matchmaking.engine.stats import Stats
from matchmaking.engine.tokenise import is_pair, tokenise
from matchmaking.engine.types import Card
from tests.matchmaking.engine.texts import offered

NOUNS = [
    "铝电解",
    "光伏",
    "石墨电极",
    "苹果",
    "牧草",
    "镍钴",
    "膜分离",
    "轴承",
    "叶片",
    "疫苗",
    "煤层气",
    "catalyst",
]
ACTS = ["预报", "清扫", "涂层", "分级", "回收", "检测", "诊断", "干燥", "提纯", "封装"]


def large_market() -> list[Card]:
    """1,200 distinct titles, enough for the limits of a large market to apply."""
    return [
        Card(
            str(n),
            f"{NOUNS[n % 12]}{ACTS[n // 12 % 10]}装置第{n}型",
            f"{NOUNS[n // 7 % 12]}与{chr(0x4E00 + n)}料",
        )
        for n in range(1200)
    ]


def scikit_rows(cards: list[Card], stats: Stats) -> np.ndarray:
    """The same weighting said in scikit-learn's terms."""
    texts = [offered_text(card) for card in cards]
    counted = Counter(term for text in texts for term in set(tokenise(text)))
    terms = sorted(counted, key=code_of)
    vectorizer = TfidfVectorizer(analyzer=tokenise, vocabulary=terms, sublinear_tf=True)
    vectorizer.fit(texts)
    count = np.array([counted[term] for term in terms])
    factor = generic.factors(codes_of(terms))
    assert (stats.codes.tolist(), stats.df.tolist()) == ([code_of(term) for term in terms], count.tolist())
    if len(cards) >= weighting.SMALL_MARKET:
        once = np.array([is_pair(term) for term in terms]) & (count == 1)
        factor[once] *= weighting.SINGLE_PAIR
        factor[count > weighting.most_df(len(cards)) * len(cards)] = 0.0
    vectorizer.idf_ = vectorizer.idf_**1.5 * factor
    return vectorizer.transform(texts).toarray()


def our_rows(cards: list[Card], stats: Stats) -> np.ndarray:
    table = np.zeros((len(cards), len(stats.codes)))
    for n, card in enumerate(cards):
        row = stats.offered_row(card)
        table[n, row.terms] = row.weights
    return table


@pytest.mark.parametrize("cards", [offered(), large_market()], ids=["small", "large"])
def test_rows_equal_scikit_learn(cards: list[Card]) -> None:
    stats = Stats.fit(cards)
    np.testing.assert_allclose(our_rows(cards, stats), scikit_rows(cards, stats), atol=1e-6)


def test_plain_weights_equal_scikit_learn_without_any_list_of_ours() -> None:
    """Texts that hold no generic term: nothing but tf, idf and length is left."""
    cards = [
        Card("1", "铝槽阳极"),
        Card("2", "铝槽铝槽"),
        Card("3", "石墨阳极 graphite"),
        Card("4", "鼠疫苗"),
    ]
    terms = sorted({term for card in cards for term in tokenise(card.title)}, key=code_of)
    vectorizer = TfidfVectorizer(analyzer=tokenise, vocabulary=terms, sublinear_tf=True)
    vectorizer.fit([card.title for card in cards])
    vectorizer.idf_ = vectorizer.idf_**1.5
    stats = Stats.fit(cards)
    expected = vectorizer.transform([card.title for card in cards]).toarray()
    np.testing.assert_allclose(our_rows(cards, stats), expected, atol=1e-6)


def test_formulas_by_hand() -> None:
    assert weighting.term_frequency_weight([1, 2]).tolist() == [1.0, 1.0 + np.log(2.0)]
    assert weighting.smooth_idf([0, 3], 3).tolist() == [np.log(4.0) + 1.0, 1.0]
    assert weighting.sharpened(np.array([4.0])).tolist() == [8.0]
    assert weighting.length(np.array([3.0, 4.0])) == 5.0


def test_limits_by_market_size() -> None:
    sizes = (999, 1_000, 99_999, 100_000)
    assert [weighting.most_df(n) for n in sizes] == [1.0, 0.2, 0.2, 0.1]
    assert [weighting.least_df(n) for n in sizes] == [1, 1, 1, 2]
    assert [weighting.pair_factor([0, 1, 2], n).tolist() for n in sizes] == [
        [1.0, 1.0, 1.0],
        *[[0.6, 0.6, 1.0]] * 3,
    ]


def test_generic_terms_count_less() -> None:
    terms = ["的", "目的", "the", "技术", "system", "syste*", "2024", "kwh", "铝", "电解", "nickel"]
    assert generic.factors(codes_of(terms)).tolist() == [0, 0, 0, 0.3, 0.3, 0.3, 0.3, 0.3, 1, 1, 1]


def test_passing_words_add_at_most_four_times_what_the_core_gives() -> None:
    assert weighting.capped(np.array([0.5, 0.5, 0.5]), np.array([0.5, 0.05, 0.0])).tolist() == [
        0.5,
        0.25,
        0.0,
    ]
