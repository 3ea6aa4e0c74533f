"""Where the races are run: a database of its own with the parties, their listings, and everybody who decides."""

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from config.kernel.secrets import work_as_public
from enterprises.actors import actor_for_user
from enterprises.domain.groups import ensure_groups
from enterprises.domain.ties import declare_tie
from enterprises.domain.vocabulary import load_vocabularies
from enterprises.models import Organization, User
from projects.models import Listing
from tests.factories import make_administrator, make_listing, make_organization


@dataclass(frozen=True)
class Ground:
    """The last of the administrators is tied to the wanted side and needs an exemption for each match."""

    enterprise: Organization
    lab: Organization
    needs: tuple[Listing, ...]
    achievements: tuple[Listing, ...]
    administrators: tuple[User, ...]

    @property
    def tied(self) -> User:
        return self.administrators[-1]


@contextmanager
def prepared(administrators: int, pairs: int) -> Iterator[Ground]:
    """Make the database and its rows, with listings for so many pairs; drop it at the end."""
    settings.DATABASES["default"]["TEST"]["NAME"] = f"races_{os.getpid()}"
    before = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        load_vocabularies(Path(settings.BASE_DIR) / "seeds" / "vocabularies")
        ensure_groups()
        work_as_public()
        yield _fill(administrators, math.isqrt(pairs) + 1)
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def _fill(administrators: int, listings: int) -> Ground:
    enterprise, lab = make_organization("争先测试企业"), make_organization("争先测试实验室", kind="lab")
    ground = Ground(
        enterprise=enterprise,
        lab=lab,
        needs=tuple(make_listing("need", owner=enterprise) for _n in range(listings)),
        achievements=tuple(make_listing("achievement", owner=lab) for _n in range(listings)),
        administrators=tuple(make_administrator(f"管理员{n + 1}") for n in range(administrators)),
    )
    declare_tie(enterprise, kind="shares", by=actor_for_user(ground.tied))
    return ground
