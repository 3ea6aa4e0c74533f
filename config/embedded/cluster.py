"""The PostgreSQL data folder: how it is made, and by which version."""

import os
import shutil
import sys

from config.embedded.binaries import programs_for
from config.embedded.errors import ServerUnavailable
from config.embedded.places import Place
from config.embedded.processes import run_tool
from config.embedded.reasons import reason

NAME = "duijie"  # the role and the database
# Under LC_CTYPE=C, pg_trgm finds no trigram in Chinese text, silently. The first locale the machine knows is taken.
LOCALES = {
    "linux": (("--locale=C.UTF-8",), ("--locale=en_US.UTF-8",), ("--locale=zh_CN.UTF-8",)),
    "darwin": (("--locale=C", "--lc-ctype=UTF-8"),),
}


def create(place: Place) -> None:
    """Make the data folder under another name and rename it, so that a killed initdb leaves nothing half-made."""
    draft = place.data / "pg.new"
    error = ""
    for locale in LOCALES.get(sys.platform, LOCALES["linux"]):
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if place.account:
            os.chown(draft, place.account.uid, place.account.gid)
        options = ["-U", NAME, "-E", "UTF8", "--auth=trust", *locale]
        made = run_tool([programs_for(place) / "initdb", "-D", draft, *options], place.account)
        if made.returncode == 0:
            draft.rename(place.postgres)
            return
        error = error or made.stderr
    raise ServerUnavailable(
        f"The PostgreSQL data folder {place.postgres} could not be made: {reason(error)}."
    )


def check_version(place: Place) -> None:
    """Refuse to start the programs of another major version on the data, and say what to do."""
    made_by = (place.postgres / "PG_VERSION").read_text().strip()
    programs = programs_for(place)
    version = run_tool([programs / "postgres", "--version"]).stdout.split()[
        -1:
    ]  # "postgres (PostgreSQL) 18.6"
    if version and version[0].split(".")[0] != made_by:
        raise ServerUnavailable(
            f"{place.postgres} was made by PostgreSQL {made_by}, but {programs} is {version[0]}: "
            f"set DUIJIE_PG_BIN to the programs of {made_by}, or start afresh with ./run reset."
        )
