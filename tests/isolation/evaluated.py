"""Evaluations of one tenant's achievements by people of the other."""

from enterprises.models import Organization, User
from projects.choices import Dimension
from projects.domain.evaluation import release_evaluation
from projects.models import Evaluation, Opinion
from tests.factories import (
    make_evaluation,
    make_listing,
    make_organization,
    make_user,
    say_opinion,
    writer_for,
)
from tests.isolation.canaries import canary
from tests.isolation.rows import Rows


def evaluations_of(owner: Organization, admin: User, letter: str, reviewing: User | None = None) -> Rows:
    """In each state; what was said of the closed one holds a canary that only the owner's people read."""
    reviewing = reviewing or _stranger()
    open_ = round_by(owner, [reviewing, _stranger()], admin)
    closed, released = (round_by(owner, [_stranger(), _stranger()], admin) for _n in range(2))
    for round_, words in ((closed, canary(letter, "reviewed")), (released, "公开的依据")):
        said = {f"{name}_evidence": words for name in Dimension.values}
        for opinion in Opinion.objects.filter(evaluation=round_).select_related("reviewer"):
            say_opinion(round_, opinion.reviewer, **said)
    release_evaluation(Evaluation.objects.get(pk=released.pk), by=writer_for(owner))
    return {
        "evaluation[open]": str(open_.pk),
        "evaluation[closed]": str(closed.pk),
        "evaluation[released]": str(released.pk),
        "opinion[asked]": str(Opinion.objects.get(evaluation=open_, reviewer=reviewing).pk),
        "to evaluate": str(make_listing("achievement", owner=owner, title="还没有评价的成果").pk),
    }


def round_by(owner: Organization, reviewers: list[User], admin: User) -> Evaluation:
    """A round about a new achievement of the owner."""
    achievement = make_listing("achievement", owner=owner, title="要评价的成果")
    return make_evaluation(achievement=achievement, reviewers=reviewers, administrator=admin)


def _stranger() -> User:
    return make_user("评价人", organization=make_organization())
