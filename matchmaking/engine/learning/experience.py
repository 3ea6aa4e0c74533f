"""The part of a score that comes from verdicts on near-copies of the same need with the same offer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..types import Part, Plain, Scored
from ..vectors import Row
from .shared import Shared

# Variance of one verdict about the mean of many on the same pair (0.27: professionals agree on the level of copies
# in two of three cases), beside the variance of levels about what the text lets expect (0.47). See ADR 0012.
NOISE = 0.27 / 0.47
RELATED = 2.5  # mean level from which near-copies were rather related than not
PLACES = 6  # as of every score


@dataclass(frozen=True, slots=True, eq=False)
class Experience:
    """What verdicts taught about a wanted card: its moved vector (None: as it is), and what near-copies were graded."""

    row: Row | None = None
    shared: Mapping[str, Shared] = field(default_factory=dict)  # by offered id


NOTHING = Experience()


def experience_weight(needs: int) -> float:
    """n / (n + NOISE): share of the score that so many verdicts deserve beside everything else known of the pair.

    Weights by inverse variance (Bühlmann, ASTIN Bulletin 4, 1967): .64 for one verdict, .78 for two, .90 for five.
    """
    if needs < 1:
        raise ValueError(f"experience is of at least one need, not of {needs}")
    return needs / (needs + NOISE)


def with_experience(scored: Scored, known: Shared | None) -> Scored:
    """The pair scored again with what near-copies were graded; as it is where nothing is known.

    The other parts keep their proportions, and all weights still sum to 1.
    """
    if known is None:
        return scored
    weight = experience_weight(known.needs)
    reason = "experience_related" if known.level >= RELATED else "experience_unrelated"
    detail: dict[str, Plain] = {"level": round(known.level, 2), "needs": known.needs}
    part = Part("experience", (known.level - 1.0) / 3.0, weight, reason, detail)
    parts = (*(replace(each, weight=each.weight * (1.0 - weight)) for each in scored.parts), part)
    return replace(scored, score=round(sum(each.weight * each.value for each in parts), PLACES), parts=parts)
