"""Those who read: ten roles beside a listing of one enterprise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client
from rest_framework.test import APIClient

from enterprises.actors import actor_for_user
from enterprises.domain.ties import declare_tie
from enterprises.models import Organization
from tests.factories import make_administrator, make_broker, make_organization, make_user
from tests.partner import partner_of, session_of

STAFF = ("broker", "administrator", "tied")
ROLES = ("visitor", "stranger", "interest", "nda", "viewer", "editor", "partner", *STAFF)


@dataclass(frozen=True)
class Cast:
    """Whose rows are read, the two that were granted something, and a client of pages and one of the API per role."""

    owner: Organization
    interest: Organization
    nda: Organization
    pages: Mapping[str, Client]  # a partner's system has none
    api: Mapping[str, APIClient]


def make_cast() -> Cast:
    owner, stranger = make_organization("被读的主体", kind="lab"), make_organization("陌生的主体")
    interest, nda = make_organization("有意向的主体"), make_organization("签了协议的主体")
    tied = make_administrator("有关系的管理员")
    declare_tie(owner, kind="shares", by=actor_for_user(tied))
    users = {
        "stranger": make_user("陌生人", organization=stranger),
        "interest": make_user("有意向的人", organization=interest),
        "nda": make_user("签了协议的人", organization=nda),
        "viewer": make_user("只读的人", organization=owner, role="viewer"),
        "editor": make_user("编辑的人", organization=owner, role="editor"),
        "broker": make_broker(),
        "administrator": make_administrator(),
        "tied": tied,
    }
    pages: dict[str, Any] = {"visitor": Client()}
    for role, user in users.items():
        pages[role] = Client()
        pages[role].force_login(user)
    api = {role: session_of(user) for role, user in users.items()}
    api |= {"visitor": APIClient(), "partner": partner_of(owner)}
    return Cast(owner, interest, nda, pages, api)
