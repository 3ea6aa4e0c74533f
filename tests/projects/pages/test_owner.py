"""For which organization a listing is written: one's own by choice, and nobody else's by any address."""

import re

import pytest
from django.urls import reverse

from enterprises.choices import Role
from enterprises.models import Membership
from projects.choices import ListingKind
from projects.models import Need
from tests.factories import make_organization, make_user
from tests.projects.pages.test_write import NEW_NEED, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(browser_of, people):
    return browser_of(people.alice)


def without_echo(page: str, sent: str) -> str:
    """The page without what differs between any two requests: the address in the language form, the fresh token."""
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', r"\1", page).replace(sent, "")


def test_the_organization_is_chosen_in_the_address(browser_of, people):
    second = make_organization("第二个主体")
    client = browser_of(make_user(organization=second))
    Membership.objects.create(
        organization=people.lab, user_id=client.session["_auth_user_id"], role=Role.EDITOR
    )
    sent(client, f"{NEW_NEED}?owner={people.lab.pk}", title="以实验室的名义", intent="save")
    client.post(f"{NEW_NEED}?owner={people.outside.pk}", {"title": "不能以别人的名义", "intent": "save"})
    assert dict(Need.objects.values_list("title", "owner__name")) == {"以实验室的名义": people.lab.name}


@pytest.mark.parametrize("kind", list(ListingKind))
def test_publishing_for_a_foreign_organization_is_not_there_like_for_one_that_does_not_exist(
    browser_of, people, kind
):
    """Not silently for one's own instead: the address named somebody else."""
    labs_offer = kind == ListingKind.CAPABILITY
    writer, own = (people.bob, people.lab) if labs_offer else (people.alice, people.enterprise)
    foreign, viewed = (make_organization(name, kind="lab") for name in ("别人的实验室", "只让看的实验室"))
    Membership.objects.create(organization=viewed, user=writer, role=Role.VIEWER)
    client = browser_of(writer)
    address = reverse("projects:new", args=[kind])
    none = "00000000-0000-4000-8000-000000000000"
    answers = {
        (method, owner): getattr(client, method)(f"{address}?owner={owner}")
        for method in ("get", "post")
        for owner in (none, str(foreign.pk), str(viewed.pk), "17")
    }
    assert {page.status_code for page in answers.values()} == {404}
    assert len({without_echo(page.text, owner) for (_method, owner), page in answers.items()}) == 1
    assert client.get(f"{address}?owner={own.pk}").context["owner"] == own


def test_a_preview_for_a_foreign_organization_is_not_there(alice, people):
    preview = reverse("projects:card-preview", args=["need"])
    pages = [
        alice.post(preview, {"title": "标题", "owner": owner})
        for owner in (people.lab.pk, "00000000-0000-4000-8000-000000000000")
    ]
    assert [page.status_code for page in pages] == [404, 404]
    assert alice.post(preview, {"title": "标题", "owner": people.enterprise.pk}).status_code == 200
