"""What the two demo logins find in a fresh copy: something to answer, and a docking whose money is coming in."""

import pytest
from django.apps import apps
from django.core.management import call_command

from enterprises.actors import actor_for_user
from enterprises.models import OrganizationLabel, User
from matchmaking.domain.pending import claimed_labels, submitted_challenges
from matchmaking.domain.queries import dockings_visible_to, matches_visible_to
from matchmaking.models import Docking
from projects.domain.project_queries import transfer_projects_visible_to
from projects.models import Challenge

pytestmark = pytest.mark.django_db


def test_both_demo_logins_share_a_docking_and_have_a_match_to_answer(settings) -> None:
    settings.DEBUG = True
    call_command("seed", verbosity=0)
    firm, lab = (
        actor_for_user(User.objects.get(email=f"{name}@example.com")) for name in ("enterprise", "lab")
    )
    shared = Docking.objects.get(pk__in=dockings_visible_to(firm), project__isnull=False)
    assert list(dockings_visible_to(lab)) == [shared]
    assert shared.state == "executing"
    assert [project.state for project in transfer_projects_visible_to(lab)] == ["application"]
    for actor in (firm, lab):
        assert matches_visible_to(actor).filter(state="recommended").exists()


def test_the_review_queue_has_a_challenge_and_a_label_and_a_second_seed_changes_nothing(settings) -> None:
    settings.DEBUG = True
    call_command("seed", verbosity=0)
    label = OrganizationLabel.objects.get(state="claimed")
    challenge = Challenge.objects.get(state="submitted")
    assert (label.organization.name, challenge.owner.name) == (
        "张掖黑河沃穗种业有限公司",
        "平凉崆岭煤化工有限公司",
    )
    with label.document.content.open() as paper:
        assert paper.read(5) == b"%PDF-"
    staff = actor_for_user(User.objects.get(email="admin@example.com"))
    assert (list(claimed_labels(staff)), list(submitted_challenges(staff))) == ([label], [challenge])
    before = counted()
    call_command("seed", verbosity=0)
    assert counted() == before


def counted() -> dict[str, int]:
    """Rows of every table of ours but those of secrets, which open to nobody here."""
    ours = ("enterprises", "projects", "matchmaking")
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ours and "secret" not in model._meta.db_table
    }
