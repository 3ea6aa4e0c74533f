"""The scores of given pairs of one market."""

from collections.abc import Sequence

from .encoders.semantics import Semantics
from .ranker import score_cards
from .stats import Stats
from .types import Card
from .vectors import similarity


def our_scores(
    needs: Sequence[Card],
    achievements: Sequence[Card],
    pairs: Sequence[tuple[str, str]],
    semantics: Semantics | None = None,
) -> dict[tuple[str, str], float]:
    """The final score of each (need id, achievement id), statistics fitted on the achievements given."""
    stats = Stats.fit(achievements)
    wanted = {card.id: card for card in needs}
    offered = {card.id: card for card in achievements}
    need_ids, achievement_ids = sorted({need for need, _ in pairs}), sorted({a for _, a in pairs})
    lefts = stats.wanted_rows([wanted[id] for id in need_ids])
    rights = stats.offered_rows([offered[id] for id in achievement_ids])
    left = {id: lefts[n] for n, id in enumerate(need_ids)}
    right = {id: rights[n] for n, id in enumerate(achievement_ids)}
    queries = {id: semantics.query(wanted[id], "wanted") for id in need_ids} if semantics else {}
    scores = {}
    for n, a in pairs:
        said = semantics.part(queries[n], "offered", a, 1) if semantics else None
        scored = score_cards(wanted[n], offered[a], similarity(left[n], right[a]), id=a, semantic=said)
        scores[n, a] = scored.score
    return scores
