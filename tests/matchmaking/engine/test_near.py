"""Near misses of single pairs: the smallest change that is enough, and the plainest way to find it."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.engine.gates import gates
from matchmaking.engine.industry import VALUES, closest
from matchmaking.engine.near import GOOD, Change, Goal, NearMiss, Scorer, ceiling, highest_changed, near_miss
from matchmaking.engine.ranker import score_cards
from matchmaking.engine.types import Card, Side

DAY = 100
COSINE = 0.2  # a text score of .467
ROOM = Goal((), 3)


def miss(wanted: Card, offered: Card, bar: float, *, own: Side = "wanted") -> NearMiss | None:
    """Against a full list of three whose last has the score `bar`."""
    return near_miss(wanted, offered, Goal((0.9, 0.8, bar), 3), Scorer(COSINE), own=own, day=DAY)


def codes(found: NearMiss | None) -> list[tuple[str, str]]:
    return [(change.code, str(change.detail["side"])) for change in found.changes] if found else []


def need(**values: object) -> Card:
    return Card("n", "石墨电极", **values)  # type: ignore[arg-type]


def offer(**values: object) -> Card:
    return Card("a", "石墨电极涂层", **values)  # type: ignore[arg-type]


def test_a_closed_gate_opens_by_the_mode_of_the_other_side() -> None:
    found = near_miss(need(modes=("M2",)), offer(modes=("M8",)), ROOM, Scorer(COSINE), own="wanted")
    assert found is not None
    assert found.changes == (Change("mode", {"side": "wanted", "modes": ("M8",)}),)
    assert (found.id, found.rank, found.score < GOOD <= found.would_be) == ("a", 1, False)
    other = near_miss(need(modes=("M2",)), offer(modes=("M8",)), ROOM, Scorer(COSINE), own="offered")
    assert other is not None
    assert (other.id, codes(other)) == ("n", [("mode", "offered")])


def test_where_accepting_a_mode_oneself_is_not_enough_the_other_side_is_asked() -> None:
    pair = (
        need(modes=("M2", "M3a", "M4")),
        offer(modes=("M8",)),
    )  # one of four accepted counts less than one of three
    asked, own = (score_cards(*cards, COSINE, id="").score for cards in (
        (pair[0], replace(pair[1], modes=("M8", "M2"))), (replace(pair[0], modes=(*pair[0].modes, "M8")), pair[1])
    ))  # fmt: skip
    assert own < asked
    assert codes(miss(*pair, own)) == [("mode", "wanted")]
    assert codes(miss(*pair, asked)) == [("mode", "offered")]


def test_the_smallest_number_of_levels_and_of_money_that_is_enough() -> None:
    ripe = {
        level: score_cards(need(trl=8), offer(trl=level), COSINE, id="").score for level in (4, 5, 6, 7, 8)
    }
    found = miss(need(trl=8), offer(trl=4), ripe[6])
    assert found is not None
    assert found.changes == (
        Change("trl", {"side": "offered", "from": 4, "to": 6, "by": 2, "road": ("proof", "pilot")}),
    )
    assert (found.score, found.would_be, found.rank) == (ripe[4], ripe[6], 3)

    costs = need(budget=500_000), offer(budget=800_000)
    enough = score_cards(replace(costs[0], budget=620_000), costs[1], COSINE, id="").score
    found = miss(*costs, enough)
    assert found is not None
    assert found.changes == (
        Change("budget", {"side": "wanted", "from": 500_000, "to": 620_000, "by": 120_000}),
    )


def test_one_s_own_side_first_then_the_easy_before_the_hard() -> None:
    pair = need(budget=500_000, trl=7), offer(budget=800_000, trl=6, industries=("3216",))
    now = score_cards(*pair, COSINE, id="").score
    assert codes(miss(*pair, now + 0.001)) == [("industry", "wanted")]
    assert codes(miss(*pair, now + 0.001, own="offered")) == [("budget", "offered")]


def test_two_changes_only_where_one_is_not_enough() -> None:
    pair = need(modes=("M2",), trl=7), offer(modes=("M8",), trl=4)
    modes_only = score_cards(replace(pair[0], modes=("M2", "M8")), pair[1], COSINE, id="").score
    assert codes(miss(*pair, modes_only)) == [("mode", "wanted")]
    either_side = score_cards(pair[0], replace(pair[1], modes=("M8", "M2")), COSINE, id="").score
    assert codes(miss(*pair, either_side + 0.01)) == [("mode", "wanted"), ("trl", "offered")]
    three = need(modes=("M2",), trl=7, budget=1), offer(modes=("M8",), trl=3, budget=9, expires=99)
    assert miss(*three, 0.55) is None  # mode, expiry and more


def test_who_needs_no_change_or_cannot_be_helped_is_none() -> None:
    assert (
        near_miss(need(), offer(), ROOM, Scorer(COSINE), own="wanted") is None
    )  # there is room: it is in the list
    assert miss(need(trl=7), offer(trl=4), 0.1) is None  # it belongs in the list already
    assert miss(need(), offer(), 0.7) is None
    assert miss(need(owner="x", modes=("M2",)), offer(owner="x", modes=("M8",)), 0.1) is None


def test_the_place_is_that_before_equals() -> None:
    goal = Goal((0.9, 0.6, 0.6, 0.3), 4)
    assert [goal.rank(score) for score in (0.95, 0.6, 0.5, 0.3)] == [1, 2, 4, 4]
    assert (goal.bar, Goal((0.9,), 4).bar, Goal((), 0).full) == (0.3, GOOD, True)


def some(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from(values)


fields = {
    "owner": some("", "x", "y"),
    "modes": some((), ("M2",), ("M8",), ("M2", "M3a"), ("M6",)),
    "industries": some((), ("3216",), ("32",), ("C", "3240"), ("26",)),
    "region": some("", "620100", "620000", "620400", "110000"),
    "trl": some(None, 3, 5, 8, 11),
    "budget": some(None, 5_000, 100_000, 125_000, 180_000),
    "expires": some(0, 60, 69, 70, 99, 100, 200),
}
needs, offers = (st.builds(Card, id=st.just(id), title=st.just("石墨"), **fields) for id in ("n", "a"))
goals = st.builds(
    lambda scores, k: Goal(sorted(scores, reverse=True)[:k], k),
    st.lists(st.floats(0, 1).map(lambda x: round(x, 3)), max_size=4),
    st.integers(1, 4),
)


def plain_ways(wanted: Card, offered: Card, own: Side) -> Iterator[tuple[tuple[str, ...], Card, Card]]:
    """Every change of at most two different things, in the order in which they are preferred; written anew."""
    everything = {"wanted": wanted, "offered": offered}
    moves: list[tuple[bool, int, str, Side, list[dict[str, object]]]] = []
    for side in ("wanted", "offered"):
        card, other = everything[side], everything["offered" if side == "wanted" else "wanted"]
        theirs = side != own
        if 0 < DAY - card.expires <= 30:
            moves.append((theirs, 0, "expiry", side, [{"expires": 0}]))
        if gates(replace(wanted, owner=""), offered):
            moves.append((theirs, 1, "mode", side, [{"modes": (*card.modes, min(other.modes))}]))
        if other.industries and not card.industries:
            best = max(sorted(other.industries), key=lambda code: VALUES[closest((code,), (code,))[0]])
            moves.append((theirs, 2, "industry", side, [{"industries": (best,)}]))
    if wanted.budget and offered.budget and offered.budget > wanted.budget:
        up, down = [], []
        while not up or up[-1] < offered.budget:
            up.append(wanted.budget + 10_000 * (len(up) + 1))
        while (not down or down[-1] > wanted.budget) and offered.budget >= 10_000 * (len(down) + 1):
            down.append(offered.budget - 10_000 * (len(down) + 1))
        moves.append((own == "offered", 3, "budget", "wanted", [{"budget": to} for to in up]))
        moves.append((own == "wanted", 3, "budget", "offered", [{"budget": to} for to in down]))
    if wanted.trl is not None and (offered.trl is None or offered.trl < wanted.trl):
        first = wanted.trl if offered.trl is None else offered.trl + 1
        levels: list[dict[str, object]] = [{"trl": level} for level in range(first, wanted.trl + 1)]
        moves.append((own == "wanted", 4, "trl", "offered", levels))
    if wanted.region and offered.region:
        places = [wanted.region[:2] + "0000"] if wanted.region[:2] != offered.region[:2] else []
        places += [wanted.region] if wanted.region[2:] != "0000" and wanted.region != offered.region else []
        moves.append((own == "wanted", 5, "region", "offered", [{"region": place} for place in places]))
    moves = sorted((move for move in moves if move[4]), key=lambda move: move[:2])

    def made(*chosen: tuple[Side, dict[str, object]]) -> tuple[Card, Card]:
        cards = dict(everything)
        for side, values in chosen:
            cards[side] = replace(cards[side], **values)
        return cards["wanted"], cards["offered"]

    for _, _, code, side, tries in moves:
        for values in tries:
            yield (code,), *made((side, values))
    for a, b in ((a, b) for n, a in enumerate(moves) for b in moves[n + 1 :] if a[2] != b[2]):
        first, second = sorted((a, b), key=lambda move: move[1])
        for values in second[4]:
            yield (first[2], second[2]), *made((first[3], first[4][-1]), (second[3], values))


@settings(max_examples=300, deadline=None)
@given(needs, offers, goals, some("wanted", "offered"), some(0.08, 0.2, 0.5))
def test_the_first_of_all_ways_is_found(
    wanted: Card, offered: Card, goal: Goal, own: Side, cosine: float
) -> None:
    found = near_miss(wanted, offered, goal, Scorer(cosine), own=own, day=DAY)

    def out(*pair: Card) -> bool:
        return bool(gates(*pair)) or any(0 < card.expires < DAY for card in pair)

    now = score_cards(wanted, offered, cosine, id="").score
    in_list = not out(wanted, offered) and (len(goal.listed) < goal.k or now >= goal.listed[goal.k - 1])
    bar = goal.listed[goal.k - 1] if len(goal.listed) >= goal.k else GOOD
    ways = [] if in_list else [
        (names, score_cards(*pair, cosine, id="").score)
        for names, *pair in plain_ways(wanted, offered, own) if not out(*pair)
    ]  # fmt: skip
    enough = [(names, score) for names, score in ways if score >= bar]
    if not enough:
        assert found is None
    else:
        assert found is not None
        assert (tuple(change.code for change in found.changes), found.would_be) == enough[0]
        assert (found.score, found.rank) == (now, 1 + sum(each > found.would_be for each in goal.listed))


@settings(max_examples=100, deadline=None)
@given(needs, offers, some(0.08, 0.2, 0.5), some("wanted", "offered"))
def test_no_change_lifts_a_pair_over_its_ceiling(
    wanted: Card, offered: Card, cosine: float, own: Side
) -> None:
    now = score_cards(wanted, offered, cosine, id="")
    for names, *pair in plain_ways(wanted, offered, own):
        score = score_cards(*pair, cosine, id="").score
        assert score <= min(ceiling(now, set(names)), highest_changed(cosine))


def test_highest_changed_rises_with_the_cosine() -> None:
    heights = [highest_changed(n / 50) for n in range(51)]
    assert heights == sorted(heights)
    assert [round(height, 3) for height in (heights[0], heights[-1])] == [0.0, 1.0]


def test_what_cannot_reach_what_is_asked_at_least_is_passed_over() -> None:
    pair = need(modes=("M2",)), offer(modes=("M8",))
    found = [near_miss(*pair, ROOM, Scorer(COSINE), own="wanted", least=least) for least in (0.0, 0.4, 0.9)]
    assert [each is not None for each in found] == [True, True, False]
