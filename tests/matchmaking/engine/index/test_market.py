"""The searchable market: exact, whatever happened to it before."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.engine.errors import StoreError
from matchmaking.engine.gates import gates
from matchmaking.engine.index.market import Market
from matchmaking.engine.learning.experience import Experience
from matchmaking.engine.learning.shared import Shared
from matchmaking.engine.ranker import FLOOR, score_cards, score_pair
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card, Scored, Side, Where
from matchmaking.engine.vectors import length, similarity
from tests.matchmaking.engine.texts import offered, wanted

WORDS = [
    "铝电解",
    "光伏",
    "石墨",
    "苹果",
    "镍钴",
    "膜",
    "轴承",
    "疫苗",
    "煤层气",
    "catalyst",
    "回收",
    "检测",
    "技术",
]
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
cards = st.builds(
    Card,
    id=st.sampled_from([f"id{n}" for n in range(12)]),
    title=titles,
    text=titles,
    owner=st.sampled_from(["", "x", "y"]),
    modes=st.sampled_from([(), ("M2",), ("M8",), ("M6",)]),
    trl=st.sampled_from([None, 3, 8]),
)
changes = st.lists(st.tuples(cards, st.sampled_from(["put", "put", "put", "delete", "search"])), max_size=40)


def market(stats: Stats, held: list[Card], side: Side = "offered") -> Market:
    made = Market(stats, side)
    made.upsert_many((card, 1) for card in held)
    return made


def brute_force(stats: Stats, need: Card, held: list[Card]) -> list[Scored]:
    """Every pair scored on its own, then filtered and ordered; copies of one owner under the first id."""
    found: dict[Card, Scored] = {}
    for card in sorted(held, key=lambda card: card.id):
        scored = score_pair(stats, need, card)
        left, right = stats.wanted_row(need), stats.offered_row(card)
        alike = similarity(left, right)
        if gates(need, card) or alike <= 0 or alike < FLOOR * (length(left) * length(right)):
            continue
        said = replace(card, id="") if card.owner else card
        if said in found:
            found[said] = replace(found[said], copies=(*found[said].copies, card.id))
        else:
            found[said] = scored
    return sorted(found.values(), key=lambda scored: (-scored.score, scored.id))


@settings(max_examples=150, deadline=None)
@given(changes, cards)
def test_any_history_equals_a_fresh_market_and_brute_force(
    history: list[tuple[Card, str]], need: Card
) -> None:
    stats = Stats.fit(Card(str(n), word * 2) for n, word in enumerate(WORDS))
    lived, held = Market(stats, "offered"), {}
    for revision, (card, change) in enumerate(history):
        if change == "put":
            assert lived.upsert(card, revision) is True
            held[card.id] = card
        elif change == "delete":
            assert lived.delete(card.id) is (card.id in held)
            held.pop(card.id, None)
        else:
            lived.search(card, 3)
    found = lived.search(need, 20)
    assert len(lived) == len(held)
    assert found == market(stats, list(held.values())).search(need, 20)
    assert found == brute_force(stats, need, list(held.values()))


@settings(max_examples=60, deadline=None)
@given(st.lists(cards, max_size=12, unique_by=lambda card: card.id), cards)
def test_both_directions_give_the_same_scores(held: list[Card], need: Card) -> None:
    stats = Stats.fit(held)
    need = replace(need, id="need")
    forward = {scored.id: (scored.score, scored.terms) for scored in market(stats, held).search(need, 20)}
    for card in held:
        back = market(stats, [need], "wanted").search(card, 5)
        if card.id in forward:
            assert [(scored.id, (scored.score, scored.terms)) for scored in back] == [
                ("need", forward[card.id])
            ]


@given(st.sets(st.sampled_from([card.id for card in offered()])), st.integers(0, 10))
@settings(deadline=None)
def test_the_filter_is_exact(allow: set[str], k: int) -> None:
    stats = Stats.fit(offered())
    whole = market(stats, offered())
    for need in wanted():
        alone = market(stats, [card for card in offered() if card.id in allow])
        assert whole.search(need, k, Where(ids=frozenset(allow))) == alone.search(need, k)


def test_no_filter_and_an_empty_one() -> None:
    made = market(Stats.fit(offered()), offered())
    assert [scored.id for scored in made.search(wanted()[0], 1)] == ["a1"]
    assert made.search(wanted()[0], 1, Where(ids=frozenset())) == []


def test_the_order_of_coming_in_does_not_matter() -> None:
    shuffled = offered()
    Random(5).shuffle(shuffled)
    a, b = market(Stats.fit(offered()), offered()), market(Stats.fit(shuffled), shuffled)
    assert [a.search(need, 9) for need in wanted()] == [b.search(need, 9) for need in wanted()]


def test_ties_are_in_the_order_of_ids() -> None:
    held = [Card(id, "石墨电极涂层") for id in ("c", "a", "b", "d")]
    made = market(Stats.fit(held), held)
    assert [scored.id for scored in made.search(Card("n", "石墨电极"), 3)] == ["a", "b", "c"]


def test_candidates_are_cut_by_text_then_ties_by_id() -> None:
    held = [Card(f"{n:03}", "石墨电极涂层") for n in range(300)]
    made = market(Stats.fit([*held, *offered()]), held)
    assert [scored.id for scored in made.search(Card("n", "石墨电极"), 300)] == [
        f"{n:03}" for n in range(200)
    ]


def test_copies_of_one_owner_are_answered_once() -> None:
    held = [
        Card("b", "石墨电极", owner="x"),
        Card("a", "石墨电极", owner="x"),
        Card("c", "石墨电极", owner="y"),
    ]
    held += [Card("d", "石墨电极", owner="x", trl=5)]
    found = market(Stats.fit(held), held).search(Card("n", "石墨电极"), 9)
    assert [(scored.id, scored.copies) for scored in found] == [("a", ("b",)), ("c", ()), ("d", ())]


def test_gated_pairs_are_passed_over_before_the_cut() -> None:
    held = [Card("a", "石墨电极涂层", owner="me"), Card("b", "石墨", owner="you")]
    found = market(Stats.fit(held), held).search(Card("n", "石墨电极涂层", owner="me"), 1)
    assert [scored.id for scored in found] == ["b"]


def test_an_older_revision_never_replaces_a_newer_one() -> None:
    made = Market(Stats.fit(offered()), "offered")
    assert [made.upsert(Card("a", title), n) for title, n in (("新", 2), ("旧", 1), ("更新", 2))] == [
        True,
        False,
        True,
    ]
    assert (made.get("a"), made.get("b"), made.revision("a"), made.revision("b")) == (
        Card("a", "更新"),
        None,
        2,
        None,
    )
    assert ("a" in made, "b" in made) == (True, False)


def test_unknown_words_and_empty_markets_give_nothing() -> None:
    assert market(Stats.fit(offered()), offered()).search(Card("n", "夔魍魉"), 5) == []
    assert Market(Stats.fit([]), "offered").search(wanted()[0], 5) == []


def test_a_side_must_be_named() -> None:
    with pytest.raises(ValueError, match="side is 'wanted' or 'offered', not 'both'"):
        Market(Stats.fit([]), "both")  # type: ignore[arg-type]


@pytest.mark.parametrize("side", ["wanted", "offered"])
def test_an_opened_market_is_the_saved_one(tmp_path: Path, side: Side) -> None:
    full = [
        Card("x", "石墨\u2028电极", "文\n本", ("键",), "主", ("3216",), "620100", 6, ("M2",), 5),
        *offered(),
    ]
    stats = Stats.fit(full)
    made = Market(stats, side)
    made.upsert_many((card, n) for n, card in enumerate(full))
    made.save(tmp_path)
    opened = Market.open(tmp_path)
    assert (opened.side, opened.stats.version, opened.fingerprint) == (side, stats.version, made.fingerprint)
    assert list(opened.cards()) == list(made.cards())
    assert [opened.get(card.id) for card in full] == full
    assert [opened.search(need, 9) for need in wanted()] == [made.search(need, 9) for need in wanted()]
    opened.upsert(wanted()[0], 1)
    opened.delete("a1")
    assert (len(opened), opened.changes) == (len(full), 2)


def test_saving_is_byte_stable_whatever_came_before(tmp_path: Path) -> None:
    stats = Stats.fit(offered())
    straight, winding = market(stats, offered()), Market(stats, "offered")
    winding.upsert(Card("gone", "石墨"), 1)
    winding.upsert(replace(offered()[0], title="旧题"), 1)
    winding.search(wanted()[0], 2)
    winding.delete("gone")
    winding.upsert_many((card, 1) for card in reversed(offered()))
    for name, made in (("a", straight), ("b", winding)):
        made.save(tmp_path / name)
    found = [
        {str(path.relative_to(tmp_path / name)): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in "ab"
    ]
    assert found[0] == found[1]


def test_an_empty_market_is_saved_too(tmp_path: Path) -> None:
    Market(Stats.fit([]), "offered").save(tmp_path)
    assert len(Market.open(tmp_path)) == 0


def test_a_damaged_market_is_refused(tmp_path: Path) -> None:
    market(Stats.fit(offered()), offered()).save(tmp_path)
    for path in sorted(path for path in tmp_path.rglob("*") if path.is_file()):
        whole = path.read_bytes()
        for place in range(0, len(whole), 997):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises(StoreError):
                Market.open(tmp_path)
        path.write_bytes(whole)
    assert len(Market.open(tmp_path)) == len(offered())


def test_statistics_of_another_market_are_refused(tmp_path: Path) -> None:
    market(Stats.fit(offered()), offered()).save(tmp_path)
    Stats.fit(wanted()).save(tmp_path / "stats")
    with pytest.raises(StoreError, match=r"was made with statistics .*; build it again"):
        Market.open(tmp_path)


def test_searching_while_others_write() -> None:
    stats = Stats.fit(offered())
    made = market(stats, offered())
    expected = market(stats, offered()).search(wanted()[0], 9)

    def write(n: int) -> None:
        for revision in range(2, 30):
            made.upsert(replace(offered()[n], title="改动中"), revision)
            made.upsert(offered()[n], revision)

    def read(_: int) -> int:
        return sum(len(made.search(need, 9)) for need in wanted() for _ in range(10))

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, n) for n in range(len(offered()))]
        readers = [pool.submit(read, n) for n in range(4)]
        assert [done.result() for done in writers] == [None] * len(offered())
        assert all(done.result() > 0 for done in readers)
    assert made.search(wanted()[0], 9) == expected


LEVELS = st.builds(Shared, st.sampled_from([1.0, 2.5, 4.0]), st.integers(1, 3))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(cards, max_size=12, unique_by=lambda card: card.id),
    cards,
    st.dictionaries(st.sampled_from([f"id{n}" for n in range(12)]), LEVELS, max_size=4),
)
def test_what_near_copies_were_graded_counts_even_where_the_texts_differ(
    held: list[Card], need: Card, shared: dict[str, Shared]
) -> None:
    held = [replace(card, owner="") for card in held]  # no copies: each is answered for itself
    stats = Stats.fit(held)
    found = {scored.id: scored for scored in brute_force(stats, need, held)}
    for card in held:
        if card.id in shared and not gates(need, card):
            alike = similarity(stats.wanted_row(need), stats.offered_row(card))
            scored = score_cards(need, card, alike, id=card.id, experience=shared[card.id])
            found[card.id] = replace(scored, terms=score_pair(stats, need, card).terms)
    expected = sorted(found.values(), key=lambda scored: (-scored.score, scored.id))
    assert market(stats, held).search(need, 5, experience=Experience(shared=shared)) == expected[:5]


def test_a_moved_vector_takes_the_place_of_the_cards_own() -> None:
    made = market(Stats.fit(offered()), offered())
    row = made.stats.wanted_row(wanted()[3])
    moved = made.search(wanted()[0], 3, experience=Experience(row=row))
    assert [scored.id for scored in moved] == [scored.id for scored in made.search(wanted()[3], 3)]
