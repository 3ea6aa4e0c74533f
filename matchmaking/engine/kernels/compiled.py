"""The decorator of all compiled functions: no Python objects, no lock held, kept on disk between processes."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compiled at first call (a second or two), then read from numba's cache (NUMBA_CACHE_DIR).

    Without fast-math: sums are added in the order written, so that the plain twins give the same bits.
    """
    return cast(F, numba.njit(nogil=True, cache=True)(function))
