"""Everything that is measured at one size."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from matchmaking.engine.types import Card

from . import alone, build, changes, corpus, ours, sharing
from .beside import Race, Say
from .sources import Sources

MOST_WORK = (
    100_000_000  # offers times needs that a timed call goes through at most: fewer needs for a larger market
)
TEXTS_KEPT = 200_000  # offers up to which scikit-learn reads the texts itself


def size(
    sources: Sources, data: Path, needs: Sequence[Card], count: int, rounds: int, say: Say
) -> dict[str, Any]:
    """All figures for a market of `count` offers."""
    folder = corpus.home() / f"index-{count}"

    def cards() -> Iterator[Card]:
        return corpus.cached(sources, count)

    say(f"{count:,} offers: building")
    sum(1 for _ in cards())  # makes them where they are not made yet
    figures: dict[str, Any] = {"offers": count, "build": build.measure(cards, count, folder)}
    index = ours.opened(folder)
    say("full answers with reasons")
    figures["one_need_with_reasons"] = alone.one_by_one(index, needs, rounds)
    figures["all_needs_with_reasons"] = alone.all_at_once(index, needs)
    say("changes")
    figures["changes"] = changes.measure(index, _fresh(sources), needs)
    say("workers that share the index")
    figures["workers"] = sharing.measure(folder, data)
    say("vectors for the rivals and the exact answer")
    index = ours.opened(folder)
    offers = ours.offers(index.stats, cards(), texts=count <= TEXTS_KEPT)
    race = Race(index, offers, _evenly(needs, max(1, MOST_WORK // count)), rounds)
    return {**figures, **race.ours(), **race.theirs(say)}


def _evenly(needs: Sequence[Card], most: int) -> list[Card]:
    """At most so many, taken evenly from all of them."""
    return list(needs[:: max(1, -(-len(needs) // most))])


def _fresh(sources: Sources) -> list[Card]:
    """Cards of the same kind that the market does not hold."""
    made = corpus.cards(sources, changes.ONE_BY_ONE + changes.MANY, seed=corpus.SEED + 1)
    return [replace(card, id=f"b{card.id[1:]}") for card in made]
