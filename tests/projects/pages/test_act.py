"""Acts on a listing by its buttons: who is offered what, and what a refusal looks like."""

import pytest
from django.test import Client
from django.urls import reverse

from projects.choices import ListingKind
from projects.domain.publication import submit_listing
from tests.factories import make_listing, make_organization, make_user, writer_for

pytestmark = pytest.mark.django_db


def offered(client, listing):
    page = client.get(reverse("projects:detail", args=[listing.pk]))
    return [action.name for action in page.context["actions"]] if page.status_code == 200 else None


def act(client, listing, verb, **values):
    return client.post(reverse("projects:act", args=[listing.pk]), {"verb": verb, **values})


@pytest.fixture
def untrusted(vocabularies):
    """An organization that is verified but not trusted, and its owner."""
    owner = make_organization(trusted=False)
    return owner, make_user(organization=owner)


def test_the_way_of_a_listing_that_needs_review(browser_of, people, untrusted):
    owner, user = untrusted
    listing = make_listing(owner=owner, publish=False)
    writer, administrator = browser_of(user), browser_of(people.dave)
    assert (offered(writer, listing), offered(administrator, listing)) == (["submit"], None)
    act(writer, listing, "submit")
    assert (offered(writer, listing), offered(administrator, listing)) == (
        ["withdraw"],
        ["publish", "send_back"],
    )
    act(administrator, listing, "send_back", note="请补充指标")
    assert (offered(writer, listing), offered(administrator, listing)) == (["submit", "close"], [])
    act(writer, listing, "submit")
    act(administrator, listing, "publish")
    assert (offered(writer, listing), offered(administrator, listing)) == (["close"], ["send_back"])
    act(writer, listing, "close")
    listing.refresh_from_db()
    assert [step.new for step in listing.transitions.all()] == [
        "submitted",
        "sent_back",
        "submitted",
        "published",
        "closed",
    ]


def test_a_trusted_organization_publishes_itself(browser_of, people):
    listing = make_listing(owner=people.enterprise, publish=False)
    alice = browser_of(people.alice)
    assert offered(alice, listing) == ["publish"]
    act(alice, listing, "publish")
    listing.refresh_from_db()
    assert listing.state == "published"


def test_others_are_offered_nothing(browser_of, people):
    listing = make_listing(owner=people.enterprise)
    assert [
        offered(client, listing) for client in (Client(), browser_of(people.bob), browser_of(people.carol))
    ] == [
        [],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("verb", "status"), [("close", 403), ("send_back", 403), ("publish", 403), ("dance", 404)]
)
def test_an_act_that_is_not_theirs_is_refused_on_the_page(browser_of, people, verb, status):
    listing = make_listing(owner=people.enterprise)
    page = act(browser_of(people.bob), listing, verb, note="越权")
    listing.refresh_from_db()
    assert (page.status_code, listing.state) == (status, "published")


def test_sending_back_without_a_reason_keeps_the_page(browser_of, people, untrusted):
    owner, _user = untrusted
    listing = make_listing(owner=owner, publish=False)
    submit_listing(listing, by=writer_for(owner))
    page = act(browser_of(people.dave), listing, "send_back", note="  ")
    listing.refresh_from_db()
    assert (page.status_code, listing.state) == (422, "submitted")
    assert "请写明需要修改什么" in page.content.decode()


def test_what_somebody_else_did_meanwhile_is_a_conflict(browser_of, people, untrusted):
    owner, _user = untrusted
    listing = make_listing(owner=owner, publish=False)
    submit_listing(listing, by=writer_for(owner))
    dave = browser_of(people.dave)
    assert [act(dave, listing, "publish").status_code for _time in range(2)] == [302, 409]


def test_what_is_hidden_cannot_be_acted_on(browser_of, people):
    listing = make_listing(owner=people.enterprise, publish=False)
    assert act(browser_of(people.bob), listing, "close").status_code == 404


def test_coming_back_from_the_login_shows_the_listing(browser_of, people):
    listing = make_listing(owner=people.enterprise)
    page = browser_of(people.alice).get(reverse("projects:act", args=[listing.pk]))
    assert (page.status_code, page["Location"]) == (302, reverse("projects:detail", args=[listing.pk]))


def test_a_kind_of_listing_does_not_matter(browser_of, people):
    listing = make_listing(ListingKind.SCENARIO, owner=people.lab)
    act(browser_of(people.bob), listing, "close")
    listing.refresh_from_db()
    assert listing.state == "closed"
