"""Memory that a process has touched once stays with it."""

import ctypes
import sys

TRIM_THRESHOLD, MMAP_MAX = -1, -4  # of mallopt, see its manual page
NEVER = 2**31 - 1  # bytes at the end of the heap that are given back


def keep_memory() -> None:
    """Have the allocator give nothing back from now on, where it is glibc's.

    A matrix of scores that is given back and asked for anew is paid for page by page, on a virtual machine up to three
    times what filling it takes.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if hasattr(libc, "mallopt"):
            libc.mallopt(MMAP_MAX, 0)
            libc.mallopt(TRIM_THRESHOLD, NEVER)
