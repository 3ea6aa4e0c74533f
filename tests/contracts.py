"""Transfer projects in given states, made by the verbs people use."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from enterprises.actors import actor_for_user
from matchmaking.domain.docking import advance_docking
from matchmaking.models import Docking
from projects.domain.evidence import attach_evidence
from projects.domain.ledger import plan_payment
from projects.domain.transfer_project import edit_contract
from projects.models import TransferProject
from tests.documents import upload
from tests.factories import make_docking, make_listing, writer_for

FACTS: dict[str, Any] = {
    "contract_type": "XK1",
    "mode": "M3c",
    "amount": Decimal("800000.00"),
    "technical_amount": Decimal("760000.00"),
    "ip_disposition": "专利权归供给方，承接方获普通许可",
    "ownership": "O1",
    "pricing_method": "listing",
    "industry": "3216",
    "tech_field": "materials",
    "place": "city",
}


def soon() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=14)


def make_signed_docking(people: Any, **listing: Any) -> Docking:
    """The enterprise and the lab have signed: the docking's project has just opened."""
    docking = make_docking(
        administrator=people.dave,
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab, **listing),
    )
    alice = actor_for_user(people.alice)
    for state in ("negotiation", "signed"):
        advance_docking(docking, state, by=alice, next_step="下一步", next_deadline=soon())
    return docking


def make_project(people: Any, **facts: Any) -> TransferProject:
    """A project whose contract is written down in full, signed two months ago."""
    project = make_signed_docking(people).project
    signed = timezone.localdate() - dt.timedelta(days=60)
    return edit_contract(project, {**FACTS, "signed_on": signed, **facts}, by=writer_for(people.enterprise))


def show(project: TransferProject, *kinds: str) -> None:
    """Put papers of these kinds on file, as the provider."""
    for kind in kinds:
        attach_evidence(project, kind=kind, file=upload(f"{kind}.pdf"), by=writer_for(project.provider))


def plan_whole(project: TransferProject) -> None:
    """Two instalments that sum to the contract."""
    by = writer_for(project.receiver)
    first = (project.amount / 2).quantize(Decimal("0.01"))
    plan_payment(project, due_on=timezone.localdate(), amount=first, by=by, condition="合同生效")
    plan_payment(project, due_on=soon(), amount=project.amount - first, by=by, condition="验收合格")
