"""Partner systems in the admin: the secret is shown once, kept as a hash, and replaced on demand."""

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken

from enterprises.models import PartnerApplication

LIST = "/admin/enterprises/partnerapplication/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def dave(people):
    client = Client()
    client.force_login(people.dave)
    return client


@pytest.fixture
def registered(dave, people):
    """(application, its secret as the page told it)."""
    response = dave.post(f"{LIST}add/", {"name": "测试平台", "organization": str(people.enterprise.pk)})
    return PartnerApplication.objects.get(name="测试平台"), response.context["secret"]


def test_the_secret_is_told_once(dave, registered):
    application, secret = registered
    assert len(secret) >= 40
    assert secret not in dave.get(f"{LIST}{application.pk}/change/").content.decode()
    assert check_password(secret, application.client_secret)
    assert (application.client_type, application.authorization_grant_type) == (
        "confidential",
        "client-credentials",
    )


def test_its_tokens_work_until_the_secret_is_replaced(dave, client, registered):
    application, secret = registered
    AccessToken.objects.create(application=application, token="t1", expires=timezone.now(), scope="read")
    asked = dave.get(f"{LIST}{application.pk}/rotate/")
    assert (asked.status_code, AccessToken.objects.count()) == (200, 1)
    response = dave.post(f"{LIST}{application.pk}/rotate/")
    application.refresh_from_db()
    assert AccessToken.objects.count() == 0
    assert not check_password(secret, application.client_secret)
    assert check_password(response.context["secret"], application.client_secret)
    assert "no-store" in response["Cache-Control"]


def test_an_application_stays_with_its_organization(dave, people, registered):
    application, secret = registered
    dave.post(f"{LIST}{application.pk}/change/", {"name": "改名的平台", "organization": str(people.lab.pk)})
    application.refresh_from_db()
    assert (application.name, application.organization) == ("改名的平台", people.enterprise)
    assert check_password(secret, application.client_secret)


def test_a_broker_replaces_none(people, registered):
    client = Client()
    client.force_login(people.carol)
    assert client.post(f"{LIST}{registered[0].pk}/rotate/").status_code == 403
