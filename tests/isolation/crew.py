"""As many processes as cores, each with a walker on a copy of the stage of its own."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from django.db import connection

from tests.isolation.stage import Stage, at_home, create, drop, use
from tests.isolation.walker import Walker, walker_on
from tests.room import with_room

PROCESSES = int(os.environ.get("DUIJIE_WALKERS", os.cpu_count() or 1))
GARBAGE = 50_000  # objects that pile up before somebody looks which are garbage: those of ten requests
Task = Callable[[Walker, Any], Any]
_here: dict[str, Any] = {}


def share_out(stage: Stage, task: Task, pieces: Sequence[Any]) -> Iterator[Any]:
    """`task(walker, piece)` of every piece, in their order. The task must stand at the top of a module."""
    connection.close()
    context = multiprocessing.get_context("fork")
    numbers = context.Queue()
    names = [f"{stage.database}_w{number}" for number in range(PROCESSES)]
    for name in names:
        numbers.put(name)
    try:
        with context.Pool(PROCESSES, _here.update, ({"stage": stage, "names": numbers},)) as pool:
            yield from pool.imap(_Work(task), pieces)
    finally:
        for name in names:
            drop(name)


class _Work:
    """The task on this process's walker; an object, so that it can be sent."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def __call__(self, piece: Any) -> Any:
        return with_room(lambda: self._task(_walker(), piece))


def _walker() -> Walker:
    """A walker on a copy of the stage, which lives as long as the process.

    Made with the first piece, not as the process begins: what goes wrong there a pool answers with another process.
    """
    if "walker" not in _here:
        name = _here["names"].get()
        create(name, template=_here["stage"].database)
        at_home(_here["stage"].folder).enable()  # a test's fixtures may have led this process elsewhere
        use(name)
        _here["held"] = walker_on(_here["stage"].world)
        _here["walker"] = _here["held"].__enter__()
        gc.freeze()  # what stands now stays: no use in looking at it again
        gc.set_threshold(GARBAGE, 20, 100)
    return cast(Walker, _here["walker"])
