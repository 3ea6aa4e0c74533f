"""/researchers/, /equipment/, /publications/, /patents/ and the labels of an organization over the API."""

import datetime as dt

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from enterprises.domain.profile_entries import add_entry
from enterprises.models import OrganizationLabel, Researcher
from tests.conftest import People
from tests.documents import upload
from tests.factories import writer_for
from tests.partner import session_of

pytestmark = pytest.mark.django_db
BODIES = {
    "researchers": ({"name": "沈砚秋", "orcid": "0000000218250097"}, {"orcid": "0000-0002-1825-0097"}),
    "equipment": ({"name": "扫描电镜", "shared": True}, {"shared": True, "year": None}),
    "publications": ({"title": "槽况分级", "doi": "https://doi.org/10.1000/182"}, {"doi": "10.1000/182"}),
    "patents": ({"title": "预报方法", "number": "2003101023445"}, {"number": "ZL200310102344.5"}),
}


@pytest.mark.parametrize("resource", BODIES)
def test_a_lab_s_system_keeps_its_profile(
    lab_partner: APIClient, partner: APIClient, visitor: APIClient, people: People, resource: str
):
    body, kept = BODIES[resource]
    path = f"/api/v1/{resource}/"
    lab = str(people.lab.pk)
    made = lab_partner.post(path, {"organization": lab, **body})
    assert made.status_code == 201
    assert {name: made.json()[name] for name in kept} == kept
    one = f"{path}{made.json()['id']}/"
    assert visitor.get(path, {"organization": lab}).json()["results"] == [made.json()]
    assert visitor.get(path, {"organization": str(people.enterprise.pk)}).json()["results"] == []
    assert partner.post(path, {"organization": lab, **body}).status_code == 403
    assert [partner.patch(one, body).status_code, partner.post(f"{one}remove/").status_code] == [403, 403]
    changed = lab_partner.patch(one, {next(iter(body)): "改过"})
    assert (changed.status_code, changed.json()[next(iter(body))]) == (200, "改过")
    assert lab_partner.post(f"{one}remove/").status_code == 204
    assert visitor.get(one).status_code == 404


def test_a_wrong_check_character_is_named(lab_partner: APIClient, people: People):
    body = {"organization": str(people.lab.pk), "title": "法", "number": "ZL200310102344.4"}
    response = lab_partner.post("/api/v1/patents/", body)
    assert response.status_code == 422
    assert [item["pointer"] for item in response.json()["errors"]] == ["#/number"]


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_however_long(
    visitor: APIClient, people: People, django_assert_num_queries, rows: int
):
    for number in range(rows):
        add_entry(Researcher, people.lab, {"name": f"甲{number}"}, by=writer_for(people.lab))
    with django_assert_num_queries(1):
        assert len(visitor.get("/api/v1/researchers/?page_size=100").json()["results"]) == rows


def test_labels_are_claimed_and_filtered_while_they_count(
    partner: APIClient, visitor: APIClient, people: People, vocabularies: None
):
    path = f"/api/v1/organizations/{people.enterprise.pk}/labels/"
    until = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    owner = session_of(people.alice)
    body = {"code": "GX", "valid_to": until, "file": upload("证书.pdf")}
    made = owner.post(path, body, format="multipart")
    assert (made.status_code, made.json()["state"]) == (201, "claimed")
    assert visitor.get(path).json()["results"] == []
    assert owner.get(path).json()["results"] == [made.json()]

    def holders() -> list[str]:
        found = visitor.get("/api/v1/organizations/?label=GX").json()["results"]
        return [row["id"] for row in found]

    assert holders() == []
    OrganizationLabel.objects.update(state="confirmed")
    assert holders() == [str(people.enterprise.pk)]
    assert [row["code"] for row in visitor.get(path).json()["results"]] == ["GX"]
    OrganizationLabel.objects.update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    assert holders() == []


def test_refusals_are_counts(visitor: APIClient, people: People, vocabularies: None):
    path = f"/api/v1/organizations/{people.lab.pk}/refusals/"
    assert visitor.get(path).json() == {"next": None, "results": []}
