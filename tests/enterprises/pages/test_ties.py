"""我的利益关系 over HTTP: declared by oneself, for oneself."""

import pytest
from django.test import Client

from enterprises.models import DeclaredTie
from tests.partner import session_of, visitor  # noqa: F401  a fixture

PAGE = "/accounts/ties/"


def browser(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db
def test_an_administrator_declares_sees_and_takes_back(people):
    dave = browser(people.dave)
    page = dave.post(
        PAGE, {"organization": people.lab.name, "kind": "shares", "note": "持股"}, follow=True
    ).content.decode()
    assert "已申报，立即生效。" in page
    assert "本人已申报利益关系" in page
    tie = DeclaredTie.objects.get()
    assert browser(people.carol).post(f"{PAGE}{tie.pk}/withdraw/").status_code == 404
    page = dave.post(f"{PAGE}{tie.pk}/withdraw/", follow=True).content.decode()
    assert "本人已申报利益关系" not in page
    assert "撤回</span>" in page


@pytest.mark.django_db
def test_an_organization_nobody_knows_and_a_visitor(people):
    answer = browser(people.dave).post(PAGE, {"organization": "没有这家公司", "kind": "shares"})
    assert (answer.status_code, DeclaredTie.objects.count()) == (422, 0)
    assert Client().get(PAGE).status_code == 302


@pytest.mark.django_db
def test_the_same_through_the_api(people, visitor):  # noqa: F811
    dave, carol = session_of(people.dave), session_of(people.carol)
    made = dave.post(
        "/api/v1/ties/", {"organization": str(people.lab.pk), "kind": "family", "note": ""}, format="json"
    )
    assert made.status_code == 201
    path = f"/api/v1/ties/{made.json()['id']}/"
    assert [client.get(path).status_code for client in (dave, carol, visitor)] == [200, 404, 401]
    assert carol.post(f"{path}withdraw/").status_code == 404
    assert dave.post(f"{path}withdraw/").json()["withdrawn"] is not None
    again = dave.post(f"{path}withdraw/")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")
