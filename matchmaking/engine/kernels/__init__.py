"""The inner loops, compiled. Each has a plain twin that gives the same bits; tests hold them together.

Importing anything below this package loads numba (half a second); `usable` asks without loading it.
"""

import sys
from functools import cache
from importlib.util import find_spec


@cache
def usable() -> bool:
    """Whether numba is installed: without it the plain twins do all the work."""
    return find_spec("numba") is not None


def loaded() -> bool:
    """Whether this process has paid for loading numba already, as by its first search of a large market."""
    return "numba" in sys.modules
