"""Room for the frames of deep calls.

CPython keeps frames in chunks of 16 KiB, and maps and unmaps memory whenever calls cross from one chunk into the next
and come back (`push_chunk` and `_PyThreadState_PopFrame` in its Python/pystate.c). Where a busy call of a request
stands just there, the request takes up to half as long again, and where that is follows from how deep the test's own
frames are. A frame that fits no chunk is given a larger one of its own, and what it leaves over has room for those
above it.
"""

from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

SLOTS = 1 << 16  # of 8 bytes: in the chunk of a mebibyte that is made for them as many are left over
Result = TypeVar("Result")


def with_room(work: Callable[[], Result]) -> Result:
    """What `work` returns, called from a frame so large that all frames above it share its chunk."""
    found: Result = _call_with_room(work)
    return found


def _call(work: Callable[[], Any]) -> Any:
    return work()


_call_with_room = FunctionType(_call.__code__.replace(co_stacksize=SLOTS), {})
