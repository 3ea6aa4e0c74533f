"""The desk: one's organization, its listings in every state, its people."""

import pytest
from django.urls import reverse

from enterprises.choices import Role
from enterprises.models import Membership
from tests.factories import make_listing, make_organization, make_user
from tests.projects.pages.test_owner import without_echo

pytestmark = pytest.mark.django_db
MINE = reverse("projects:mine")


def test_listings_by_state_with_counts(browser_of, people):
    make_listing(owner=people.enterprise, title="发布了的需求")
    make_listing(owner=people.enterprise, title="第一份草稿在此", publish=False)
    make_listing(owner=people.enterprise, title="第二份草稿在此", publish=False)
    make_listing(owner=people.outside, title="别人家的需求在此")
    alice = browser_of(people.alice)
    page = alice.get(MINE)
    assert [(value, count) for value, _label, count in page.context["tabs"]] == [
        ("draft", 2),
        ("published", 1),
    ]
    assert page.context["total"] == 3
    drafts = alice.get(f"{MINE}?state=draft").context["page"]
    assert sorted(listing.title for listing in drafts) == ["第一份草稿在此", "第二份草稿在此"]


def test_members_owners_first_and_contacts(browser_of, people):
    make_user("阿观", organization=people.enterprise, role=Role.VIEWER)
    make_user("阿编", organization=people.enterprise, role=Role.EDITOR)
    page = browser_of(people.alice).get(MINE)
    assert [str(member.user) for member in page.context["members"]] == ["爱丽丝", "阿编", "阿观"]
    assert people.enterprise.contacts.get().phone in page.content.decode()


def test_who_has_no_organization_is_told_what_to_do(browser_of, vocabularies):
    page = browser_of(make_user()).get(MINE)
    assert (page.status_code, reverse("enterprises:register") in page.content.decode()) == (200, True)


def test_staff_are_led_to_the_queue(browser_of, people):
    assert reverse("matchmaking:queue") in browser_of(people.dave).get(MINE).content.decode()


def test_an_unverified_organization_sees_the_next_step(browser_of, vocabularies):
    client = browser_of(make_user(organization=make_organization(verified=False)))
    assert "去提交认证" in client.get(MINE).content.decode()


def test_switching_between_organizations(browser_of, people):
    Membership.objects.create(organization=people.lab, user=people.alice, role=Role.VIEWER)
    alice = browser_of(people.alice)
    addresses = [MINE, f"{MINE}?organization={people.lab.pk}"]
    assert [alice.get(each).context["organization"] for each in addresses] == [people.enterprise, people.lab]


def test_the_desk_of_others_is_not_there_like_one_that_does_not_exist(browser_of, people):
    """Not silently one's own instead: the address named somebody else."""
    asked = [str(people.outside.pk), "00000000-0000-4000-8000-000000000000", "no-id"]
    for person in (people.alice, people.dave):
        browser = browser_of(person)
        pages = [browser.get(f"{MINE}?organization={each}") for each in asked]
        assert [page.status_code for page in pages] == [404, 404, 404]
        told = {without_echo(page.content.decode(), each) for page, each in zip(pages, asked, strict=True)}
        assert len(told) == 1
