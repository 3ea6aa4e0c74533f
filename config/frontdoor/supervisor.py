"""Keep the programs of the stack running: what ends is started again, and everything ends with us.

Workers do die (a broker that vanishes kills some), and nothing else would start them again.
"""

import subprocess
import time
from collections.abc import Iterable

from .children import end, kill_rest, launch

LONG_LIFE = 20.0  # seconds; after a shorter life the pause before the next one doubles
LONGEST_PAUSE = 30.0  # seconds
PATIENCE = 20.0  # seconds for the work in hand (the worker's own soft shutdown takes up to 10)


class Service:
    """One program that must always run."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.child: subprocess.Popen[bytes] | None = None
        self.begun = 0.0
        self.pause = 1.0  # seconds before the next life
        self.not_before = 0.0

    def start(self) -> None:
        """Begin a life."""
        self.begun = time.monotonic()
        self.child = launch(self.command)

    def look(self) -> None:
        """Start the program again if it has ended and its pause is over; tell about it."""
        if not self.begun:  # its turn has not come
            return
        now = time.monotonic()
        if self.child is not None and (code := self.child.poll()) is not None:
            kill_rest(self.child)
            self.child = None
            self.pause = 1.0 if now - self.begun > LONG_LIFE else min(2 * self.pause, LONGEST_PAUSE)
            self.not_before = now + self.pause
            print(f"  {self.name} ended ({code}); starting it again in {self.pause:.0f} s", flush=True)
        if self.child is None and now >= self.not_before:
            self.start()


class Supervisor:
    """All programs of the stack."""

    def __init__(self, services: Iterable[Service]) -> None:
        self.services = list(services)

    def start(self, *names: str) -> None:
        """Start the named programs, or all that have not been started yet."""
        for service in self.services:
            if not service.begun and (not names or service.name in names):
                service.start()

    def look(self) -> None:
        """Start again what has ended."""
        for service in self.services:
            service.look()

    def stop(self) -> None:
        """End every program: all are asked at once, then each is waited for."""
        children = [service.child for service in self.services if service.child is not None]
        for child in children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in children:
            end(child, patience=max(0.1, deadline - time.monotonic()))
