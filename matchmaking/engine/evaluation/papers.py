"""Known items: the abstract of a paper must find its title, its keywords must find the abstract, among all papers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..baselines import similarities
from ..errors import InputError
from ..index.market import Market
from ..intervals import Interval, interval
from ..metrics import reciprocal_rank
from ..stats import Stats
from ..types import Card
from .ranking import OURS

BESIDE = ("tfidf-words", "tfidf-chars")
DEEP = 200  # places looked at; what comes later counts as not found


@dataclass(frozen=True, slots=True)
class Found:
    """Mean reciprocal rank of the right paper; `ahead` is what ours is above it, paper by paper."""

    task: str
    model: str
    mrr: Interval
    ahead: Interval | None = None


def papers(path: Path) -> list[Found]:
    """Ours and TF-IDF over the same text, on both tasks. A paper has title, abstract and keywords; InputError else."""
    rows = _read(path)
    tasks = {
        "abstract → title": ([row[1] for row in rows], [row[0] for row in rows]),
        "keywords → abstract": ([row[2] for row in rows], [row[1] for row in rows]),
    }
    return [found for task, (asked, held) in tasks.items() for found in _task(task, asked, held)]


def _task(task: str, asked: Sequence[str], held: Sequence[str]) -> list[Found]:
    wanted = [Card(f"{n:06}", text) for n, text in enumerate(asked)]
    offered = [Card(f"{n:06}", text) for n, text in enumerate(held)]
    ours = _searched(wanted, offered)
    found = [Found(task, OURS, interval(ours))]
    for name in BESIDE:
        table = similarities(name, wanted, offered)
        theirs = {card.id: reciprocal_rank(table[n].tolist(), n) for n, card in enumerate(wanted)}
        ahead = interval({id: ours[id] - value for id, value in theirs.items()})
        found.append(Found(task, name, interval(theirs), ahead))
    return found


def _searched(wanted: Sequence[Card], offered: Sequence[Card]) -> dict[str, float]:
    """1 / place of the card of the same number in what a search returns, 0 where it is not among it."""
    market = Market(Stats.fit(offered), "offered")
    market.upsert_many((card, 1) for card in offered)
    places = {}
    for card in wanted:
        ids = [scored.id for scored in market.rank(card, DEEP)]
        places[card.id] = 1 / (1 + ids.index(card.id)) if card.id in ids else 0.0
    return places


def _read(path: Path) -> list[tuple[str, str, str]]:
    """(title, abstract, keywords) of each line."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            title, abstract, keywords = row["title"], row["abstract"], " ".join(row["keywords"])
            rows.append((str(title), str(abstract), keywords))
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(
                f"{path} line {number}: a paper has title, abstract and a list of keywords ({error!r})"
            ) from None
    return rows
