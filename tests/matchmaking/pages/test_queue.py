"""The review queue: who reads it, what stands in it, and approving several at once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.kernel.move import SYSTEM, move
from enterprises.actors import actor_for_user
from enterprises.domain.labels import claim_label
from enterprises.models import Organization
from enterprises.states import ORGANIZATION_MOVES
from matchmaking.domain.match import express_interest
from matchmaking.models import Docking, Match
from projects.domain.challenge import submit_challenge
from projects.domain.publication import submit_listing
from tests.documents import upload
from tests.factories import (
    make_challenge,
    make_listing,
    make_match,
    make_mutual_match,
    make_organization,
    make_user,
    writer_for,
)

TABS = ["matches", "chase", "listings", "challenges", "organizations", "labels"]


def submit_one(title="等待审核的需求"):
    owner = make_organization(trusted=False)
    listing = make_listing("need", owner=owner, publish=False, title=title)
    submit_listing(listing, by=writer_for(owner))
    return listing


def submitted_organization(name=""):
    organization = make_organization(name, verified=False)
    return move(organization, "submitted", table=ORGANIZATION_MOVES, by=SYSTEM)


def submitted_one_challenge():
    owner = make_organization(trusted=False)
    return submit_challenge(make_challenge(owner=owner, publish=False), by=writer_for(owner))


def claimed_one_label():
    owner, day = make_organization(), timezone.localdate() + dt.timedelta(days=365)
    person = actor_for_user(make_user(f"负责人{owner.name}", organization=owner))
    return claim_label(owner, {"code": "GX", "valid_to": day}, file=upload("高新证书.pdf"), by=person)


MAKE = {
    "matches": make_mutual_match,
    "chase": lambda: express_interest(match := make_match(), by=writer_for(match.wanted.owner)),
    "listings": submit_one,
    "challenges": submitted_one_challenge,
    "organizations": submitted_organization,
    "labels": claimed_one_label,
}


@pytest.mark.parametrize(
    ("name", "status"),
    [("alice", 404), ("bob", 404), ("carol", 200), ("dave", 200), ("oscar", 404), ("nobody", 302)],
)
@pytest.mark.parametrize("tab", TABS)
def test_who_reads_it(browse, name, status, tab):
    assert browse(name).get(f"/review/?tab={tab}").status_code == status


def test_there_is_no_other_list(browse):
    assert browse("dave").get("/review/?tab=secrets").status_code == 404


@pytest.mark.parametrize("tab", TABS)
def test_three_rows_cost_the_queries_of_one(browse, tab):
    client = browse("dave")
    counted = []
    for more in (1, 2):
        for _i in range(more):
            MAKE[tab]()
        client.get(f"/review/?tab={tab}")  # vocabularies and session are warm now
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/review/?tab={tab}").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_best_comes_first_and_every_list_has_its_count(browse, people):
    for score in (0.4, 0.8, 0.6):
        make_mutual_match(score=score)
    submit_one()
    submitted_one_challenge()
    claimed_one_label()
    response = browse("dave").get("/review/")
    assert [row.match.score for row in response.context["rows"]] == [0.8, 0.6, 0.4]
    counts = {"matches": 3, "chase": 0, "listings": 1, "challenges": 1, "organizations": 0, "labels": 1}
    assert response.context["counts"] == counts | {"overdue": 0}


def test_what_the_administrator_is_tied_to_is_not_in_their_queue(browse, people, mutual):
    frank = make_user("弗兰克", organization=people.lab, group="administrator", is_staff=True)
    assert browse(frank).get("/review/").context["rows"] == []
    assert len(browse("dave").get("/review/").context["rows"]) == 1


def test_brokers_have_no_buttons(browse, mutual):
    page = browse("carol").get("/review/").content.decode()
    assert "批准所选" not in page
    assert 'type="checkbox"' not in page


def test_nothing_is_approved_before_it_is_confirmed(browse, mutual):
    response = browse("dave").post("/review/approve/", {"match": [str(mutual.pk)]})
    mutual.refresh_from_db()
    assert (response.status_code, mutual.state) == (200, "mutual")
    assert "批准并开启对接" in response.content.decode()


def test_each_row_is_approved_or_skipped_by_itself(browse, people):
    good, gone, tied = (make_mutual_match() for _i in range(3))
    Match.objects.filter(pk=gone.pk).update(state="lapsed")
    ids = [str(match.pk) for match in (good, gone, tied)]
    Organization.objects.get(pk=tied.wanted.owner_id).contacts.all().delete()
    response = browse("dave").post(
        "/review/approve/",
        {"match": ids, "confirmed": "yes", "manager": str(people.carol.pk), "note": "批量"},
    )
    outcomes = {outcome.match.pk: outcome for outcome in response.context["outcomes"]}
    assert (response.context["can"], response.context["cannot"]) == (1, 2)
    assert outcomes[good.pk].docking == Docking.objects.get()
    assert outcomes[good.pk].docking.manager == people.carol
    assert outcomes[gone.pk].problem == "不能从“已失效”变为“已批准”。"
    assert "还没有登记联系人" in outcomes[tied.pk].problem
    tied.refresh_from_db()
    assert tied.state == "mutual"


def test_the_confirmation_foresees_what_will_be_skipped(browse):
    match = make_mutual_match()
    match.offered.owner.contacts.all().delete()
    response = browse("dave").post("/review/approve/", {"match": [str(match.pk)]})
    assert (response.context["can"], response.context["cannot"]) == (0, 1)
    assert "还没有登记联系人" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "status"), [("alice", 404), ("carol", 404), ("oscar", 404), ("nobody", 302)]
)
def test_only_administrators_approve_several(browse, mutual, name, status):
    response = browse(name).post("/review/approve/", {"match": [str(mutual.pk)], "confirmed": "yes"})
    mutual.refresh_from_db()
    assert (response.status_code, mutual.state) == (status, "mutual")


def test_nonsense_chosen_is_nothing_chosen(browse):
    assert browse("dave").post("/review/approve/", {"match": ["x", "1"]})["Location"] == "/review/"


@pytest.mark.parametrize(
    ("name", "verb", "status", "state"),
    [
        ("dave", "verify", 302, "verified"),
        ("dave", "refuse", 302, "refused"),
        ("carol", "verify", 302, "submitted"),
        ("alice", "verify", 404, "submitted"),
        ("dave", "suspend", 404, "submitted"),
    ],
)
def test_deciding_on_an_organization(browse, name, verb, status, state):
    organization = submitted_organization()
    response = browse(name).post(
        f"/review/organizations/{organization.pk}/", {"verb": verb, "note": "证照齐全"}
    )
    organization.refresh_from_db()
    assert (response.status_code, organization.state) == (status, state)


def test_a_refusal_of_an_organization_has_a_reason(browse):
    organization = submitted_organization()
    response = browse("dave").post(
        f"/review/organizations/{organization.pk}/", {"verb": "refuse", "note": ""}, follow=True
    )
    organization.refresh_from_db()
    assert organization.state == "submitted"
    assert "请写明理由" in response.content.decode()
