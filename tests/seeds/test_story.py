"""What the two demo logins find in a fresh copy: something to answer, and a docking whose money is coming in."""

import pytest
from django.core.management import call_command

from enterprises.actors import actor_for_user
from enterprises.models import User
from matchmaking.domain.queries import dockings_visible_to, matches_visible_to
from matchmaking.models import Docking
from projects.domain.project_queries import transfer_projects_visible_to

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
