"""Where the servers keep their data and their sockets."""

import hashlib
import os
import re
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.embedded.accounts import Account, lent_account
from config.embedded.errors import ServerUnavailable

ROOT = Path(__file__).resolve().parent.parent.parent
PG_PORT = 5432  # only a part of the socket's name: nothing listens on TCP
LONGEST_SOCKET = 100  # bytes; the system's limit is 107 on Linux and 103 on macOS
PLAIN = re.compile(r"[A-Za-z0-9._/+-]+")  # needs no quoting in a URL, in a shell, in postgresql.conf


@dataclass(frozen=True)
class Place:
    """Folders of one pair of servers, and the account PostgreSQL runs under (None: our own)."""

    data: Path
    sockets: Path
    account: Account | None

    @property
    def postgres(self) -> Path:
        """The PostgreSQL data folder."""
        return self.data / "pg"

    @property
    def redis(self) -> Path:
        """The folder of Redis' append-only file."""
        return self.data / "redis"

    @property
    def postgres_socket(self) -> Path:
        """The socket PostgreSQL listens on."""
        return self.sockets / f".s.PGSQL.{PG_PORT}"

    @property
    def redis_socket(self) -> Path:
        """The socket Redis listens on."""
        return self.sockets / "redis.sock"


def home() -> Path:
    """Return DUIJIE_HOME (default: .data beside the sources), absolute."""
    return Path(os.environ.get("DUIJIE_HOME") or ROOT / ".data").expanduser().resolve()


def elsewhere(folder: Path) -> Path:
    """Return what root uses instead when the lent account cannot enter DUIJIE_HOME (a clone in root's home)."""
    return Path("/var/lib") / f"duijie-{_short(folder)}"


def locate() -> Place:
    """Make and return the folders; as root, ones the lent account can enter, without changing any permission."""
    wanted = home()
    other = elsewhere(wanted)
    account = lent_account([wanted / "pg", other / "pg"])
    _make(wanted)
    data = wanted
    if account is not None and not account.reaches(wanted):
        _make(other)
        data = other
    return Place(data, _socket_folder(data, account), account)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServerUnavailable(
            f"{folder} cannot be made ({error.strerror}): set DUIJIE_HOME to a folder you own."
        ) from None
    owner = folder.stat().st_uid
    if os.geteuid() not in (0, owner):
        raise ServerUnavailable(
            f"{folder} belongs to another account (number {owner}): set DUIJIE_HOME to a folder of your own."
        )


def _socket_folder(data: Path, account: Account | None) -> Path:
    """Return `run/` beside the data, or a short folder in /tmp where path or file system forbid sockets."""
    beside = data / "run"
    longest = len(os.fsencode(str(beside / f".s.PGSQL.{PG_PORT}.lock")))
    if longest <= LONGEST_SOCKET and PLAIN.fullmatch(str(beside)):
        beside.mkdir(mode=0o711, exist_ok=True)
        if _takes_sockets(beside):
            return beside
    short = Path("/tmp") / f"duijie-{os.geteuid()}-{_short(data)}"
    short.mkdir(mode=0o711, exist_ok=True)
    if short.is_symlink() or short.stat().st_uid not in {
        os.geteuid(),
        account.uid if account else os.geteuid(),
    }:
        raise ServerUnavailable(
            f"{short} belongs to another account: remove it, or set DUIJIE_HOME to a shorter path."
        )
    return short


def _takes_sockets(folder: Path) -> bool:
    """Say whether a socket can be bound here; network and shared-folder file systems refuse it."""
    if any(folder.glob(".s.PGSQL.*")) or (folder / "redis.sock").exists():
        return True
    probe = Path(tempfile.mktemp(prefix="probe-", dir=folder))  # bind fails if the name is taken
    with socket.socket(socket.AF_UNIX) as sock:
        try:
            sock.bind(str(probe))
        except OSError:
            return False
    probe.unlink()
    return True


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(str(path))).hexdigest()[:8]
