"""What an encoder calls unrelated: the cosine of texts that have nothing to do with each other.

Encoders differ in it (near 0 for MiniLM, .3 and more for others), so a cosine means something only above this zero.
Taken from the encoder alone and not from a market, it does not move when listings come and go.
"""

from itertools import combinations

import numpy as np

from .encoder import Encoder

# Own sentences, each from another field, in the manner of listings.
CHINESE = (
    "铝电解槽阳极效应提前预报系统",
    "苹果近红外糖度无损检测分级线",
    "羊用布鲁氏菌病胶体金快速诊断试纸",
    "黄土边坡生态防护与植被恢复",
    "中药材当归种子丸粒化与机械播种",
    "县级医院影像远程会诊平台",
    "地铁隧道衬砌裂缝激光扫描识别",
    "风电叶片前缘耐磨防护涂料",
    "牦牛乳酪蛋白分离与婴幼儿配方",
    "敦煌壁画颜料老化的光谱鉴定",
    "无人机山区物流航线规划软件",
    "高盐废水电驱动膜分盐与蒸发结晶",
)
ENGLISH = (
    "Early warning of anode effects in aluminium reduction cells",
    "Non-destructive sorting of apples by sugar content",
    "Rapid test strip for brucellosis in sheep",
    "Planting loess slopes against erosion",
    "A parser for legal contracts in several languages",
    "Remote reading of X-ray images for county hospitals",
    "Laser scanning of cracks in tunnel linings",
    "Wear-resistant paint for the leading edge of wind turbine blades",
    "Infant formula from yak milk proteins",
    "Dating of pigments in wall paintings by their spectra",
    "Route planning for delivery drones in the mountains",
    "Separating salts from waste water by membranes",
)


def unrelated(encoder: Encoder) -> float:
    """The mean cosine of unrelated texts, in the language in which it is highest among those the encoder reads.

    0 when it reads neither; never below 0.
    """
    means = [0.0]
    for texts in (CHINESE, ENGLISH):
        rows = [row.astype(np.float64) for row in encoder.encode(texts) if row.any()]
        pairs = [float(np.sum(a * b)) for a, b in combinations(rows, 2)]
        if len(rows) > len(texts) / 2:
            means.append(sum(pairs) / len(pairs))
    return round(max(means), 4)
