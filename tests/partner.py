"""Clients of the API: a visitor, a person with a session, a partner's application with a real token."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from enterprises.models import Organization, PartnerApplication, User

if TYPE_CHECKING:
    from tests.conftest import People

SECRET = "test-partner-secret"


def make_application(organization: Organization, client_id: str = "test-partner") -> PartnerApplication:
    """An application that may use client credentials, with SECRET."""
    return PartnerApplication.objects.create(
        name=f"{client_id} 平台",
        organization=organization,
        client_id=client_id,
        client_secret=SECRET,
        client_type=PartnerApplication.CLIENT_CONFIDENTIAL,
        authorization_grant_type=PartnerApplication.GRANT_CLIENT_CREDENTIALS,
    )


def ask_for_token(client_id: str = "test-partner", secret: str = SECRET, **form: str) -> Any:
    """The response of the token endpoint to these credentials, sent as Basic."""
    basic = b64encode(f"{client_id}:{secret}".encode()).decode()
    form = {"grant_type": "client_credentials", **form}
    return Client(enforce_csrf_checks=True).post(
        "/oauth/token/", form, headers={"Authorization": f"Basic {basic}"}
    )


def with_token(token: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


def partner_of(organization: Organization, client_id: str = "test-partner", **form: str) -> APIClient:
    """The client of a new application of the organization, with a token it just got."""
    make_application(organization, client_id)
    return with_token(ask_for_token(client_id, **form).json()["access_token"])


def session_of(user: User) -> APIClient:
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
def visitor() -> APIClient:
    return APIClient()


@pytest.fixture
def partner(people: People) -> APIClient:
    """The enterprise's partner system."""
    return partner_of(people.enterprise)


@pytest.fixture
def lab_partner(people: People) -> APIClient:
    """The lab's partner system."""
    return partner_of(people.lab, "lab-partner")
