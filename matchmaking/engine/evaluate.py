"""Everything that is measured, on what a folder holds: a judged market, papers, or both."""

from dataclasses import dataclass, field
from pathlib import Path

from .errors import InputError
from .evaluation.judged import Judged
from .evaluation.lift import Lift, lift_of_decisions, lift_of_twins
from .evaluation.papers import Found, papers
from .evaluation.probability import Probability, probability
from .evaluation.ranking import Figures, ranking

DECISIONS = (10, 20, 31)  # graded decisions on a need after which its unseen pairs are ranked


@dataclass(frozen=True)
class Report:
    """What was measured. `groups` counts near-copies of needs once."""

    needs: int = 0
    groups: int = 0
    pairs: int = 0
    models: list[Figures] = field(default_factory=list)
    probability: Probability | None = None
    lifts: list[Lift] = field(default_factory=list)
    papers: list[Found] = field(default_factory=list)


def evaluate(folder: Path, encoder: Path | None = None) -> Report:
    """The figures of needs.jsonl, achievements.jsonl and judgements.csv, and of papers.jsonl, where they are.

    With `encoder`, a folder, the ranking is measured with it as well.
    """
    market, items = (folder / "judgements.csv").exists(), folder / "papers.jsonl"
    if not market and not items.exists():
        raise InputError(
            f"{folder} holds neither judgements.csv (with needs.jsonl, achievements.jsonl) nor papers.jsonl"
        )
    found = papers(items) if items.exists() else []
    if not market:
        return Report(papers=found)
    judged = Judged.read(folder)
    lifts = [lift_of_decisions(judged, count) for count in DECISIONS] + lift_of_twins(judged)
    return Report(
        needs=len(judged.levels),
        groups=len(judged.groups),
        pairs=len(judged.pairs),
        models=ranking(judged, encoder),
        probability=probability(judged),
        lifts=[lift for lift in lifts if lift.needs],
        papers=found,
    )
