"""Partner systems in the admin: registered and cut off there; whoever is tied to the organization does neither, and no
secret is ever told to the staff."""

import re

import pytest
from django.contrib.auth.hashers import check_password
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken

from enterprises.models import Membership, PartnerApplication
from tests.partner import SECRET, make_application

LIST = "/admin/enterprises/partnerapplication/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def dave(people):
    client = Client()
    client.force_login(people.dave)
    return client


@pytest.fixture
def application(people):
    return make_application(people.enterprise)


def test_an_administrator_registers_one_and_learns_no_secret(dave, people, monkeypatch):
    made = []
    monkeypatch.setattr(
        "enterprises.domain.partners.generate_client_secret", lambda: made.append("s" * 60) or made[-1]
    )
    response = dave.post(f"{LIST}add/", {"name": "测试平台", "organization": str(people.enterprise.pk)})
    registered = PartnerApplication.objects.get(name="测试平台")
    page = response.content.decode()
    assert (response.status_code, registered.client_id in page, made) == (200, True, ["s" * 60])
    assert made[0] not in page + dave.get(f"{LIST}{registered.pk}/change/").content.decode()
    assert check_password(made[0], registered.client_secret)
    assert (registered.client_type, registered.authorization_grant_type) == (
        "confidential",
        "client-credentials",
    )


def test_every_link_beside_a_partner_leads_somewhere(dave, application):
    """Its library knows a page for it that is not served here."""
    place = f"{LIST}{application.pk}/change/"
    kind = ContentType.objects.get_for_model(application)
    links = re.findall(r'href="(/admin/r/[^"]*)"', dave.get(place).content.decode())
    assert (links, dave.get(f"/admin/r/{kind.pk}/{application.pk}/").headers["Location"]) == (
        [],
        f"http://testserver{place}",
    )


def test_cut_off_neither_its_secret_nor_its_tokens_work(dave, application):
    AccessToken.objects.create(application=application, token="t1", expires=timezone.now(), scope="read")
    asked = dave.get(f"{LIST}{application.pk}/rotate/")
    assert (asked.status_code, AccessToken.objects.count()) == (200, 1)
    response = dave.post(f"{LIST}{application.pk}/rotate/")
    application.refresh_from_db()
    assert (response.status_code, AccessToken.objects.count()) == (302, 0)
    assert not check_password(SECRET, application.client_secret)


def test_an_application_stays_with_its_organization(dave, people, application):
    dave.post(f"{LIST}{application.pk}/change/", {"name": "改名的平台", "organization": str(people.lab.pk)})
    application.refresh_from_db()
    assert (application.name, application.organization) == ("改名的平台", people.enterprise)
    assert check_password(SECRET, application.client_secret)


def test_who_is_tied_to_the_organization_does_nothing_to_its_applications(dave, people, application):
    """Dave comes to belong to the enterprise: another administrator has to look after its partner systems."""
    Membership.objects.create(organization=people.enterprise, user=people.dave, role="viewer")
    there = f"{LIST}{application.pk}/"
    before = PartnerApplication.objects.values().get()
    answers = [
        dave.post(f"{LIST}add/", {"name": "自家平台", "organization": str(people.enterprise.pk)}),
        dave.post(f"{there}change/", {"name": "改名的平台"}),
        dave.get(f"{there}rotate/"),
        dave.post(f"{there}rotate/"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert PartnerApplication.objects.values().get() == before
    elsewhere = dave.post(f"{LIST}add/", {"name": "别家平台", "organization": str(people.lab.pk)})
    assert (elsewhere.status_code, PartnerApplication.objects.count()) == (200, 2)


def test_a_broker_cuts_none_off(people, application):
    client = Client()
    client.force_login(people.carol)
    assert client.post(f"{LIST}{application.pk}/rotate/").status_code == 403
