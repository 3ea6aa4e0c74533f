"""Under which account the servers run. PostgreSQL refuses to run as root, so root lends it an existing account."""

import os
import pwd
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.errors import ServerUnavailable

LENDABLE = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An unprivileged account that root runs PostgreSQL under."""

    uid: int
    gid: int

    def popen(self) -> dict[str, Any]:
        """Return the arguments of `subprocess` that make a child run as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, path: Path) -> bool:
        """Say whether the account may enter the folder or execute the file at `path`."""
        test = subprocess.run(["test", "-x", str(path)], cwd="/", check=False, **self.popen())
        return test.returncode == 0


def lent_account(existing_data: Iterable[Path]) -> Account | None:
    """Return the account PostgreSQL runs under when we are root, None when we are not.

    The owner of a data folder that exists keeps it, so that an account added later does not change the owner.
    """
    if os.geteuid() != 0:
        return None
    for folder in existing_data:
        if folder.exists():
            return Account(folder.stat().st_uid, folder.stat().st_gid)
    for name in LENDABLE:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise ServerUnavailable(
        "PostgreSQL cannot run as root and neither 'postgres' nor 'nobody' exists here: "
        "run as an ordinary user, or set DATABASE_URL."
    )
