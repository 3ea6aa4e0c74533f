"""Where the races are run: a database of its own with the parties, their listings, and everybody who decides."""

import itertools
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from config.kernel.secrets import work_as_public
from enterprises.actors import actor_for_user
from enterprises.domain.groups import ensure_groups
from enterprises.domain.ties import declare_tie
from enterprises.domain.vocabulary import load_vocabularies
from enterprises.models import Organization, User
from matchmaking.choices import Relation
from matchmaking.models import Match
from matchmaking.states import MatchState
from projects.models import Listing
from tests.factories import make_administrator, make_listing, make_organization


@dataclass(frozen=True)
class Ground:
    """The last of the administrators is tied to the wanted side and needs an exemption for each match."""

    enterprise: Organization
    lab: Organization
    administrators: tuple[User, ...]
    matches: tuple[UUID, ...]

    @property
    def tied(self) -> User:
        return self.administrators[-1]

    def fresh_match(self) -> UUID:
        """One more, of two listings that no other match has."""
        need = make_listing("need", owner=self.enterprise)
        match = _mutual(need, make_listing("achievement", owner=self.lab))
        match.save()
        return match.pk


@contextmanager
def prepared(administrators: int, races: int) -> Iterator[Ground]:
    """Make the database and its rows, with a match for each race; drop it at the end."""
    settings.DATABASES["default"]["TEST"]["NAME"] = f"races_{os.getpid()}"
    before = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        load_vocabularies(Path(settings.BASE_DIR) / "seeds" / "vocabularies")
        ensure_groups()
        work_as_public()
        yield _fill(administrators, races)
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def _fill(administrators: int, races: int) -> Ground:
    enterprise, lab = make_organization("争先测试企业"), make_organization("争先测试实验室", kind="lab")
    side = math.isqrt(races) + 1
    needs = [make_listing("need", owner=enterprise) for _n in range(side)]
    achievements = [make_listing("achievement", owner=lab) for _n in range(side)]
    pairs = itertools.islice(itertools.product(needs, achievements), races)
    matches = Match.objects.bulk_create((_mutual(*pair) for pair in pairs), batch_size=1000)
    users = tuple(make_administrator(f"管理员{n + 1}") for n in range(administrators))
    declare_tie(enterprise, kind="shares", by=actor_for_user(users[-1]))
    return Ground(enterprise, lab, users, tuple(match.pk for match in matches))


def _mutual(need: Listing, achievement: Listing) -> Match:
    """A match that both sides want."""
    return Match(
        relation=Relation.NEED_ACHIEVEMENT,
        state=MatchState.MUTUAL,
        wanted_id=need.pk,
        offered_id=achievement.pk,
        score=0.5,
        parts=[],
        terms=[],
        model_version="races",
        wanted_revision=need.revision,
        offered_revision=achievement.revision,
    )
