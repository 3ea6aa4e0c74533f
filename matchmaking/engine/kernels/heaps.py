"""A heap of fixed size with the lowest on top: the best so far, and what is to beat."""

import numpy as np
import numpy.typing as npt

from .compiled import compiled

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


@compiled
def sink(heap: Floats, ids: Ints, value: float, id: int) -> None:
    """Replace the lowest of a heap, and the id beside it."""
    size, hole = len(heap), 0
    while True:
        child = 2 * hole + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[hole], ids[hole] = heap[child], ids[child]
        hole = child
    heap[hole], ids[hole] = value, id
