"""Walking through a list in pages."""

import datetime as dt
from itertools import chain
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from rest_framework.test import APIClient

from enterprises.models import Organization
from projects.models import Listing
from tests import factories
from tests.conftest import People
from tests.partner import session_of


def walk(client: APIClient, address: str) -> list[list[str]]:
    """The ids on each page."""
    pages = []
    following: str | None = address
    while following:
        body = client.get(following).json()
        pages.append([row["id"] for row in body["results"]])
        following = body["next"]
    return pages


@pytest.mark.parametrize("ordering", ["-updated", "updated", "-published", "published"])
def test_every_row_is_seen_once_also_among_equals(visitor: APIClient, people: People, ordering: str):
    with time_machine.travel(dt.datetime(2026, 11, 1, tzinfo=dt.UTC), tick=False):
        equals = [factories.make_listing("need", owner=people.enterprise) for _row in range(5)]
    others = [factories.make_listing("need", owner=people.enterprise) for _row in range(2)]

    pages = walk(visitor, f"/api/v1/needs/?page_size=3&ordering={ordering}")

    assert [len(page) for page in pages] == [3, 3, 1]
    later = [str(row.pk) for row in others]
    same = sorted(str(row.pk) for row in equals)
    expected = [*later[::-1], *same] if ordering.startswith("-") else [*same, *later]
    assert list(chain.from_iterable(pages)) == expected


def test_drafts_are_paged_too_though_they_have_no_date(people: People):
    drafts = [factories.make_listing("need", owner=people.enterprise, publish=False) for _row in range(3)]
    shown = factories.make_listing("need", owner=people.enterprise)

    pages = walk(session_of(people.alice), "/api/v1/needs/?page_size=2&ordering=published")

    assert list(chain.from_iterable(pages)) == [str(row.pk) for row in [*drafts, shown]]


def test_rows_that_come_in_between_do_not_shift_the_next_page(visitor: APIClient, people: People):
    old = [str(factories.make_listing("need", owner=people.enterprise).pk) for _row in range(3)][::-1]
    first = visitor.get("/api/v1/needs/?page_size=2").json()

    factories.make_listing("need", owner=people.enterprise)
    second = visitor.get(first["next"]).json()

    assert [row["id"] for row in first["results"] + second["results"]] == old
    assert second["next"] is None


def test_names_are_paged_in_order(visitor: APIClient, people: People):
    pages = walk(visitor, "/api/v1/organizations/?page_size=1")

    names = Organization.objects.order_by("name").values_list("pk", flat=True)
    assert list(chain.from_iterable(pages)) == [str(pk) for pk in names]


def test_a_cursor_opens_nothing_and_fits_one_ordering(visitor: APIClient, people: People):
    """The owner's cursor in a visitor's hands shows the visitor's own rows."""
    for _row in range(3):
        factories.make_listing("need", owner=people.enterprise, publish=False)
    following = session_of(people.alice).get("/api/v1/needs/?page_size=1").json()["next"]
    cursor = parse_qs(urlsplit(following).query)["cursor"][0]

    assert visitor.get(following).json() == {"next": None, "results": []}
    assert visitor.get(f"/api/v1/needs/?ordering=updated&cursor={cursor}").status_code == 400
    assert visitor.get(f"/api/v1/needs/?cursor={cursor[:-6]}").status_code == 400
    assert Listing.objects.count() == 3


def test_the_default_page_has_twenty_rows(visitor: APIClient, people: People):
    for _row in range(21):
        factories.make_listing("need", owner=people.enterprise)

    assert [len(page) for page in walk(visitor, "/api/v1/needs/")] == [20, 1]
