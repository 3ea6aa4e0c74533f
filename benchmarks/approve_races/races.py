"""One process for each of those who decide; race after race they wait for each other and decide at once."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from uuid import UUID

from django.db import DatabaseError, connection

from benchmarks.approve_races.ground import Ground
from config.kernel.errors import DomainError, IllegalTransition, LostRace, NotAllowed
from enterprises.actors import Actor, actor_for_operation, actor_for_user
from matchmaking.domain.conflicts import ask_override, grant_override
from matchmaking.domain.match import decline_match
from matchmaking.domain.review import approve_match, reject_match
from matchmaking.models import Match
from projects.domain.publication import close_listing

MOST = 16
SIZES = (2, 3, 2, 4, 2, 8, 2, 3, 2, MOST)  # how many decide at once, in turn
LANES = 3  # races that go on side by side, each with MOST processes: while one is prepared the other is run
# what one of them does instead of approving, in turn
OTHERS = (*("", "reject", "decline", "", "reject", "", "decline", "") * 5, "close")
SELDOM = 7  # every how many races an exemption is asked for


@dataclass(frozen=True)
class Race:
    """One match, and what each of those who decide does with it: place among them → act."""

    match: UUID
    acts: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """`outcomes`: for each who decided, "act: what came of it"."""

    race: Race
    outcomes: tuple[str, ...]


def run(ground: Ground) -> list[Result]:
    """A race for each match; of how many people, SIZES says in turn."""
    connection.close()  # a child must not write into its parent's connection
    results: list[Result] = []
    with ExitStack() as stack:
        lanes = [Lane(ground, stack) for _n in range(LANES)]
        for number, race in enumerate(_races(ground)):
            lane = lanes[number % LANES]
            results += lane.result()
            lane.start(race)
        return results + [result for lane in lanes for result in lane.result()]


class Lane:
    """MOST processes, and the race they are at."""

    def __init__(self, ground: Ground, stack: ExitStack) -> None:
        context = multiprocessing.get_context("fork")
        self._race: Race | None = None
        self._wires: list[Connection] = []
        for place in range(MOST):
            ours, theirs = context.Pipe()
            child = context.Process(target=_decide, args=(theirs, ground, place), daemon=True)
            child.start()
            stack.callback(child.join)
            stack.callback(ours.send, None)
            self._wires.append(ours)

    def start(self, race: Race) -> None:
        """Hand out the acts; when everybody has read the match, let all go at once."""
        self._race, called = race, self._called(race)
        for wire, act in zip(called, race.acts, strict=True):
            wire.send((race.match, act))
        for wire in called:
            wire.recv()
        for wire in called:
            wire.send("go")

    def result(self) -> list[Result]:
        """Wait for the race under way; nothing where there is none."""
        race, self._race = self._race, None
        return [] if race is None else [Result(race, tuple(wire.recv() for wire in self._called(race)))]

    def _called(self, race: Race) -> list[Connection]:
        return self._wires[-len(race.acts) :] if "exempt" in race.acts else self._wires[: len(race.acts)]


def _races(ground: Ground) -> Iterator[Race]:
    """Matches that both sides want, each raced for once. The tied administrator, the last of all, is there when all
    are, and where an exemption is granted while the others decide."""
    for number, prepared in enumerate(ground.matches):
        match, acts = prepared, ["approve"] * SIZES[number % len(SIZES)]
        if (other := OTHERS[number % len(OTHERS)]) and len(acts) > 2:
            acts[0] = other
        if acts[0] == "close":  # on a pair of its own: it would end the other matches of the listing
            match = ground.fresh_match()
        if number % SELDOM == 0 and len(acts) > 3:
            acts[1] = "exempt"
            ask_override(_read(match), by=actor_for_user(ground.tied), note="只持有少量股份")
        yield Race(match, tuple(acts))


def _read(pk: UUID) -> Match:
    return Match.objects.select_related("wanted__owner", "offered__owner").get(pk=pk)


def _decide(wire: Connection, ground: Ground, place: int) -> None:
    """The life of one of them: read the match as a request does, wait for the others, act, say what came of it."""
    by = actor_for_user(ground.administrators[place])
    by.tied_ids  # noqa: B018  read now and kept, as when a request begins, not between "go" and verb
    while (called := wire.recv()) is not None:
        pk, name = called
        match = _read(pk)
        wire.send("ready")
        wire.recv()
        wire.send(f"{name}: {_outcome(ACTS[name], match, by, ground)}")
    connection.close()


def _outcome(act: Callable[..., object], match: Match, by: Actor, ground: Ground) -> str:
    try:
        act(match, by, ground)
    except (LostRace, IllegalTransition, NotAllowed) as refused:
        return type(refused).__name__
    except (
        DomainError,
        DatabaseError,
    ) as error:  # nobody foresaw it: it is counted, and the other races go on
        return f"FAULT {type(error).__name__}: {error}"
    return "done"


def _approve(match: Match, by: Actor, _ground: Ground) -> None:
    approve_match(match, by=by, note="同意")


def _reject(match: Match, by: Actor, _ground: Ground) -> None:
    reject_match(match, by=by, reasons=["3"], note="权属不清")


def _decline(match: Match, _by: Actor, ground: Ground) -> None:
    decline_match(match, by=actor_for_operation("实验室", ground.lab), reasons=["1"])


def _close(match: Match, _by: Actor, ground: Ground) -> None:
    close_listing(match.offered, by=actor_for_operation("实验室", ground.lab))


def _exempt(match: Match, by: Actor, ground: Ground) -> None:
    grant_override(match, ground.tied, by=by, note="另一位管理员已复核")


ACTS: dict[str, Callable[[Match, Actor, Ground], None]] = {
    "approve": _approve,
    "reject": _reject,
    "decline": _decline,
    "close": _close,
    "exempt": _exempt,
}
