"""What `./run` does. Standard library only: it works before anything is installed.

`run` loads this package by its path, under the name `frontdoor`; hence the relative imports in it.
"""

import errno
import os
import subprocess
import sys
from collections.abc import Callable

from . import check, commands, serve
from .speech import Halt

COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "stop": commands.stop,
    "reset": commands.reset,
    "test": commands.test,
    "bench": commands.bench,
    "classify_fields": commands.classify_fields,
    "allocate": commands.allocate,
    "classify_urls": commands.classify_urls,
    "two-worlds": commands.two_worlds,
    "probes": commands.probes,
    "tamper": commands.tamper,
    "check-matrix": commands.check_matrix,
    "check": check.check,
    "trust": commands.trust,
}


def main(arguments: list[str]) -> int:
    """Carry out one command line; return the exit code. What is missing is said in one sentence."""
    try:
        if not arguments:
            return serve.serve()
        command = COMMANDS.get(arguments[0])
        return command(arguments[1:]) if command else commands.manage(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Halt as halt:
        message = str(halt)
    except subprocess.CalledProcessError as error:
        message = f"{' '.join(map(str, error.cmd))} failed with code {error.returncode}."
    except OSError as error:
        message = _sentence(error)
    print(f"duijie: {message}", file=sys.stderr)
    return 1


def _sentence(error: OSError) -> str:
    what = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{what}the disk is full; make room, or set DUIJIE_HOME to a folder on another disk."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{what}not allowed to write here; clone into a folder of your own, or set DUIJIE_HOME to one."
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{what}a file is in the way; remove it, or set DUIJIE_HOME to a folder."
    return f"{what}{error.strerror or error}."
