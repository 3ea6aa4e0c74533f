"""The decorator of all compiled functions: no Python objects, no lock held, kept on disk between processes.

What is kept is good for one state of all kernels. numba itself looks only at the file of a function, not at those it
calls into, and would run the old code of a function that was changed in another file.
"""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])

HERE = Path(__file__).parent
settings: Any = numba.config  # which makes its attributes as it reads the environment


def compiled(function: F) -> F:
    """Compiled at first call (a second or two), then read from where it is kept: in a folder of NUMBA_CACHE_DIR, or
    beside the sources; where these may not be written to, wherever numba keeps it.

    Without fast-math: sums are added in the order written, so that the plain twins give the same bits.
    """
    given = settings.CACHE_DIR
    settings.CACHE_DIR = str(Path(given or HERE / "__pycache__") / _STATE)
    try:
        return cast(F, numba.njit(nogil=True, cache=True)(function))
    finally:
        settings.CACHE_DIR = given


def state_of(folder: Path) -> str:
    """Of all sources in a folder, in one word."""
    state = blake2b(digest_size=8)
    for path in sorted(folder.glob("*.py")):
        state.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()


_STATE = state_of(HERE)
