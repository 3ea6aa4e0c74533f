"""The demo's transfer projects, told by the ordinary verbs: to half the money, and to a price that hangs in public."""

from decimal import Decimal

import pytest
from django.utils import timezone

from enterprises.models import Organization
from matchmaking.domain.demo_projects import go_on_with_projects
from matchmaking.models import Docking
from projects.domain.ledger import planned_sum, received_sum
from projects.domain.publicity import publicity_days_left
from projects.models import RewardPlan, TransferProject
from tests.contracts import make_signed_docking

pytestmark = pytest.mark.django_db


def test_they_go_on_from_their_signatures_once(people):
    Organization.objects.filter(pk=people.lab.pk).update(state_owned=True)
    first, second = make_signed_docking(people), make_signed_docking(people)

    assert go_on_with_projects() == 2
    assert go_on_with_projects() == 0

    money = TransferProject.objects.get(pk=first.project_id)
    assert (money.state, planned_sum(money), received_sum(money)) == (
        "application",
        Decimal("1200000.00"),
        Decimal("600000.00"),
    )
    plan = RewardPlan.objects.get(project=money)
    assert (plan.total, sum(share.amount for share in plan.shares.all())) == (Decimal("378000.00"),) * 2
    assert Docking.objects.get(pk=first.pk).state == "executing"
    public = TransferProject.objects.get(pk=second.project_id)
    assert (public.state, publicity_days_left(public, timezone.localdate())) == ("opened", 9)


def test_providers_that_publish_no_price_go_on_too(people):
    """Whose achievements the demo signs for is decided by scores and ids: firms' laboratories may be among them."""
    first, second = make_signed_docking(people), make_signed_docking(people)
    assert go_on_with_projects() == 2
    states = TransferProject.objects.in_bulk([first.project_id, second.project_id])
    assert [states[docking.project_id].state for docking in (first, second)] == ["application", "opened"]
