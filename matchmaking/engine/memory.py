"""Room for large arrays that are filled once, from one end to the other or all over."""

import mmap
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T", bound=np.generic)
LARGE = 1 << 22  # bytes from which numpy asks for huge pages


def room(many: int, kind: type[T]) -> npt.NDArray[T]:
    """So many numbers, not yet set; what is never written to costs nothing.

    Memory comes page by page, small ones. numpy has the kernel fetch 2 MB at once, which a virtual machine must often
    get back from its host first, at several times the cost (docs/adr/0017).
    """
    size = many * np.dtype(kind).itemsize
    if size < LARGE:
        return np.empty(many, kind)
    return np.frombuffer(mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS), kind)


def roomier(array: npt.NDArray[T], many: int) -> npt.NDArray[T]:
    """The array with room for more at its end."""
    larger = room(many, array.dtype.type)
    larger[: len(array)] = array
    return larger
