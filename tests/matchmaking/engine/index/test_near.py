"""Near misses in a market: the same as trying every card the plain way, and never what a search would not show."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.engine.index.market import Market
from matchmaking.engine.index.near import Known
from matchmaking.engine.near import Goal, NearMiss, Scorer, near_miss
from matchmaking.engine.parts import WEIGHTS
from matchmaking.engine.ranker import FLOOR, score_pair
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card, Scored, Side, Where
from matchmaking.engine.vectors import length, similarity
from tests.matchmaking.engine.market_texts import many
from tests.matchmaking.engine.texts import offered, wanted

DAY = 100
WORDS = ["铝电解", "光伏", "石墨", "膜", "轴承", "catalyst", "回收", "技术"]
STATS = Stats.fit(Card(str(n), word * 2) for n, word in enumerate(WORDS))
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join)
cards = st.builds(
    Card,
    id=st.sampled_from([f"id{n}" for n in range(12)]),
    title=titles,
    owner=st.sampled_from(["", "x", "y"]),
    modes=st.sampled_from([(), ("M2",), ("M8",), ("M6",)]),
    trl=st.sampled_from([None, 3, 8]),
    industries=st.sampled_from([(), ("3216",)]),
    budget=st.sampled_from([None, 100_000, 190_000]),
    disclosure=st.sampled_from(["public", "members"]),
    expires=st.sampled_from([0, 60, 90, 99, 100]),
)
markets = st.lists(cards, max_size=12, unique_by=lambda card: card.id)
filters = st.sampled_from([None, Where(alive_on=DAY), Where(disclosures=("public",), alive_on=DAY)])


def market(held: list[Card], side: Side = "offered", stats: Stats = STATS) -> Market:
    made = Market(stats, side)
    made.upsert_many((card, 1) for card in held)
    return made


def in_order(side: Side, card: Card, other: Card) -> tuple[Card, Card]:
    """(wanted, offered) for a card that searches the market of a side."""
    return (card, other) if side == "offered" else (other, card)


def alike(stats: Stats, pair: tuple[Card, Card]) -> bool:
    left, right = stats.wanted_row(pair[0]), stats.offered_row(pair[1])
    cosine = similarity(left, right)
    return cosine > 0 and cosine >= FLOOR * (length(left) * length(right))


def brute_force(
    held: list[Card], side: Side, card: Card, k: int, where: Where | None, present: list[Scored]
) -> list[NearMiss]:
    """Every card the filter lets through, or would have let through a month ago, tried on its own."""
    day = where.alive_on if where else None
    out = day is not None and 0 < card.expires < day
    matched = set() if out else {id for each in present for id in (each.id, *each.copies)}
    goal = Goal([each.score for each in present], k)
    own: Side = "wanted" if side == "offered" else "offered"
    found, seen = [], set()
    for other in sorted(held, key=lambda other: other.id):
        pair = in_order(side, card, other)
        said = replace(other, id="") if other.owner else other
        if not alike(STATS, pair) or other.id in matched or said in seen:
            continue
        if where and where.disclosures and other.disclosure not in where.disclosures:
            continue
        seen.add(said)
        whole = score_pair(STATS, *pair)
        cosine = similarity(STATS.wanted_row(pair[0]), STATS.offered_row(pair[1]))
        miss = near_miss(*pair, goal, Scorer(cosine), own=own, day=day)
        if miss is not None:
            found.append(replace(miss, terms=whole.terms))
    return sorted(found, key=lambda miss: (-miss.would_be, miss.id))


@settings(max_examples=100, deadline=None)
@given(markets, cards, st.integers(1, 4), st.integers(0, 5), filters, st.sampled_from(["offered", "wanted"]))
def test_a_market_finds_what_trying_every_card_finds(
    held: list[Card], card: Card, k: int, limit: int, where: Where | None, side: Side
) -> None:
    card, made = replace(card, id="seeker"), market(held, side)
    expected = brute_force(held, side, card, k, where, made.search(card, k, where))
    assert made.near(card, k, 20, where) == expected
    assert made.near(card, k, limit, where) == expected[:limit]


@settings(max_examples=60, deadline=None)
@given(markets, cards, filters, st.sampled_from(["offered", "wanted"]))
def test_nothing_that_a_search_would_not_show(
    held: list[Card], card: Card, where: Where | None, side: Side
) -> None:
    """A near miss is in no list, is the searcher's own in no case, and is open to the searcher once it has changed."""
    card, made = replace(card, id="seeker"), market(held, side)
    by_id = {other.id: other for other in held}
    shown = {scored.id for scored in made.search(card, 3, where)} if card.expires in (0, DAY) else set()
    for miss in made.near(card, 3, 20, where):
        other = by_id[miss.id]
        assert miss.id not in shown
        assert not (card.owner and card.owner == other.owner)
        assert len(miss.changes) in (1, 2)
        renewed = market([replace(other, expires=0, modes=card.modes)], side)
        assert [each.id for each in renewed.search(card, 1, where)] == [miss.id]


def test_an_offer_under_another_mode_is_a_near_miss_and_its_copy_is_not_named_twice() -> None:
    held = [
        Card("a", "石墨电极涂层", owner="x", modes=("M8",)),
        Card("b", "石墨电极涂层", owner="x", modes=("M8",)),
        Card("c", "石墨电极", owner="y"),
    ]
    stats = Stats.fit([*held, *offered()])
    found = market(held, stats=stats).near(Card("n", "石墨电极涂层", modes=("M2",)), 20, 5)
    assert [(miss.id, [change.code for change in miss.changes]) for miss in found] == [("a", ["mode"])]
    assert [term.term for term in found[0].terms] == ["石墨电极涂层"]


def test_what_expired_lately_is_found_when_a_day_is_asked_for() -> None:
    held = [Card("a", "石墨电极", expires=99), Card("b", "石墨电极", expires=60), Card("c", "石墨电极")]
    made, need = market(held, stats=Stats.fit([*held, *offered()])), Card("n", "石墨电极")
    assert [miss.id for miss in made.near(need, 20, 5, Where(alive_on=DAY))] == ["a"]
    assert made.near(need, 20, 5) == []


def test_an_own_card_that_expired_sees_what_renewing_it_would_bring() -> None:
    held = [Card("a", "石墨电极", modes=("M8",)), Card("b", "石墨电极")]
    made = market(held, stats=Stats.fit([*held, *offered()]))
    need = Card("n", "石墨电极", modes=("M2",), expires=95)
    found = made.near(need, 20, 5, Where(alive_on=DAY))
    assert [
        (miss.id, [(change.code, change.detail["side"]) for change in miss.changes]) for miss in found
    ] == [
        ("b", [("expiry", "wanted")]),
        ("a", [("expiry", "wanted"), ("mode", "wanted")]),
    ]


def test_what_the_caller_knows_beside_the_market() -> None:
    held = [Card("a", "石墨电极", modes=("M8",)), Card("b", "石墨电极", modes=("M4",))]
    made, need = market(held, stats=Stats.fit([*held, *offered()])), Card("n", "石墨电极", modes=("M2",))
    gone = Card("g", "石墨电极", modes=("M2",), expires=98)
    again = replace(held[0], expires=98)  # the market knows better
    where = Where(alive_on=DAY)

    def ids(known: Known) -> list[str]:
        return [miss.id for miss in made.near(need, 20, 5, where, known)]

    assert ids(Known()) == ["a", "b"]
    assert ids(Known(matched=frozenset("a"))) == ["b"]
    assert sorted(ids(Known(beside=(gone, again)))) == ["a", "b", "g"]
    assert [scored.id for scored in made.search(need, 5)] == []


def test_many_cards_use_the_compiled_code_and_the_answer_is_the_same() -> None:
    held = list(many(6_000))
    stats = Stats.fit(held)
    whole = market(held, stats=stats)
    for need in wanted():
        need = replace(need, modes=("M2",), trl=7)
        near = whole.near(need, 20, 5, Where(alive_on=150))
        alone = [card for card in held if card.id in {miss.id for miss in near}]
        present = [each.id for each in whole.search(need, 20, Where(alive_on=150))]
        assert {miss.id for miss in near}.isdisjoint(present)
        small = market([*alone, *(card for card in held if card.id in present)], stats=stats)
        assert small.near(need, 20, 5, Where(alive_on=150)) == near


def test_what_is_promised_is_what_a_search_gives_after_the_change() -> None:
    """Also under learned weights: the change is made, and the score and the place are the promised ones."""
    held = [Card("a", "石墨电极涂层", trl=4), *(Card(f"b{n}", "石墨电极涂层材料", trl=7) for n in range(3))]
    weights = {**WEIGHTS, "text": 0.4, "trl": 0.34}
    for chosen in (WEIGHTS, weights):
        made = Market(Stats.fit([*held, *offered()]), "offered", weights=chosen)
        made.upsert_many((card, 1) for card in held)
        need = Card("n", "石墨电极用的涂层", trl=7)
        (miss,) = made.near(need, 3, 5)
        made.upsert(replace(held[0], trl=miss.changes[0].detail["to"]), 2)
        after = made.search(need, 4)
        place = [each.id for each in after].index("a")
        assert (after[place].score, place < 3) == (miss.would_be, True)
