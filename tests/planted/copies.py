"""A copy of the tree in which a fault can be planted."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEEDED = (
    "config",
    "enterprises",
    "projects",
    "matchmaking",
    "seeds",
    "locale",
    "tests",
    "manage.py",
    "pyproject.toml",
    "requirements-dev.lock",
)


@contextmanager
def copy_of_the_tree() -> Iterator[Path]:
    """The sources and tests as they stand, also what is not committed; gone afterwards.

    Compiled files come along: they fit as long as a source has the same time and size, and compiling takes longer
    than walking.
    """
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        for name in _files():
            _copy(ROOT / name, Path(folder) / name)
            compiled = Path(cache_from_source(ROOT / name)) if name.endswith(".py") else None
            if compiled is not None and compiled.exists():
                _copy(compiled, Path(folder) / compiled.relative_to(ROOT))
        yield Path(folder)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *NEEDED],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
