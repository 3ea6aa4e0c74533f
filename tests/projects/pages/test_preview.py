"""What the preview of an unsaved listing shows: what strangers will see, and never the secret."""

import pytest
from django.urls import reverse

from projects.models import Listing

pytestmark = pytest.mark.django_db
ADDRESS = reverse("projects:card-preview", args=["need"])
WORDS = {
    "title": "槽底内衬的需求",
    "summary": "写在摘要里的话",
    "description": "写在详情里的话",
    "secret": "写在保密里的话",
    "targets-TOTAL_FORMS": "1",
    "targets-INITIAL_FORMS": "0",
    "targets-0-indicator": "槽寿命指标",
    "targets-0-target_value": "7",
}


@pytest.mark.parametrize(
    ("disclosure", "shown"),
    [("public", [True, True, True, False]), ("interest", [True, False, False, False])],
)
def test_it_shows_what_others_will_see(browser_of, people, disclosure, shown):
    page = browser_of(people.alice).post(
        ADDRESS, WORDS | {"disclosure": disclosure}, headers={"HX-Request": "true"}
    )
    body = page.content.decode()
    words = ["写在摘要里的话", "写在详情里的话", "槽寿命指标", "写在保密里的话"]
    assert (page.status_code, [word in body for word in words]) == (200, shown)
    assert Listing.objects.count() == 0


def test_it_bears_what_is_wrong_and_unfinished(browser_of, people):
    page = browser_of(people.alice).post(
        ADDRESS, {"title": "", "trl": "99", "expires_on": "昨天", "industries": ["没有"]}
    )
    assert page.status_code == 200


def test_it_is_for_people_who_write(browser_of, people, client):
    assert client.post(ADDRESS, WORDS).status_code == 302
    assert browser_of(people.carol).post(ADDRESS, WORDS).status_code == 404
