"""Judged pairs drawn from a known taste: what the people behind them look at is stated, so it can be found again."""

import random

from matchmaking.engine.learning.learned import Example
from matchmaking.engine.parts import trl_part
from matchmaking.engine.ranker import ramp, text_score
from matchmaking.engine.types import Card


def examples(needs: int, *, trl: float, seed: int = 0, pairs: int = 20) -> dict[str, list[Example]]:
    """Levels rise with the text and, `trl` times as fast, with how far the TRL is reached; all else is chance.

    A quarter of the offers say no TRL; an industry is given and means nothing.
    """
    chance = random.Random(seed)
    return {f"n{n:03}": [_example(chance, f"n{n:03}", i, trl) for i in range(pairs)] for n in range(needs)}


def _example(chance: random.Random, need: str, i: int, trl: float) -> Example:
    wanted = Card(need, "需求", trl=7, industries=(str(chance.randint(10, 40)),))
    level = chance.randint(1, 9) if chance.random() < 0.75 else None
    offered = Card(f"a{i:02}", "成果", trl=level, industries=(str(chance.randint(10, 40)),))
    cosine = chance.betavariate(2, 8)
    text, part = text_score(cosine), trl_part(wanted, offered)
    reached = part.value if part else 0.6
    taste = text + trl * ramp(text) * reached + chance.gauss(0, 0.15)
    limits = (0.4 + trl / 3, 0.6 + trl / 2, 0.75 + 2 * trl / 3)
    return Example(wanted, offered, cosine, 1 + sum(taste > limit for limit in limits))
