"""Terms that tell no two technologies apart, whatever their frequency in one market.

Document frequency alone does not find them: a market of titles holds "提升" or "系列" seldom, so that a need
which says "提升 …" would meet exactly the titles that say it too, and nothing a reader would call a match.
"""

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from .codes import POINT_BITS, Codes, codes_of, is_digits, is_pair

VERSION = 1  # part of every Stats.version: raise it when a list changes
DAMPED = 0.3  # weight of a generic term beside 1 for any other; 0 to .7 gave the same judged ranking

# Characters that hold a sentence together; a pair with 的 is one too. Not 能: it is energy as often as "can".
_CHARACTERS = (
    "的了和与及等在对为是于之其或而并被把从以个我你他她它们这那哪谁怎么吗呢吧啊很太也都就还又没不想要给"
)
_WORDS = "a an and are as at be by for from in into is it its of on or that the this to was were with"

_GENERIC_PAIRS = """
技术 研究 应用 方法 系统 项目 开发 研发 产品 企业 公司 需求 内容 目标 预期 希望 解决 难题 问题 现有 工作 基础 主要 目前
进行 通过 采用 实现 提高 提升 降低 达到 要求 能够 可以 需要 具有 相关 以及 及其 其他 一种 一项 新型 关键 核心 工艺 设备
生产 制备 设计 制造 利用 使用 推广 示范 产业 系列 升级 改造 建设 包括 已经 开展 投入 资金 合作 单位 国内 国外 先进 水平
领先 优化 改进 创新 性能 效果 效率 质量 成本 市场 发展 分析 评价 集成 高效 综合 工程 装置 功能 有效 不同 条件 过程 方面
情况 形成 完成 建立 提供 具备 专利 指标 标准 特点 优点 结构 行业 领域 类型 规模 平台 管理 服务 攻关 突破 引进 攻克 方案
成果 转化 用于 基于 智能 怎么 什么 如何 哪里 我们 我厂 没有 有没 有谁 请问 想找 想要 寻找 寻求 急需
"""
_GENERIC_WORDS = """
advanced analysis application applications based design development equipment improved improvement key method methods
new novel process product production products project research study system systems technologies technology use used
using cm ghz hz ka kg khz km kpa kv kw kwh mg mhz mm mpa mv mw nm ppm rpm um
"""

FUNCTION_CHARACTERS = frozenset(_CHARACTERS)
FUNCTION_WORDS = frozenset(_WORDS.split())
GENERIC_PAIRS = frozenset(_GENERIC_PAIRS.split())
GENERIC_WORDS = frozenset(_GENERIC_WORDS.split())
_GENERIC_STEMS = frozenset(word[:5] + "*" for word in GENERIC_WORDS if len(word) > 5)

_PASSING = re.compile("|".join(sorted(GENERIC_PAIRS)))


def specific(text: str) -> str:
    """A normalised text with a line break in place of each generic pair: what it says beyond passing words."""
    return _PASSING.sub("\n", text)


def factors(codes: Codes) -> npt.NDArray[np.float64]:
    """What each term's weight is multiplied by: 0 for function characters and words, DAMPED for the generic, else 1.

    Bare numbers and units are generic: they count items and amounts of anything.
    """
    silent, damped, of = _coded()
    found = np.ones(len(codes))
    found[np.isin(codes, damped) | is_digits(codes)] = DAMPED
    halves = (codes >> np.uint64(POINT_BITS), codes & np.uint64((1 << POINT_BITS) - 1))
    found[np.isin(codes, silent) | is_pair(codes) & ((halves[0] == of) | (halves[1] == of))] = 0.0
    return found


@cache
def _coded() -> tuple[Codes, Codes, np.uint64]:
    """Codes of the silent terms, of the damped ones, and of 的, which silences every pair it stands in."""
    silent = codes_of(sorted(FUNCTION_CHARACTERS | FUNCTION_WORDS))
    damped = codes_of(sorted(GENERIC_PAIRS | GENERIC_WORDS | _GENERIC_STEMS))
    return silent, damped, np.uint64(ord("的"))
