"""Compiled code is kept between processes, and never used for sources that have changed."""

import os
import subprocess
import sys
from pathlib import Path

from matchmaking.engine.kernels import compiled

CALLED = "from .compiled import compiled\n\n\n@compiled\ndef figure(n: int) -> int:\n    return n + {}\n"
CALLER = (
    "from .called import figure\nfrom .compiled import compiled\n\n\n"
    "@compiled\ndef doubled(n: int) -> int:\n    return 2 * figure(n)\n"
)
ASK = "from loops.caller import doubled; print(doubled(1), sum(doubled.stats.cache_hits.values()))"


def test_a_change_in_one_file_reaches_what_is_compiled_in_another(tmp_path: Path):
    loops, kept = tmp_path / "loops", tmp_path / "kept"
    loops.mkdir()
    (loops / "__init__.py").touch()
    (loops / "compiled.py").write_text(Path(compiled.__file__).read_text("utf-8"), "utf-8")
    (loops / "caller.py").write_text(CALLER, "utf-8")

    (loops / "called.py").write_text(CALLED.format(1), "utf-8")
    assert [_asked(tmp_path, kept), _asked(tmp_path, kept)] == ["4 0", "4 1"]

    (loops / "called.py").write_text(CALLED.format(2), "utf-8")
    assert [_asked(tmp_path, kept), _asked(tmp_path, kept)] == ["6 0", "6 1"]


def _asked(folder: Path, kept: Path) -> str:
    """What a new process answers, and how often it found compiled code kept."""
    surroundings = {**os.environ, "NUMBA_CACHE_DIR": str(kept)}
    return subprocess.run(
        [sys.executable, "-c", ASK], cwd=folder, env=surroundings, text=True, capture_output=True, check=True
    ).stdout.strip()
