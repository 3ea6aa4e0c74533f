"""Small random cases, and the answer by trying everything."""

import itertools
import random

from projects.domain.allocation.lottery import draw
from projects.domain.allocation.types import AWAY, SMALL, Entry, Inputs, Place

Answer = tuple[int, frozenset[str]]


def small_case(number: int) -> Inputs:
    """Up to 3 places and 9 entries; few different points, so that there is something to draw."""
    dice = random.Random(number)
    places = []
    for n in range(dice.randint(1, 3)):
        capacity = dice.randint(0, 3)
        reserved = {group: dice.randint(0, capacity) for group in (SMALL, AWAY) if dice.random() < 0.5}
        places.append(Place(f"p{n}", capacity, reserved))
    pairs = [(a, place.id) for a in range(dice.randint(1, 5)) for place in places]
    steps = dice.choice([1000, 2500, 37])
    groups = {a: frozenset(g for g in (SMALL, AWAY) if dice.random() < 0.4) for a in range(5)}
    entries = [
        Entry(f"e{n}", f"a{a}", place, dice.randrange(0, 10_001, steps), groups[a])
        for n, (a, place) in enumerate(dice.sample(pairs, min(len(pairs), dice.randint(1, 9))))
    ]
    settled = frozenset(f"a{a}" for a in range(5) if dice.random() < 0.1)
    return Inputs(f"seed-{number}", tuple(places), tuple(entries), settled)


def keeps_the_rules(inputs: Inputs, chosen: frozenset[str]) -> bool:
    """Written from the rules as they are published, not from the program that is solved."""
    selected = [entry for entry in inputs.entries if entry.id in chosen]
    achievements = {entry.achievement for entry in selected}
    if len(achievements) != len(selected) or achievements & inputs.settled:
        return False
    for place in inputs.places:
        there = [entry for entry in selected if entry.place == place.id]
        if len(there) > place.capacity:
            return False
        for group, seats in place.reserved.items():
            applied = [
                entry
                for entry in inputs.entries
                if entry.place == place.id
                and group in entry.groups
                and entry.achievement not in inputs.settled
            ]
            others = [entry for entry in there if group not in entry.groups]
            if len(others) > place.capacity - min(seats, len(applied)):
                return False
    return True


def by_trying_everything(inputs: Inputs) -> Answer:
    """The highest total, and of the assignments that have it the one the draw takes."""
    points = {entry.id: entry.points for entry in inputs.entries}
    order = draw(inputs.seed, points)
    best: tuple[int, tuple[bool, ...]] = (-1, ())
    chosen: frozenset[str] = frozenset()
    for size in range(len(order) + 1):
        for some in itertools.combinations(sorted(points), size):
            tried = frozenset(some)
            rank = sum(points[id] for id in tried), tuple(id in tried for id in order)
            if rank > best and keeps_the_rules(inputs, tried):
                best, chosen = rank, tried
    return best[0], chosen
