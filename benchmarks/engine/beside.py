"""Our text search and each rival on the same queries, turn by turn."""

import gc
import time
from collections.abc import Callable, Sequence
from typing import Any

from matchmaking.engine.types import Card

from . import limit, ours
from .clock import Work, interleaved, rate, ratios
from .exact import Exact
from .material import Asked, K, Offers
from .ours import EXACT
from .rivals import Rival, rivals

BUDGET = 0.2  # postings per offer, for the search that may miss some
# Offers times needs that a turn goes through at least: the clock can tell, and most of a turn goes as the day of a
# service does, one need after the other, not on fetching what the turn before it drove out of the caches.
LEAST_WORK = 100_000_000

Say = Callable[[str], None]


class Race:
    """One market, one set of queries, everybody's turn."""

    def __init__(self, index: ours.Index, offers: Offers, needs: Sequence[Card], rounds: int) -> None:
        self._index, self._offers, self._rounds = index, offers, rounds
        self._asked = ours.asked(index.stats, needs)
        self._queries = index.prepare(needs)
        self._exact = Exact.of(offers, self._asked, K)
        self._repeats = -(-LEAST_WORK // (len(offers) * len(needs))) if rounds > 1 else 1

    def ours(self) -> dict[str, Any]:
        """What the market asks of an engine, how fast we answer, what we find, and how near the machine's limit."""
        offers, asked, index = self._offers, self._asked, self._index
        speed = self._rate(asked, interleaved({"ours": self._ours()}, self._rounds)["ours"])
        read = limit.postings_read(offers, asked) / len(asked)
        peak = limit.additions_per_second(offers, asked, self._rounds)
        reached = speed["median"] * read
        return {
            "terms": offers.rows.shape[1],
            "terms_per_offer": offers.rows.nnz / len(offers),
            "terms_per_need": asked.rows.nnz / len(asked),
            "postings_per_need_and_offer": read / len(offers),
            "search": speed,
            "recall": self._exact.recall(index.search(self._queries, K)[0], "capped"),
            "budget": self._with_budget(),
            "limit": {
                "additions_per_cpu_second": peak,
                "reached": reached,
                "share": reached / peak["median"],
            },
        }

    def _with_budget(self) -> dict[str, Any]:
        """The search that reads no more than BUDGET postings per offer: beside the exact one, and what it misses."""
        turns = {"exact": self._ours(), "budget": self._ours(BUDGET)}
        taken = interleaved(turns, self._rounds)
        return {
            "postings_per_offer": BUDGET,
            "search": self._rate(self._asked, taken["budget"]),
            "faster_than_exact": ratios(taken, "budget", "exact"),
            "recall": self._exact.recall(self._index.search(self._queries, K, BUDGET)[0], "capped"),
        }

    def theirs(self, say: Say) -> dict[str, Any]:
        """The same for each rival that can take part at this size, and why the others do not."""
        present, absent = rivals(ours.place_of(self._index.stats))
        figures = {}
        while present:
            rival = present.pop(0)
            if len(self._offers) > rival.largest:
                absent.append(
                    f"{rival.name}: not at {len(self._offers):,} offers, for its memory or its time"
                )
                continue
            say(rival.name)
            figures[rival.name] = self._beside(rival)
            del rival
            gc.collect()  # gigabytes, at a million
        return {"rivals": figures, "absent": absent}

    def _beside(self, rival: Rival) -> dict[str, Any]:
        begun = time.process_time()
        rival.build(self._offers)
        built = time.process_time() - begun
        queries = rival.prepare(self._asked)
        turns = {
            "ours": self._ours(),
            "rival": self._repeated(lambda: rival.search(queries, K)),
            "budget": self._ours(BUDGET),
        }
        taken = interleaved(turns, self._rounds)
        found, _scores = rival.search(queries, K)
        return {
            "scores": rival.scores,
            "from_texts": bool(self._offers.texts) and rival.name == "scikit-learn",
            "build_offers_per_cpu_second": len(self._offers) / built,
            "needs_per_cpu_second": self._rate(self._asked, taken["rival"]),
            "we_are_faster": ratios(taken, "ours", "rival"),
            "with_budget_faster": ratios(taken, "budget", "rival"),
            "recall_of_cosine": self._exact.recall(found, "cosine"),
            "recall_of_ours": self._exact.recall(found, "capped"),
        }

    def _ours(self, budget: float = EXACT) -> Work:
        return self._repeated(lambda: self._index.search(self._queries, K, budget))

    def _rate(self, asked: Asked, seconds: list[float]) -> dict[str, float]:
        return rate(self._repeats * len(asked), seconds)

    def _repeated(self, work: Work) -> Work:
        def run() -> None:
            for _ in range(self._repeats):
                work()

        return run
