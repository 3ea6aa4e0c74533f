"""A docking with everything a pack speaks of, up to the contract."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from enterprises.actors import actor_for_user
from enterprises.models import Organization
from matchmaking.domain.diligence.ticks import tick_item
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.files import attach_file
from matchmaking.domain.work import leave_message, record_meeting, sign_secrecy
from projects.domain.evidence import attach_evidence, confirm_project
from projects.domain.ledger import record_receipt
from projects.domain.publicity import start_publicity
from projects.domain.reward import adopt_reward_plan
from projects.domain.transfer_project import edit_contract
from tests.contracts import FACTS, soon
from tests.documents import upload
from tests.factories import make_docking, make_listing
from tests.partner import lab_partner, partner

__all__ = ["lab_partner", "partner"]


@pytest.fixture
def docking(people):
    return make_docking(
        administrator=people.dave,
        wanted=make_listing("need", owner=people.enterprise, disclosure="nda", description="需求的内情"),
        offered=make_listing("achievement", owner=people.lab, disclosure="nda", description="成果的内情"),
    )


@pytest.fixture
def whole(people, docking):
    """Met, signed, priced, publicised, paid, ticked."""
    Organization.objects.filter(pk=people.lab.pk).update(state_owned=True)
    alice, bob, today = actor_for_user(people.alice), actor_for_user(people.bob), timezone.localdate()
    attach_file(docking, kind="price_inquiry", file=upload("询价.pdf"), by=bob)
    attach_file(docking, kind="decision", file=upload("院务会纪要.pdf"), by=bob)
    record_meeting(
        docking,
        {
            "held_on": today,
            "place": "电解二车间",
            "people": "爱丽丝、鲍勃",
            "minutes": "看了槽控机。",
            "next_step": "分析电压曲线",
            "next_owner": people.lab.pk,
            "next_deadline": soon(),
        },
        by=alice,
    )
    leave_message(docking, "留言只数数目。", by=bob)
    sign_secrecy(docking, by=bob)
    for state in ("negotiation", "signed"):
        docking.refresh_from_db()
        advance_docking(docking, state, by=alice, note="一致同意", next_deadline=soon())
    project = edit_contract(docking.project, {**FACTS, "pricing_method": "agreement"}, by=bob)
    attach_evidence(project, kind="contract", file=upload("合同.pdf"), by=bob)
    attach_evidence(project, kind="pricing", file=upload("公示.pdf"), by=bob)
    start_publicity(project, start=today - dt.timedelta(days=16), where="学院公告栏", by=bob)
    confirm_project(project, side="provider", consents=True, by=bob)
    record_receipt(project, received_on=today, amount=Decimal("1000.00"), by=bob, note="首付款")
    adopt_reward_plan(
        project,
        basis="income",
        gross=Decimal("1000.00"),
        rate=Decimal(70),
        shares=[{"person": "甲教授", "weight": Decimal(1)}],
        by=bob,
    )
    tick_item(docking, "duty_inquiry", applies=True, by=bob)
    tick_item(docking, "no_exempt_benefit", applies=False, by=bob)
    docking.refresh_from_db()
    return docking
