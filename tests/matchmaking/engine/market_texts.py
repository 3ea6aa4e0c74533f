"""A larger market of made-up texts, the same at every call: enough cards for the compiled code to be used."""

from collections.abc import Iterator
from random import Random

from matchmaking.engine.types import Card

PARTS = [
    "铝电解槽",
    "阳极效应",
    "光伏组件",
    "干式除尘",
    "石墨电极",
    "抗氧化涂层",
    "苹果分级",
    "糖度检测",
    "锂离子电池",
    "正极再生",
    "反渗透浓水",
    "蒸发结晶",
    "疫苗",
    "牧草",
    "轴承诊断",
    "煤层气",
    "catalyst",
    "oxidation",
    "sensor",
]
ENDS = ["装置", "系统", "技术", "方法", "工艺", "材料", "设备", "平台", "软件", "检测仪"]
REGIONS = ("620100", "620200", "110000", "")


def many(count: int, seed: int = 7) -> Iterator[Card]:
    """Cards that share words in all degrees, among them copies, other owners, modes, levels and regions."""
    chance = Random(seed)
    for n in range(count):
        words = chance.choices(PARTS, k=chance.randint(1, 4))
        rare = chr(0x4E00 + chance.randrange(4000)) + chr(0x4E00 + chance.randrange(4000))
        yield Card(
            id=f"{n:06d}",
            title="".join(words[:2]) + chance.choice(ENDS),
            text="，".join([*words, rare]) + "。",
            owner=chance.choice(("", "甲", "乙", "丙")),
            modes=chance.choice(((), ("M1",), ("M2", "M3"), ("M6",))),
            trl=chance.choice((None, *range(1, 10))),
            region=chance.choice(REGIONS),
            kind=chance.choice(("achievement", "pilot_base")),
            disclosure=chance.choice(("public", "members")),
            expires=chance.choice((0, 100, 200)),
        )
