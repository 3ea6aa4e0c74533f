"""The smallest team: against every team there is, on small random cases, and the ties one by one."""

import random
from itertools import combinations

import pytest

from matchmaking.domain.cover import Fit, smallest_team

CASES = 400


def by_brute_force(fits, standing):
    """Every set of candidates is tried: fewest, then most points, then first by id."""
    topics = {fit.topic for fit in fits}
    free = sorted({fit.candidate for fit in fits} - standing)
    for size in range(len(free) + 1):
        teams = []
        for joining in combinations(free, size):
            team = set(joining) | standing
            best = {}
            for fit in fits:
                if fit.candidate in team:
                    best[fit.topic] = max(best.get(fit.topic, 0), fit.points)
            if best.keys() == topics:
                teams.append((-sum(best.values()), joining))
        if teams:
            total, joining = min(teams)
            return joining, -total
    raise AssertionError("everybody together is a team")


def a_case(number):
    """Up to 8 candidates and 6 topics, few different points, so that ties are common; the ids in no order."""
    chance = random.Random(number)
    candidates = [f"c{n:02}" for n in chance.sample(range(50), chance.randint(1, 8))]
    topics = [f"t{n}" for n in range(chance.randint(1, 6))]
    likely = chance.choice([0.2, 0.4, 0.7])
    points = chance.choice([[5], [3, 5], [3500, 4200, 6100, 9999], list(range(3500, 10001))])
    fits = [
        Fit(candidate, topic, chance.choice(points))
        for topic in topics
        for candidate in candidates
        if chance.random() < likely
    ]
    standing = frozenset(chance.sample(candidates, min(len(candidates), chance.choice([0, 0, 1, 2]))))
    chance.shuffle(fits)
    return fits, standing


def test_it_is_the_best_in_every_random_case():
    ties = 0
    for number in range(CASES):
        fits, standing = a_case(number)
        team = smallest_team(fits, standing=standing)
        assert (team.joining, team.total) == by_brute_force(fits, standing), f"case {number}"
        again = smallest_team(sorted(fits, key=lambda fit: (fit.points, fit.candidate)), standing=standing)
        assert again == team
        ties += len({fit.points for fit in fits}) == 1 and len(team.joining) > 0
    assert ties > CASES // 10  # the draw by id was put to the test


def test_of_two_that_cover_the_same_the_better_is_asked():
    fits = [Fit("a", "x", 4000), Fit("b", "x", 6000), Fit("b", "y", 5000), Fit("a", "y", 5000)]
    assert smallest_team(fits).joining == ("b",)


def test_one_who_covers_both_comes_before_two_who_fit_better():
    fits = [Fit("a", "x", 9000), Fit("b", "y", 9000), Fit("c", "x", 4000), Fit("c", "y", 4000)]
    team = smallest_team(fits)
    assert (team.joining, team.total) == (("c",), 8000)


def test_of_two_alike_the_first_by_id_is_asked_and_covers():
    assert smallest_team([Fit("b", "x", 5000), Fit("a", "x", 5000)]).joining == ("a",)
    fits = [Fit("b", "x", 5000), Fit("a", "x", 5000), Fit("a", "y", 5000), Fit("b", "z", 5000)]
    team = smallest_team(fits)
    assert (team.joining, team.by_topic["x"].candidate) == (("a", "b"), "a")


def test_who_is_in_already_costs_nothing():
    fits = [Fit("a", "x", 9000), Fit("b", "x", 4000), Fit("b", "y", 4000), Fit("c", "y", 5000)]
    assert smallest_team(fits).joining == ("b",)
    team = smallest_team(fits, standing=["a", "somebody who covers nothing"])
    assert (team.joining, team.by_topic["x"].candidate) == (("c",), "a")


@pytest.mark.parametrize("standing", [(), ("a",)])
def test_nobody_covers_anything(standing):
    team = smallest_team([], standing=standing)
    assert (team.joining, team.by_topic, team.total) == ((), {}, 0)
