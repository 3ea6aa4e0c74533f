"""Browsers of the cast: Alice wants, Bob offers, Carol brokers, Dave administers, Oscar is nobody here."""

import pytest
from django.test import Client

from enterprises.models import User
from tests.conftest import People
from tests.factories import make_listing, make_match, make_mutual_match

NAMES = ["alice", "bob", "carol", "dave", "oscar", "nobody"]


@pytest.fixture
def browse(people: People):
    """`browse("alice")` is a browser in which Alice is logged in; "nobody" is a visitor's. A user will do too."""

    def of(who: str | User) -> Client:
        client = Client()
        if who != "nobody":
            client.force_login(getattr(people, who) if isinstance(who, str) else who)
        return client

    return of


@pytest.fixture
def pair(people: People):
    """The two listings of a match between Alice's enterprise and Bob's lab."""
    return {
        "wanted": make_listing("need", owner=people.enterprise, title="降低电解槽直流电耗"),
        "offered": make_listing("achievement", owner=people.lab, title="电解槽电压在线监测", trl=7),
    }


@pytest.fixture
def match(pair):
    return make_match(**pair)


@pytest.fixture
def mutual(pair):
    return make_mutual_match(**pair)
