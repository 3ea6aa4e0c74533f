"""The words both texts share."""

from matchmaking.engine.explain import shared_terms
from matchmaking.engine.stats import Stats
from matchmaking.engine.types import Card, SharedTerm
from tests.matchmaking.engine.texts import offered, wanted


def named(need: Card, card: Card) -> list[str]:
    return [term.term for term in terms(need, card)]


def terms(need: Card, card: Card) -> tuple[SharedTerm, ...]:
    stats = Stats.fit([*offered(), card])
    return shared_terms(stats, need, card, stats.wanted_row(need), stats.offered_row(card))


def test_whole_words_the_longest_first() -> None:
    need = Card("n", "石墨电极抗氧化", "电炉炼钢")
    assert named(need, Card("a", "抗氧化石墨电极的制备"))[0] == "石墨电极"


def test_spaces_in_the_offered_title_do_not_matter() -> None:
    assert named(Card("n", "锂离子电池回收"), Card("a", "锂离子 电池 拆解"))[0] == "锂离子电池"


def test_part_of_a_compound_only_where_it_is_a_word() -> None:
    assert named(Card("n", "石墨电极"), Card("a", "高纯石墨")) == ["石墨"]
    assert "氧化碳" not in named(Card("n", "一氧化碳脱除"), Card("a", "二氧化碳捕集"))


def test_no_single_characters_and_no_passing_words() -> None:
    assert named(Card("n", "蜂产品技术研究与应用"), Card("a", "蜂蜜技术研究与应用")) == []


def test_english_words() -> None:
    assert named(wanted()[4], offered()[6])[:3] == ["catalyst", "oxidation", "flue"]


def test_shares_fall_and_add_up_to_at_most_one() -> None:
    for need in wanted():
        for card in offered():
            shares = [term.share for term in terms(need, card)]
            assert shares == sorted(shares, reverse=True)
            assert sum(shares) <= 1.001


def test_nothing_shared_nothing_named() -> None:
    assert named(Card("n", "苹果"), Card("a", "光伏")) == []
