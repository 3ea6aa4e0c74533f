"""What could change about a pair: which steps there are, in which order, and how far each goes."""

from matchmaking.engine.steps import LATELY, ROAD, Step, expired, road, shut, steps
from matchmaking.engine.types import Card, Side

WANTED, OFFERED = Card("n", "石墨电极"), Card("a", "石墨电极涂层")


def pair(wanted: dict[str, object], offered: dict[str, object]) -> tuple[Card, Card]:
    return Card("n", "石墨电极", **wanted), Card("a", "石墨电极涂层", **offered)  # type: ignore[arg-type]


def found(
    wanted: dict[str, object], offered: dict[str, object], own: Side = "wanted", day: int = 100
) -> list[Step]:
    return steps(*pair(wanted, offered), own, day)


def told(step: Step) -> list[dict[str, object]]:
    return [dict(step.change(n).detail) for n in range(len(step.values))]


def test_a_pair_that_says_nothing_leaves_nothing_to_change() -> None:
    assert steps(WANTED, OFFERED, "wanted", 100) == []


def test_each_side_could_accept_a_mode_of_the_other_and_one_s_own_side_comes_first() -> None:
    modes = {"modes": ("M2", "M1")}, {"modes": ("M8", "M3a")}
    assert [(step.code, step.side) for step in found(*modes)] == [("mode", "wanted"), ("mode", "offered")]
    own, other = found(*modes, own="offered")
    assert (own.side, told(own)) == ("offered", [{"side": "offered", "modes": ("M1", "M2")}])
    assert own.take(*pair(*modes))[1].modes == ("M8", "M3a", "M1")
    assert other.take(*pair(*modes))[0].modes == ("M2", "M1", "M3a")


def test_modes_that_meet_are_left_alone() -> None:
    assert found({"modes": ("M2", "M8")}, {"modes": ("M8",)}) == []
    assert found({"modes": ("M6",)}, {"modes": ("M8",)}) == []


def test_who_expired_lately_could_renew() -> None:
    assert [told(step) for step in found({}, {"expires": 97})] == [[{"side": "offered", "days": 3}]]
    assert [step.side for step in found({"expires": 99}, {"expires": 98}, own="offered")] == [
        "offered",
        "wanted",
    ]
    assert found({}, {"expires": 100}) == []  # today is its last day
    assert found({}, {"expires": 100 - LATELY - 1}) == []
    assert steps(*pair({}, {"expires": 97}), "wanted", None) == []
    assert found({}, {"expires": 97})[0].take(*pair({}, {"expires": 97}))[1].expires == 0


def test_an_industry_that_one_side_leaves_out_is_taken_from_the_other_as_finely_as_it_is_said() -> None:
    (step,) = found({}, {"industries": ("C", "3216", "26")})
    assert (step.side, told(step)) == ("wanted", [{"side": "wanted", "industry": "3216"}])
    (step,) = found({"industries": ("26", "25")}, {})
    assert (step.side, told(step)) == ("offered", [{"side": "offered", "industry": "25"}])
    assert found({"industries": ("26",)}, {"industries": ("3216",)}) == []  # a fact, not a gap


def test_money_moves_in_whole_ten_thousands_until_the_price_is_within_the_budget() -> None:
    more, less = found({"budget": 100_000}, {"budget": 125_000})
    assert told(more) == [
        {"side": "wanted", "from": 100_000, "to": to, "by": to - 100_000}
        for to in (110_000, 120_000, 130_000)
    ]
    assert told(less) == [
        {"side": "offered", "from": 125_000, "to": to, "by": 125_000 - to}
        for to in (115_000, 105_000, 95_000)
    ]
    assert found({"budget": 125_000}, {"budget": 100_000}) == []
    assert found({"budget": 0}, {"budget": 100_000}) == []
    assert [step.side for step in found({"budget": 3_000}, {"budget": 8_000})] == [
        "wanted"
    ]  # no price below 0


def test_an_offer_ripens_level_by_level_and_the_road_is_named() -> None:
    (step,) = found({"trl": 7}, {"trl": 4})
    assert told(step) == [
        {"side": "offered", "from": 4, "to": 5, "by": 1, "road": ("proof",)},
        {"side": "offered", "from": 4, "to": 6, "by": 2, "road": ("proof", "pilot")},
        {"side": "offered", "from": 4, "to": 7, "by": 3, "road": ("proof", "pilot")},
    ]
    (step,) = found({"trl": 7}, {})
    assert told(step) == [{"side": "offered", "from": None, "to": 7, "by": None, "road": ()}]
    assert found({"trl": 7}, {"trl": 7}) == []
    assert found({}, {"trl": 3}) == []


def test_the_road_from_level_to_level() -> None:
    assert [name for name, _ in ROAD] == ["proof", "pilot", "use"]
    assert road(5, 6) == ("pilot",)
    assert road(5, 8) == ("pilot",)
    assert road(6, 9) == ("pilot", "use")
    assert road(8, 9) == ("use",)
    assert road(2, 13) == ("proof", "pilot", "use")
    assert road(None, 5) == ("proof",)


def test_an_offer_could_be_carried_out_in_the_province_or_the_prefecture_of_the_want() -> None:
    def places(wanted: str, offered: str) -> list[object]:
        return [each["to"] for step in found({"region": wanted}, {"region": offered}) for each in told(step)]

    assert places("620402", "110000") == ["620000", "620400"]
    assert places("620402", "620100") == ["620400"]
    assert places("620000", "110000") == ["620000"]
    assert places("620000", "620100") == []
    assert places("", "110000") == []
    assert places("620402", "") == []


def test_what_shuts_a_pair_out() -> None:
    a, b = pair({"owner": "x", "modes": ("M2",), "expires": 9}, {"owner": "x", "modes": ("M8",)})
    assert shut(a, b, 10) == ("same_owner", "mode_incompatible", "expiry")
    assert shut(a, b, None) == ("same_owner", "mode_incompatible")
    assert (expired(a, 9), expired(a, 10), expired(b, 10), expired(a, None)) == (False, True, False, False)
