"""The smallest team that covers every sub-topic: minimum set cover, exact. Knows no rows and no scores' meaning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from projects.domain.allocation.whole import Rule, cheapest

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Fit:
    """A candidate covers a topic, with so many points (whole, at least 0)."""

    candidate: str
    topic: str
    points: int


@dataclass(frozen=True, slots=True)
class Team:
    """`joining`: who is to be asked, in id order; `by_topic`: who of the team covers each topic that anybody covers
    (the best of them, ties by id); `total`: the sum of their points."""

    joining: tuple[str, ...]
    by_topic: Mapping[str, Fit]
    total: int


def smallest_team(fits: Iterable[Fit], *, standing: Iterable[str] = ()) -> Team:
    """Of all teams that cover every topic that anybody covers, those with the fewest members who have to join; of
    these, those with the highest total of points, each topic counted at its best member; of these, the first by id.

    `standing` are members already: they cost nothing. The same fits give the same team in whatever order they come.
    """
    program = _Program(sorted(fits, key=lambda fit: (fit.topic, fit.candidate)), frozenset(standing))
    joining = program.first_of_the_best()
    team = joining | program.standing
    by_topic = {topic: program.best_of(topic, team) for topic in program.topics}
    return Team(tuple(sorted(joining)), by_topic, sum(fit.points for fit in by_topic.values()))


class _Program:
    """Variables: one per candidate (is in the team), then one per fit (covers this topic in this team)."""

    def __init__(self, fits: Sequence[Fit], standing: frozenset[str]) -> None:
        self.fits, self.standing = fits, standing
        self.candidates = sorted({fit.candidate for fit in fits})
        self.topics = sorted({fit.topic for fit in fits})
        self._place = {candidate: n for n, candidate in enumerate(self.candidates)}
        self._many = len(self.candidates) + len(fits)
        self._joins = np.zeros(self._many)
        for candidate in self.candidates:
            self._joins[self._place[candidate]] = candidate not in standing
        self._points = np.zeros(self._many)
        self._points[len(self.candidates) :] = [fit.points for fit in fits]
        self._rules = [self._one_per_topic(), self._only_members()] if fits else []
        self._lowest, self._highest = np.zeros(self._many), np.ones(self._many)
        for member in standing & self._place.keys():
            self._lowest[self._place[member]] = 1.0

    def first_of_the_best(self) -> frozenset[str]:
        """Who has to join."""
        if not self.fits:
            return frozenset()
        fewest = self._solve(self._joins, [])
        rules = [self._equal(self._joins, self._sum(self._joins, fewest))]
        best = self._solve(-self._points, rules)
        rules.append(self._equal(self._points, self._sum(self._points, best)))
        return self._first_by_id(self._joining(best), rules)

    def best_of(self, topic: str, team: frozenset[str]) -> Fit:
        able = [fit for fit in self.fits if fit.topic == topic and fit.candidate in team]
        return min(able, key=lambda fit: (-fit.points, fit.candidate))

    def _first_by_id(self, incumbent: frozenset[str], rules: list[Rule]) -> frozenset[str]:
        """Candidate after candidate in id order is kept if a team as good has it, beside those kept before. First one
        question settles most cases: is there any other team as good at all?"""
        if not self._another(incumbent, rules):
            return incumbent
        kept: set[str] = set()
        lowest, highest = self._lowest.copy(), self._highest.copy()
        for candidate in self.candidates:
            if candidate in self.standing:
                continue
            n = self._place[candidate]
            if candidate not in incumbent:
                lowest[n] = 1.0
                found = cheapest(np.zeros(self._many), [*self._rules, *rules], lowest, highest)
                if found is None:
                    lowest[n], highest[n] = 0.0, 0.0
                    continue
                incumbent = self._joining(found)
            lowest[n] = 1.0
            kept.add(candidate)
            if len(kept) == len(incumbent):
                break
        return frozenset(kept)

    def _another(self, incumbent: frozenset[str], rules: list[Rule]) -> bool:
        if not incumbent:
            return False
        row = np.zeros(self._many)
        row[[self._place[candidate] for candidate in incumbent]] = 1.0
        other = Rule(row, -np.inf, len(incumbent) - 1)
        zeros = np.zeros(self._many)
        return cheapest(zeros, [*self._rules, *rules, other], self._lowest, self._highest) is not None

    def _solve(self, costs: Floats, more: list[Rule]) -> frozenset[int]:
        found = cheapest(costs, [*self._rules, *more], self._lowest, self._highest)
        assert found is not None  # everybody together is a team
        return found

    def _joining(self, found: frozenset[int]) -> frozenset[str]:
        return frozenset(self.candidates[n] for n in found if n < len(self.candidates)) - self.standing

    def _one_per_topic(self) -> Rule:
        rows = [
            [self._of(n) for n, fit in enumerate(self.fits) if fit.topic == topic] for topic in self.topics
        ]
        return Rule(self._matrix(rows, [[1.0] * len(row) for row in rows]), 1, 1)

    def _only_members(self) -> Rule:
        rows = [[self._of(n), self._place[fit.candidate]] for n, fit in enumerate(self.fits)]
        return Rule(self._matrix(rows, [[1.0, -1.0]] * len(rows)), -np.inf, 0)

    def _matrix(self, columns: Sequence[Sequence[int]], values: Sequence[Sequence[float]]) -> Any:
        starts = np.cumsum([0, *(len(row) for row in columns)])
        entries = np.concatenate([np.array(row, dtype=np.float64) for row in values])
        places = np.concatenate([np.array(row, dtype=np.int64) for row in columns])
        return csr_array((entries, places, starts), shape=(len(columns), self._many))

    def _of(self, n: int) -> int:
        return len(self.candidates) + n

    def _sum(self, row: Floats, found: frozenset[int]) -> float:
        return float(round(row[sorted(found)].sum()))

    def _equal(self, row: Floats, value: float) -> Rule:
        return Rule(row, value, value)
