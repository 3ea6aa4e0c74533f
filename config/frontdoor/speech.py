"""What a person sees: one line a step, with its seconds; and the one sentence that says what is missing."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

WIDTH = 44


class Halt(Exception):
    """We cannot go on. The message is one clear sentence with the remedy."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print `name`, count the seconds on a terminal while it lasts, and print how long it took."""
    begun = time.monotonic()
    over = threading.Event()
    ticker = threading.Thread(target=_tick, args=(name, begun, over), daemon=True)
    if sys.stdout.isatty():
        ticker.start()
    verdict = "failed after"
    try:
        yield
        verdict = ""
    finally:
        over.set()
        if ticker.is_alive():
            ticker.join()
        _line(name, begun, verdict, end="\n")


def _tick(name: str, begun: float, over: threading.Event) -> None:
    while not over.wait(0.5):
        _line(name, begun, "...", end="")


def _line(name: str, begun: float, verdict: str, *, end: str) -> None:
    back = "\r" if sys.stdout.isatty() else ""
    print(f"{back}  {name:<{WIDTH}}{verdict:>13}{time.monotonic() - begun:7.1f} s", end=end, flush=True)
