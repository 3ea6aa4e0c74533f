"""Start other programs so that none is left behind, even when we are killed with -9."""

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from .places import LINUX, ROOT, environment
from .speech import Halt

PR_SET_PDEATHSIG = 1  # linux/prctl.h
TAIL = 30  # lines of a failed program's output that are worth showing


def _prctl() -> Callable[..., int] | None:
    if not LINUX:
        return None
    try:
        import ctypes  # noqa: PLC0415  some Pythons are built without it

        return ctypes.CDLL(None).prctl
    except (ImportError, OSError, AttributeError):
        return None


PRCTL = _prctl()  # looked up here: after a fork only plain calls are safe
OURSELVES = os.getpid()


def _die_with_parent() -> None:
    if PRCTL is not None:
        PRCTL(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != OURSELVES:  # it died before we could ask
            os._exit(1)


def launch(command: list[str], output: int | None = None) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own: Ctrl-C reaches only us, and we end the children in good order."""
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_die_with_parent,
    )


def finish(child: subprocess.Popen[bytes]) -> int:
    """Wait for a child; if we are told to stop meanwhile, end it first."""
    try:
        return child.wait()
    except KeyboardInterrupt:
        end(child, patience=5)
        raise


def end(child: subprocess.Popen[bytes], *, patience: float) -> None:
    """Ask the child to end, wait, then kill it and whatever it left in its session."""
    if child.poll() is None:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(patience)
    kill_rest(child)
    child.wait()


def kill_rest(child: subprocess.Popen[bytes]) -> None:
    """Kill what still runs in the child's session, so that two generations never work side by side."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def quietly(command: list[str | Path], failure: str) -> None:
    """Run a program to its end without a word; if it fails, halt with the sentence `failure` and its last lines."""
    with tempfile.TemporaryFile() as output:
        code = finish(launch([str(part) for part in command], output.fileno()))
        if code:
            output.seek(0)
            lines = output.read().decode(errors="replace").splitlines()[-TAIL:]
            raise Halt("\n".join([failure, *lines]))


def loudly(command: list[str | Path]) -> int:
    """Run a program in our own terminal (a debugger must be able to read from it); return its exit code."""
    with subprocess.Popen([str(part) for part in command], cwd=ROOT, env=environment()) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the program got it too and ends in its own way
