"""The grades of the demo province: what an expert says of pairs there, given one by one by the ordinary verb."""

import csv
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import transaction

from enterprises.actors import actor_for_user
from enterprises.choices import BROKER_GROUP
from matchmaking.domain.grade import grade_match
from matchmaking.models import Match


def grade_pairs(folder: Path) -> int:
    """The demo's broker gives the grades of grades.csv to those of its pairs that are matches; returns how many.

    The file has the keys of need and achievement, the level, and a note. Raises NotAllowed for a pair to which the
    broker is tied.
    """
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        said = {(row["need"], row["achievement"]): row for row in csv.DictReader(file)}
    expert = actor_for_user(Group.objects.get(name=BROKER_GROUP).user_set.get(email="broker@example.com"))
    matches = Match.objects.filter(wanted__external_id__in={need for need, _achievement in said})
    given = 0
    with transaction.atomic():
        for match in matches.select_related("wanted__owner", "offered__owner").order_by("id"):
            row = said.get((match.wanted.external_id, match.offered.external_id))
            if row is not None:
                grade_match(match, int(row["level"]), by=expert, note=row["note"])
                given += 1
    return given
