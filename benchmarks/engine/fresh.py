"""What memory costs that no process has touched lately: a virtual machine may have given it back to its host."""

import mmap
import os
import sys
import tempfile
import time
from collections.abc import Callable

from .clock import cpu_seconds, spread

PAGE = 4096
SIZE = 100 << 20  # bytes of each trial
LULL = 4  # seconds after which a machine that gives free memory back has done so
PIECE = 1 << 20
ROUNDS = 3


def measure() -> dict[str, dict[str, float]]:
    """Microseconds of CPU for every 4 KB, by the way they are asked for, turn by turn; nothing but on Linux."""
    if sys.platform != "linux":
        return {}
    content = memoryview(bytearray(os.urandom(PIECE) * (SIZE // PIECE)))
    ways: dict[str, Callable[[], None]] = {
        "small pages": lambda: _touch(mmap.MADV_NOHUGEPAGE),
        "huge pages": lambda: _touch(mmap.MADV_HUGEPAGE),
        "a file, a megabyte at a time": lambda: _write(content, PIECE),
        "a file in one piece": lambda: _write(content, SIZE),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            time.sleep(LULL)
            taken[name].append(1e6 * cpu_seconds(way) / (SIZE / PAGE))
    return {name: spread(costs) for name, costs in taken.items()}


def _touch(advice: int) -> None:
    with mmap.mmap(-1, SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as memory:
        memory.madvise(advice)
        for place in range(0, SIZE, PAGE):
            memory[place] = 1


def _write(content: memoryview, piece: int) -> None:
    with tempfile.TemporaryFile(buffering=0) as file:
        for start in range(0, SIZE, piece):
            file.write(content[start : start + piece])
        os.fsync(file.fileno())
