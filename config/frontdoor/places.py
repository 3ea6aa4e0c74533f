"""Where things are."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME, DEVELOPMENT, BENCHMARK, INSTALLER = (
    ROOT / f"requirements{kind}.lock" for kind in ("", "-dev", "-bench", "-uv")
)


def home() -> Path:
    """Return DUIJIE_HOME (default: .data beside the sources), absolute."""
    return Path(os.environ.get("DUIJIE_HOME") or ROOT / ".data").expanduser().resolve()


def environment() -> dict[str, str]:
    """Return the environment of our children: development unless said otherwise, UTF-8 whatever the locale says, and
    compiled files kept: each process takes four seconds longer where every source is compiled anew."""
    return {
        "DUIJIE_DEBUG": "True",
        "UV_SYSTEM_CERTS": "1",  # without it uv fails behind a network that inspects TLS
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "DUIJIE_HOME": str(home()),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }


def embedded() -> list[str]:
    """Return which of the two servers are the embedded ones."""
    return [
        name
        for name, url in (("PostgreSQL", "DATABASE_URL"), ("Redis", "REDIS_URL"))
        if not os.environ.get(url)
    ]


LINUX = sys.platform == "linux"
