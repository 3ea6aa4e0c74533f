"""The transfer project of two tenants: a contract with its papers, money and rewards, made as the verbs make them."""

from decimal import Decimal

from django.utils import timezone

from enterprises.actors import Actor
from enterprises.models import Organization
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.match import express_interest
from matchmaking.domain.review import approve_match
from matchmaking.models import Match
from projects.domain.evidence import attach_evidence, confirm_project, record_effect
from projects.domain.funding import add_funding
from projects.domain.ledger import plan_payment, record_receipt
from projects.domain.reward import adopt_reward_plan
from projects.domain.transfer_project import edit_contract
from tests.contracts import FACTS, soon
from tests.documents import PDF, upload
from tests.factories import make_listing, make_match, writer_for
from tests.isolation.canaries import canary
from tests.isolation.rows import Rows


class Paper:
    """A file that a form can send again and again."""

    name, content_type = "合同.pdf", "application/pdf"

    def read(self) -> bytes:
        return PDF


def project_of(wanted: Organization, offered: Organization, letters: tuple[str, str], admin: Actor) -> Rows:
    """`letters`: of the tenant that wants and of the one that offers. What both may read holds the first's canary, what
    the provider gives its people holds the second's."""
    by, paid, today = writer_for(wanted), writer_for(offered), timezone.localdate()
    docking = approve_match(_wanted_by_both(wanted, offered), by=admin, note="同意")
    for state in ("negotiation", "signed"):
        advance_docking(docking, state, by=by, next_deadline=soon())
    deal = canary(letters[0], "deal")
    agreed = {"pricing_method": "agreement"} if letters[1] == "P" else {}
    project = edit_contract(docking.project, FACTS | agreed, by=by)
    confirm_project(project, side="receiver", consents=True, by=by)
    project = edit_contract(project, {"contract_number": deal}, by=by)  # so the confirmation holds no longer
    attach_evidence(project, kind="photo", file=upload(f"{deal}.pdf"), by=by)
    evidence = attach_evidence(project, kind="contract", file=upload(f"{deal}.pdf"), by=paid)
    amount = Decimal("1000.00")
    payment = plan_payment(project, due_on=today, amount=amount, by=by, condition=deal)
    receipt = record_receipt(project, received_on=today, amount=amount, by=paid, note=deal)
    funding = add_funding(
        project, kind="government", terms="stable", name=deal, year=today.year, amount=amount, by=by
    )
    record_effect(
        project, indicator=deal, unit="kWh", before=amount, after=amount, measured_on=today, by=paid
    )
    team = [{"person": canary(letters[1], "reward"), "weight": Decimal(1)}]
    if letters[1] == "P":  # a state university: its price is publicised
        Organization.objects.filter(pk=offered.pk).update(state_owned=True)
    adopt_reward_plan(project, basis="income", gross=amount, rate=Decimal(70), shares=team, by=paid)
    return {
        "docking[signed]": str(docking.pk),
        "project": str(project.pk),
        "document": str(evidence.document_id),
        "evidence": str(evidence.pk),
        "payment": str(payment.pk),
        "receipt": str(receipt.pk),
        "funding": str(funding.pk),
        "follow_up": str(project.follow_ups.get(months=1).pk),
    }


def _wanted_by_both(wanted: Organization, offered: Organization) -> Match:
    match = make_match(
        wanted=make_listing("need", owner=wanted, title="降低电耗的需求 signed"),
        offered=make_listing("achievement", owner=offered, title="降低电耗的成果 signed"),
    )
    for owner in (wanted, offered):
        express_interest(match, by=writer_for(owner))
    return Match.objects.select_related("wanted__owner", "offered__owner").get(pk=match.pk)
