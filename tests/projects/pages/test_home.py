"""The first page, and the way from its box to the form of a need."""

import pytest
from django.test import Client
from django.urls import reverse

from projects.choices import Disclosure, ListingKind
from tests.factories import make_listing, make_organization

pytestmark = pytest.mark.django_db


def test_counts_and_latest_are_what_the_visitor_may_see(client, people):
    make_listing(ListingKind.NEED, owner=people.enterprise, title="公开的一条需求")
    make_listing(
        ListingKind.NEED, owner=people.enterprise, title="成员才能看的需求", disclosure=Disclosure.MEMBERS
    )
    make_listing(ListingKind.NEED, owner=people.enterprise, title="还没有发布的草稿", publish=False)
    page = client.get(reverse("home"))
    assert [row[-1] for row in page.context["counts"]] == [1, 0, 0, 0, 0]
    assert [need.title for need in page.context["needs"]] == ["公开的一条需求"]
    assert page.context["organizations"] == 3


def test_members_see_what_is_for_members(browser_of, people):
    make_listing(ListingKind.NEED, owner=people.enterprise, disclosure=Disclosure.MEMBERS)
    page = browser_of(people.bob).get(reverse("home"))
    assert [row[-1] for row in page.context["counts"]] == [1, 0, 0, 0, 0]


def test_the_page_costs_the_same_with_one_and_thirty_listings(
    client, vocabularies, django_assert_num_queries
):
    owner = make_organization()
    make_listing(ListingKind.NEED, owner=owner)
    client.get(reverse("home"))
    with django_assert_num_queries(4):
        client.get(reverse("home"))
    for _number in range(29):
        make_listing(ListingKind.NEED, owner=owner)
    with django_assert_num_queries(4):
        client.get(reverse("home"))


def test_the_text_of_the_box_waits_through_the_login(people):
    client = Client()
    sent = client.post(reverse("projects:start"), {"text": "选矿尾矿里的铜收不回来"})
    assert (sent.status_code, sent["Location"]) == (302, reverse("projects:new", args=["need"]))
    client.force_login(people.alice)
    form = client.get(sent["Location"])
    assert form.context["form"]["summary"].value() == "选矿尾矿里的铜收不回来"
    assert client.get(sent["Location"]).context["form"]["summary"].value() == ""  # once


def test_a_long_text_becomes_the_description(people, browser_of):
    client = browser_of(people.alice)
    client.post(reverse("projects:start"), {"text": "长" * 6000})
    form = client.get(reverse("projects:new", args=["need"])).context["form"]
    assert len(form["description"].value()) == 5000
