"""Short own-written texts of an invented market, and cards made of them."""

from matchmaking.engine.types import Card

OFFERED = {
    "a1": (
        "铝电解槽阳极效应提前预报系统",
        "用槽电压噪声和阳极电流分布提前半小时预报阳极效应，给出加料建议。",
    ),
    "a2": ("苹果分级与糖度无损检测线", "近红外光谱测糖度，机械手按大小和颜色分级装箱。"),
    "a3": ("戈壁光伏组件干式除尘机器人", "不用水，毛刷与负压配合，夜间自动往返清扫光伏板。"),
    "a4": ("石墨电极抗氧化涂层", "硼硅酸盐涂层在高温下自愈合，降低石墨电极氧化消耗。"),
    "a5": ("羊用布鲁氏菌病快速诊断试剂", "胶体金试纸，十分钟出结果，适合牧区使用。"),
    "a6": ("废旧锂离子电池正极材料再生", "低温还原焙烧后水浸提锂，镍钴锰直接合成前驱体。"),
    "a7": (
        "Catalyst for low temperature oxidation of carbon monoxide",
        "Sulphur-resistant catalysts for flue gas.",
    ),
    "a8": ("反渗透浓水分盐与蒸发结晶", "电驱动膜分盐，低温蒸发，处理含硅高盐废水。"),
    "a9": ("技术研究与应用平台", "提供技术开发、系统集成和推广服务。"),
}
WANTED = {
    "n1": ("电解铝槽效应多，想提前预报", "阳极效应报警太晚，工人来不及处理，希望提前知道是哪台槽。"),
    "n2": ("缺水地区光伏组件怎么除尘", "电站在戈壁，没有水，人工清扫慢，希望夜间自动清扫。"),
    "n3": ("动力电池回收提锂", "废旧电池拆解后的正极粉末，想低成本回收锂和镍钴。"),
    "n4": ("石墨电极消耗大", "电炉炼钢用石墨电极在高温下氧化快。"),
    "n5": (
        "Oxidation catalyst for flue gas",
        "We look for a sulphur-resistant catalyst against carbon monoxide.",
    ),
    "n6": ("浓盐水硅高无法浓缩", "污水场反渗透浓水含硅，蒸发器结垢。"),
}


def cards(texts: dict[str, tuple[str, str]]) -> list[Card]:
    return [Card(id, title, text) for id, (title, text) in texts.items()]


def offered() -> list[Card]:
    return cards(OFFERED)


def wanted() -> list[Card]:
    return cards(WANTED)
