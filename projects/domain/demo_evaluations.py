"""Evaluations of the demo province, by the verbs people use: one released, one the owner reads, one still open."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from enterprises.actors import Actor, actor_for_operation, actor_for_user
from enterprises.domain.demo import read_rows
from enterprises.models import User
from projects.choices import ListingKind
from projects.domain.demo import OPERATION
from projects.domain.evaluation import open_evaluation, release_evaluation
from projects.domain.opinions import OPINION_FIELDS, give_opinion
from projects.models import Achievement, Evaluation, Opinion


def load_evaluations(folder: Path, *, administrator: Actor) -> int:
    """Write what is not there yet, once people and listings are; returns how many are new."""
    if Evaluation.objects.exists():
        return 0
    with transaction.atomic():
        for row in read_rows(folder / "evaluations.jsonl"):
            _evaluation(row, administrator)
    return Evaluation.objects.count()


def _evaluation(row: Mapping[str, Any], administrator: Actor) -> None:
    found = Achievement.objects.select_related("owner")
    achievement = found.get(kind=ListingKind.ACHIEVEMENT, external_id=row["achievement"])
    people = {each["reviewer"]: User.objects.get(email=each["reviewer"]) for each in row["opinions"]}
    opened = open_evaluation(
        achievement, reviewers=people.values(), question=row["question"], by=administrator
    )
    opinions = Opinion.objects.filter(evaluation=opened).select_related("evaluation__achievement", "reviewer")
    for each in row["opinions"]:
        values = {name: each[name] for name in OPINION_FIELDS if name in each}
        if values:
            person = people[each["reviewer"]]
            give_opinion(opinions.get(reviewer=person), values, by=actor_for_user(person))
    if row["released"]:
        opened.refresh_from_db()
        release_evaluation(opened, by=actor_for_operation(OPERATION, achievement.owner))
