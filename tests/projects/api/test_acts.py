"""A listing's way through the API: submitted, published, sent back, withdrawn, closed."""

from rest_framework.test import APIClient

from config.kernel.models import Job
from projects.models import Listing
from tests import factories
from tests.conftest import People
from tests.partner import session_of

NOTE = {"note": "请补充量化指标"}


def act(client: APIClient, listing: Listing, verb: str, body: dict | None = None) -> tuple[int, str]:
    """Status, and the new state or the error's code."""
    response = client.post(f"/api/v1/needs/{listing.pk}/{verb}/", body or {})
    answer = response.json()
    return response.status_code, answer.get("state") or answer["code"]


def test_a_trusted_owner_publishes_in_one_step_and_matching_is_asked_for(partner: APIClient, people: People):
    need = factories.make_listing("need", owner=people.enterprise, publish=False)
    Job.objects.all().delete()

    assert act(partner, need, "publish") == (200, "published")
    jobs = Job.objects.filter(kind="match_listing").values_list("payload", flat=True)
    assert list(jobs)[-1]["listing_id"] == str(need.pk)
    assert act(partner, need, "publish") == (409, "illegal_transition")


def test_an_administrator_publishes_for_the_others(people: People):
    owner = factories.make_organization("还不免审的企业", trusted=False)
    need = factories.make_listing("need", owner=owner, publish=False)
    writer, dave = session_of(factories.make_user(organization=owner)), session_of(people.dave)

    assert act(writer, need, "publish") == (403, "not_allowed")
    assert act(writer, need, "submit") == (200, "submitted")
    assert act(writer, need, "withdraw") == (200, "draft")
    assert act(writer, need, "submit") == (200, "submitted")
    assert act(dave, need, "send-back") == (422, "invalid")
    assert act(dave, need, "send-back", NOTE) == (200, "sent_back")
    assert act(writer, need, "submit") == (200, "submitted")
    assert act(dave, need, "publish") == (200, "published")
    assert act(writer, need, "close", {"note": "已另行解决"}) == (200, "closed")

    history = writer.get(f"/api/v1/needs/{need.pk}/transitions/").json()["results"]
    assert [(step["new"], step["note"]) for step in history] == [
        ("submitted", ""),
        ("draft", ""),
        ("submitted", ""),
        ("sent_back", "请补充量化指标"),
        ("submitted", ""),
        ("published", ""),
        ("closed", "已另行解决"),
    ]


def test_the_other_side_and_a_viewer_cannot_act(lab_partner: APIClient, people: People):
    need = factories.make_listing("need", owner=people.enterprise)
    viewer = session_of(factories.make_user(organization=people.enterprise, role="viewer"))

    for client in (lab_partner, viewer):
        answers = {
            verb: act(client, need, verb, NOTE if verb in {"close", "send-back"} else {})
            for verb in ("submit", "publish", "send-back", "close", "withdraw")
        }
        assert answers == dict.fromkeys(answers, (403, "not_allowed"))
        assert client.patch(f"/api/v1/needs/{need.pk}/", {"title": "抢来的需求"}).status_code == 403

    need.refresh_from_db()
    assert (need.state, need.revision, need.transitions.count()) == ("published", 1, 2)


def test_a_verb_without_words_takes_none(partner: APIClient, people: People):
    need = factories.make_listing("need", owner=people.enterprise, publish=False)

    response = partner.post(f"/api/v1/needs/{need.pk}/submit/", {"state": "published"})

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "#/state")
