"""The search leaves out only what cannot be among the best; here it is held against the plainest way."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from matchmaking.engine.index import folder
from matchmaking.engine.index.best import best_of
from matchmaking.engine.index.found import found_in
from matchmaking.engine.index.market import Market
from matchmaking.engine.index.postings import postings_of
from matchmaking.engine.index.queries import Queries
from matchmaking.engine.index.segment import segment_of
from matchmaking.engine.ranker import FLOOR
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card, Where
from matchmaking.engine.vectors import Row, joined, length, similarity
from tests.matchmaking.engine.kernels import compiled
from tests.matchmaking.engine.market_texts import many

CARDS = list(many(6_000))
NEEDS = [replace(card, id=f"n{card.id}") for card in many(25, seed=11)]
STATS = Stats.fit(CARDS)


def offered(cards: Iterable[Card] = CARDS) -> Market:
    market = Market(STATS, "offered")
    market.upsert_many((card, 1) for card in cards)
    return market


def best_by_hand(need: Row, rows: Sequence[Row], many: int) -> list[tuple[int, float]]:
    """Every card compared, those below the floor left out, the best `many` and all that tie with the last."""
    scored = [(doc, similarity(need, row)) for doc, row in enumerate(rows)]
    reached = [
        (doc, cosine)
        for doc, cosine in scored
        if cosine > 0 and cosine >= FLOOR * length(need) * length(rows[doc])
    ]
    reached.sort(key=lambda each: (-each[1], each[0]))
    least = reached[many - 1][1] if len(reached) >= many else 0.0
    return [(doc, cosine) for doc, cosine in reached if cosine >= least]


@pytest.mark.parametrize("many", [1, 20, 200, 5_000])
@pytest.mark.parametrize("yes", [True, False], ids=["compiled", "plain"])
def test_the_best_are_those_of_comparing_every_card(
    monkeypatch: pytest.MonkeyPatch, yes: bool, many: int
) -> None:
    rows = [STATS.offered_row(card) for card in CARDS[:1_500]]
    with compiled(monkeypatch, yes):
        segment = segment_of(STATS, "offered", ((card, 1) for card in CARDS[:1_500]))
        queries = Queries(STATS.wanted_rows(NEEDS), [0] * len(NEEDS), [()] * len(NEEDS))
        for need, found in enumerate(best_of(segment, queries, None, many)):
            pairs = list(zip(found.docs.tolist(), found.cosines.tolist(), strict=True))
            assert pairs == best_by_hand(queries.rows[need], rows, many)


@pytest.mark.parametrize("yes", [True, False], ids=["compiled", "plain"])
def test_what_others_reach_already_is_the_bar_and_ties_with_it_stay(
    monkeypatch: pytest.MonkeyPatch, yes: bool
) -> None:
    queries = Queries(STATS.wanted_rows(NEEDS), [0] * len(NEEDS), [()] * len(NEEDS))
    with compiled(monkeypatch, yes):
        segment = segment_of(STATS, "offered", ((card, 1) for card in CARDS[:1_500]))
        whole = best_of(segment, queries, None, 20)
        bars = np.array([found.cosines[7] if len(found.docs) > 7 else 0.0 for found in whole])
        for found, above, bar in zip(whole, best_of(segment, queries, None, 20, bars), bars, strict=True):
            kept = found.cosines >= bar
            assert above.docs.tolist() == found.docs[kept].tolist()
            assert above.cosines.tolist() == found.cosines[kept].tolist()
    assert np.count_nonzero(bars) > 10


@pytest.mark.parametrize("block", [300, 1_024])
def test_blocks_one_after_the_other_give_what_one_block_gives(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    queries = Queries(STATS.wanted_rows(NEEDS), [0] * len(NEEDS), [()] * len(NEEDS))
    answers = []
    for size in (1 << 16, block):
        monkeypatch.setattr("matchmaking.engine.index.best.BLOCK", size)
        monkeypatch.setattr("matchmaking.engine.index.segment.postings_of", partial(postings_of, block=size))
        with compiled(monkeypatch, True):
            answers.append(found_in(segment_of(STATS, "offered", ((c, 1) for c in CARDS)), queries, None, 20))
    assert answers[0] == answers[1]
    assert sum(map(len, answers[0])) > 400


def test_compiled_and_plain_give_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = []
    for yes in (True, False):
        with compiled(monkeypatch, yes):
            assert Stats.fit(CARDS).version == STATS.version
            answers.append(offered().search_many(NEEDS, 20))
    assert answers[0] == answers[1]
    assert sum(map(len, answers[0])) > 400


def test_a_first_pass_full_of_copies_is_widened(monkeypatch: pytest.MonkeyPatch) -> None:
    copies = [Card(f"c{n:04}", "石墨电极抗氧化涂层装置", owner="甲") for n in range(1_500)]
    widths: list[int] = []

    def noted(*args: object, **named: object) -> object:
        widths.append(args[3])  # type: ignore[arg-type]
        return best_of(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("matchmaking.engine.index.found.best_of", noted)
    first, *others = offered([*CARDS[:2_000], *copies]).search(Card("n", "石墨电极抗氧化涂层"), 20)
    assert (first.id, len(first.copies), len(others)) == ("c0000", 1_499, 19)
    assert others == offered(CARDS[:2_000]).search(Card("n", "石墨电极抗氧化涂层"), 19)
    assert widths[:3] == [100, 400, 1_600]


@pytest.mark.parametrize("size", [700, 2_500, 6_000])
def test_the_cut_into_segments_does_not_matter(tmp_path: Path, size: int) -> None:
    folder.build(tmp_path, STATS, "offered", ((card, 1) for card in CARDS), size)
    market = Market.open(tmp_path)
    assert market.mapped == -(-len(CARDS) // size)
    whole = offered()
    assert market.search_many(NEEDS, 20) == whole.search_many(NEEDS, 20)
    parts = [market.found_in(n, NEEDS) for n in range(market.mapped)]
    for n, need in enumerate(NEEDS):
        assert market.merge(need, [each for part in parts for each in part[n]], 20) == whole.search(need, 20)
    assert market.fingerprint == whole.fingerprint


def test_parts_found_before_a_change_are_merged_right(tmp_path: Path) -> None:
    folder.build(tmp_path, STATS, "offered", ((card, 1) for card in CARDS), 2_500)
    market, need = Market.open(tmp_path), NEEDS[3]
    parts = [each for n in range(market.mapped) for each in market.found_in(n, [need])[0]]
    best = market.search(need, 3)
    market.delete(best[0].id)
    market.upsert(replace(CARDS[int(best[1].id)], title="全新的题目"), 2)
    market.upsert(Card("zz", need.title, need.text), 1)
    assert market.merge(need, parts, 20) == market.search(need, 20)
    assert "zz" in {scored.id for scored in market.search(need, 20)}


def test_fitting_and_building_at_once_is_the_same(tmp_path: Path) -> None:
    stats = folder.fit_and_build(tmp_path / "a", ((card, 1) for card in CARDS), 2_500)
    assert stats.version == STATS.version
    folder.build(tmp_path / "b", STATS, "offered", ((card, 1) for card in CARDS), 2_500)
    found = [
        {str(p.relative_to(tmp_path / name)): p.read_bytes() for p in (tmp_path / name).rglob("*.*")}
        for name in "ab"
    ]
    assert found[0] == found[1]


FILTERS = [
    (Where(kinds=("pilot_base",)), lambda card: card.kind == "pilot_base"),
    (Where(disclosures=("public",)), lambda card: card.disclosure == "public"),
    (Where(disclosures=("nobody",)), lambda _card: False),
    (Where(regions=("62",)), lambda card: card.region.startswith("62")),
    (Where(regions=("6202", "11")), lambda card: card.region[:4] == "6202" or card.region[:2] == "11"),
    (Where(trl_from=6), lambda card: card.trl is not None and card.trl >= 6),
    (Where(trl_from=2, trl_to=4), lambda card: card.trl is not None and 2 <= card.trl <= 4),
    (Where(alive_on=150), lambda card: card.expires in (0, 200)),
    (
        Where(kinds=("achievement",), regions=("62",), trl_to=5),
        lambda card: card.kind == "achievement" and card.region[:2] == "62" and (card.trl or 9) <= 5,
    ),
]


@pytest.mark.parametrize(("where", "holds"), FILTERS)
def test_filters_are_exact(where: Where, holds: Callable[[Card], bool]) -> None:
    market, alone = offered(), offered([card for card in CARDS if holds(card)])
    assert market.search_many(NEEDS[:8], 20, where) == alone.search_many(NEEDS[:8], 20)


def test_the_answer_is_the_same_on_any_number_of_threads() -> None:
    market = offered()
    expected = market.search_many(NEEDS, 20)
    for threads in (2, 5):
        with ThreadPoolExecutor(threads) as pool:
            assert list(pool.map(lambda need: market.search(need, 20), NEEDS)) == expected


def test_a_moved_vector_with_negative_weights_is_searched_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = CARDS[:1_500]
    segment = segment_of(STATS, "offered", ((card, 1) for card in cards))
    rows = [STATS.offered_row(card) for card in cards]
    need = STATS.wanted_row(NEEDS[0])
    weights = need.weights.copy()
    weights[::3] *= -0.5
    moved = Row(need.terms, weights, need.core)
    for yes in (True, False):
        with compiled(monkeypatch, yes):
            found = best_of(segment, Queries(joined([moved]), [0], [()]), None, 40)[0]
        pairs = list(zip(found.docs.tolist(), found.cosines.tolist(), strict=True))
        assert pairs == best_by_hand(moved, rows, 40)
