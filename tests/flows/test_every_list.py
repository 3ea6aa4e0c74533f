"""Every address without an id, found in the resolver: it costs as many queries with 1 row of everything as with 30.

Pages, API and admin, as an administrator and as the owner of a firm. A list that somebody adds is counted here without
being named.
"""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enterprises.actors import actor_for_user
from enterprises.domain import vocabulary
from enterprises.models import OrganizationLabel
from matchmaking.domain.clocks import run_clocks
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.road.edit import draft_road
from matchmaking.domain.work import leave_message, record_meeting, sign_secrecy
from projects.domain.catalogue import write_finance_product, write_first_set
from projects.domain.slots import close_slot
from projects.models import FinanceProduct, FirstSetItem
from tests.factories import (
    make_administrator,
    make_application,
    make_booking,
    make_docking,
    make_evaluation,
    make_listing,
    make_match,
    make_mutual_match,
    make_organization,
    make_scenario,
    make_slot,
    writer_for,
)
from tests.isolation.routes import Route, all_routes

pytestmark = pytest.mark.django_db
# No lists: what ends a session, what computes or draws, and what only a library knows.
PASSED_OVER = ("accounts/", "oauth/", "admin/logout", "admin/jsi18n", "admin/password", "i18n/", "nowhere")
MANY = 30


@pytest.fixture
def grow(people):
    """One more of everything that lists show, between Alice's firm and Bob's lab."""
    dave = actor_for_user(people.dave)
    bank = make_organization("列表银行", kind="bank")
    root = make_administrator("发起评价的管理员")
    reviewing = [people.dave, people.carol]

    def one(number: int) -> None:
        firm, lab = writer_for(people.enterprise), writer_for(people.lab)
        sides = {
            "wanted": make_listing("need", owner=people.enterprise, trl_wanted=8),
            "offered": make_listing("achievement", owner=people.lab, trl=5),
        }
        docking = make_docking(administrator=people.dave, **sides)
        _work_on(docking, firm, lab)
        draft_road(docking, by=firm)
        signed = make_docking(
            administrator=people.dave,
            wanted=make_listing("need", owner=people.enterprise),
            offered=make_listing("achievement", owner=people.lab),
        )
        day = timezone.localdate() + dt.timedelta(days=9)
        for state in ("negotiation", "signed"):
            advance_docking(signed, state, by=firm, next_deadline=day)
        for make in (make_match, make_mutual_match):
            make(
                wanted=make_listing("need", owner=people.enterprise),
                offered=make_listing("achievement", owner=people.lab),
            )
        make_listing("need", owner=people.enterprise, publish=False)
        base = make_listing("pilot_base", owner=people.enterprise, services=["process"])
        achievement = make_listing("achievement", owner=people.lab, trl=5)
        make_booking(slot=make_slot(base=base), achievement=achievement)
        close_slot(make_slot(base=base), by=firm)
        make_application(scenario=make_scenario(owner=people.enterprise), achievement=achievement)
        write_first_set(
            FirstSetItem(catalogue="测试目录", kind="ST", product=f"装备{number}", source="测试"), by=dave
        )
        write_finance_product(
            FinanceProduct(institution=bank, name=f"产品{number}", kind="insurance", source="测试"), by=dave
        )
        OrganizationLabel.objects.create(
            organization=people.enterprise, code="GX", valid_from=dt.date(2000 + number, 1, 1)
        )
        for owner in (people.lab, people.enterprise):
            offer = make_listing("achievement", owner=owner)
            make_evaluation(achievement=offer, reviewers=reviewing, administrator=root)
        run_clocks()

    return one


def _work_on(docking, firm, lab) -> None:
    today = timezone.localdate()
    sign_secrecy(docking, by=lab)
    leave_message(docking, "样品已寄出。", by=firm)
    meeting = {"held_on": today, "next_owner": docking.match.wanted.owner_id, "next_deadline": today}
    record_meeting(
        docking, meeting | dict.fromkeys(("place", "people", "minutes", "next_step"), "甲"), by=firm
    )


def counted(routes: list[Route], client: Client) -> dict[str, int]:
    """Queries of each address that answers; asked once before, so that nothing is read for the first time."""
    found = {}
    for route in routes:
        cache.clear()
        if client.get(f"/{route.template}").status_code != 200:
            continue
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/{route.template}")
        found[route.template] = len(seen)
    return found


def test_lists_cost_the_same_at_1_and_at_30_rows(people, grow, monkeypatch):
    monkeypatch.setattr(vocabulary, "_KEPT_SECONDS", float("inf"))  # read again meanwhile, it would count
    routes = [
        route for route in all_routes() if not route.takes_id and not route.pattern.startswith(PASSED_OVER)
    ]
    clients = {}
    for name in ("dave", "alice"):
        clients[name] = Client()
        clients[name].force_login(getattr(people, name))
    grow(0)
    few = {name: counted(routes, client) for name, client in clients.items()}
    for number in range(1, MANY):
        grow(number)
    many = {name: counted(routes, client) for name, client in clients.items()}
    more = {
        (name, template): (few[name].get(template), count)
        for name, counts in many.items()
        for template, count in counts.items()
        if count != few[name].get(template)
    }
    assert more == {}
    assert len(few["dave"]) > 100  # the resolver was walked, not an empty list
