"""An invented judged market: six crafts, each with its own words, and judges who look at more than words."""

import random

from matchmaking.engine.evaluation.judged import Judged
from matchmaking.engine.types import Card

CRAFTS = {
    "smelting": [
        "铝电解槽",
        "阳极效应",
        "氧化铝浓度",
        "槽电压",
        "打壳下料",
        "电流效率",
        "阴极破损",
        "铸锭",
        "烟气脱氟",
        "母线",
    ],
    "orchard": [
        "苹果",
        "花期冻害",
        "糖度检测",
        "套袋",
        "分级包装",
        "冷库贮藏",
        "滴灌",
        "修剪机器人",
        "授粉",
        "病虫害",
    ],
    "solar": [
        "光伏组件",
        "除尘",
        "逆变器",
        "热斑",
        "支架",
        "跟踪系统",
        "戈壁电站",
        "储能电池",
        "弃光",
        "功率预测",
    ],
    "battery": [
        "废旧锂电池",
        "正极材料",
        "前驱体",
        "浸出提锂",
        "镍钴锰",
        "拆解",
        "隔膜",
        "负极石墨",
        "电解液回收",
        "梯次利用",
    ],
    "water": ["反渗透", "浓水", "蒸发结晶", "分盐", "除硅", "高盐废水", "膜污染", "零排放", "阻垢剂", "回用"],
    "pasture": [
        "牧草",
        "布鲁氏菌病",
        "胶体金试纸",
        "冷链疫苗",
        "青贮",
        "围栏",
        "载畜量",
        "退化草地",
        "补播",
        "羔羊育肥",
    ],
}


def market(needs: int = 12, offers: int = 40, seed: int = 0, copies: int = 0) -> Judged:
    """Each need and offer holds four words of one craft, and each need is judged with all offers.

    A judge calls an offer of the same craft related (3, 4) and others not (1, 2); the higher of the two when
    it holds the first word of the craft's list that the need does not: a taste the words alone do not tell.
    The first `copies` needs are there twice.
    """
    chance = random.Random(seed)
    crafts = list(CRAFTS)
    wanted = [_card(chance, f"n{n:02}", crafts[n % 6]) for n in range(needs)]
    wanted += [Card(f"copy of {card.id}", card.title, card.text) for card in wanted[:copies]]
    offered = [_card(chance, f"a{n:02}", crafts[n % 6]) for n in range(offers)]
    levels = {need.id: {offer.id: _level(need, offer) for offer in offered} for need in wanted}
    return Judged.of(wanted, offered, levels)


def _card(chance: random.Random, id: str, craft: str) -> Card:
    words = chance.sample(CRAFTS[craft], 4)
    return Card(id, words[0], "，".join(words[1:]))


def _level(need: Card, offer: Card) -> int:
    words = next(words for words in CRAFTS.values() if need.title in words)
    liked = next(word for word in words if word not in f"{need.title}，{need.text}")
    same = offer.title in words
    return 1 + 2 * same + (liked in f"{offer.title}，{offer.text}" if same else offer.title < need.title)
