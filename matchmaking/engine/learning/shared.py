"""What is known of a wanted card from the verdicts on its near-copies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True)
class Shared:
    """The mean level, 1 to 4, that so many near-copies of a wanted card received with one offered card."""

    level: float
    needs: int


def shared_levels(
    twins: Iterable[str],
    levels: Mapping[str, Mapping[str, float]],
    contents: Mapping[str, bytes | None] | None = None,
) -> dict[str, Shared]:
    """Offered id → what the near-copies of a wanted card were graded there; each near-copy counts once.

    `levels` are the verdicts by wanted and offered id, `twins` the near-copies whose verdicts may be shared (with
    whom is the caller's to say). `contents` gives for offered ids, graded or not, what they say (see `twins.content`):
    a verdict on one is a verdict on all that say the same. In the judged market nearly half the offers are copies.
    """
    said = contents or {}
    by_content: dict[str | bytes, list[float]] = {}
    for twin in sorted(set(twins)):
        own: dict[str | bytes, list[float]] = {}
        for id, level in levels.get(twin, {}).items():
            if not 1 <= level <= 4:
                raise ValueError(f"a level is 1 (unrelated) to 4 (strongly related), not {level}")
            own.setdefault(said.get(id) or id, []).append(float(level))
        for key, given in own.items():
            by_content.setdefault(key, []).append(fsum(given) / len(given))
    known = {key: Shared(fsum(given) / len(given), len(given)) for key, given in by_content.items()}
    graded = {id for twin in twins for id in levels.get(twin, {})}
    return {id: known[key] for id in sorted(graded.union(said)) if (key := said.get(id) or id) in known}
