"""What a search leaves unread adds no more to a card than it reckons with, what it has read no more than its sum."""

from dataclasses import fields

import numpy as np
import pytest

from matchmaking.engine.index.bands import LEVELS
from matchmaking.engine.index.best import best_of
from matchmaking.engine.index.postings import Postings, postings_of
from matchmaking.engine.index.queries import Queries
from matchmaking.engine.index.segment import Segment, segment_of
from matchmaking.engine.ranker import FLOOR
from matchmaking.engine.stats import Stats
from matchmaking.engine.vectors import Row, joined, length, similarity
from tests.matchmaking.engine.kernels import compiled
from tests.matchmaking.engine.market_texts import many

CARDS = list(many(1_500))
NEEDS = list(many(12, seed=5))
STATS = Stats.fit(CARDS)
BLOCK = 400


def segment() -> Segment:
    return segment_of(STATS, "offered", ((card, 1) for card in CARDS))


@pytest.mark.parametrize("block", [BLOCK, 1 << 16])
def test_postings_are_the_same_compiled_and_plain(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    rows, made = STATS.offered_rows(CARDS), []
    for yes in (True, False):
        with compiled(monkeypatch, yes):
            made.append(postings_of(rows, block))
    for field in fields(Postings):
        left, right = (getattr(each, field.name) for each in made)
        assert (left.dtype, left.shape, left.tobytes()) == (right.dtype, right.shape, right.tobytes())
    assert made[0].tails.shape == (len(CARDS), 4)


def test_the_tails_of_a_card_are_at_least_its_lengths_by_band() -> None:
    held = segment()
    count = np.bincount(held.rows.terms)
    for doc in range(0, len(CARDS), 50):
        row, squares = held.rows[doc], np.zeros(4)
        band = np.searchsorted(held.postings.limits, count[row.terms], side="right")
        np.add.at(squares, band, row.weights.astype(np.float64) ** 2)
        tails = held.postings.tails[doc] / LEVELS
        assert (tails >= np.sqrt(squares) - 1e-12).all()
        assert (tails <= np.sqrt(squares) + 1 / LEVELS).all()
        assert (tails <= held.peaks[0]).all()


def test_neither_rest_nor_sum_is_below_the_truth() -> None:
    from matchmaking.engine.kernels import plan as plans
    from matchmaking.engine.kernels import search

    held = segment()
    cut = postings_of(held.rows, BLOCK)
    postings = (
        *(getattr(cut, field.name) for field in fields(Postings)),
        held.peaks,
        held.length_range[1] * 1.000001,
    )
    needs, rest_bites = STATS.wanted_rows(NEEDS), False
    for n in range(len(needs)):
        need = needs[n]
        plan = plans.planned(need.terms, need.weights, postings)
        places, _factors, rest, by_band, scale = plan
        for read in range(0, len(places) + 1, 5):
            sums = np.zeros(len(CARDS), np.uint16)
            taken = search._read((places[:read], *plan[1:]), postings, BLOCK, 0, -1.0, np.inf, sums)
            assert taken == read
            seen = set(held.postings.terms[places[:read]].tolist())
            for doc in range(0, len(CARDS), 37):
                row = held.rows[doc]
                weight = dict(zip(need.terms.tolist(), need.weights.astype(float).tolist(), strict=True))
                products = {
                    t: weight.get(t, 0.0) * w
                    for t, w in zip(row.terms.tolist(), row.weights.tolist(), strict=True)
                }
                unread = sum(value for term, value in products.items() if term not in seen)
                reckoned = float(by_band[read] @ held.postings.tails[doc] / LEVELS) * 1.000001
                assert unread <= min(rest[read], reckoned) + 1e-9
                rest_bites |= unread > rest[read] / 2
                assert sum(products.values()) - unread <= sums[doc] / scale + 1e-9
    assert rest_bites


def test_a_query_of_more_terms_than_are_read_is_answered_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    from matchmaking.engine.kernels.plan import MOST

    cards = list(many(6_000))
    stats = Stats.fit(cards)
    held = segment_of(stats, "offered", ((card, 1) for card in cards))
    terms = np.arange(len(stats.codes), dtype=np.int32)
    weights = (1.0 + terms % 7).astype(np.float32)
    weights /= np.float32(np.sqrt((weights.astype(np.float64) ** 2).sum()))
    asked = Row(terms, weights, np.ones(len(terms), np.bool_))
    assert len(terms) > MOST
    every = ((-similarity(asked, held.row(doc)), doc) for doc in range(len(cards)))
    scored = sorted(each for each in every if -each[0] >= FLOOR * length(asked))
    for yes in (True, False):
        with compiled(monkeypatch, yes):
            found = best_of(held, Queries(joined([asked]), [0], [()]), None, 30)[0]
        assert [(-c, d) for c, d in zip(found.cosines.tolist(), found.docs.tolist(), strict=True)] == scored[
            :30
        ]
