"""The same on the docking's page and over the API."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enterprises.actors import actor_for_user
from matchmaking.domain.files import attach_file
from matchmaking.domain.work import leave_message, record_meeting
from matchmaking.models import Meeting, Message, SecrecySignature
from tests.documents import upload

pytestmark = pytest.mark.django_db


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(minutes):
    return minutes | {"next_owner": str(minutes["next_owner"])}


def test_the_page_of_the_docking_leads_to_it_and_takes_what_is_written(people, docking, minutes):
    alice = browser(people.alice)
    assert f"/dockings/{docking.pk}/activity/" in alice.get(f"/dockings/{docking.pk}/").content.decode()
    assert alice.post(f"/dockings/{docking.pk}/secrecy/").status_code == 302
    assert alice.post(f"/dockings/{docking.pk}/meetings/", sent(minutes)).status_code == 302
    assert alice.post(f"/dockings/{docking.pk}/messages/", {"text": "样品已寄出。"}).status_code == 302
    page = browser(people.bob).get(f"/dockings/{docking.pk}/activity/").content.decode()
    for words in ("电解二车间", "分析电压曲线", "样品已寄出。", "我方已签署"):
        assert words in page
    assert "我方已签署" not in alice.get(f"/dockings/{docking.pk}/activity/").content.decode()


def test_what_is_wrong_stands_at_its_field_and_what_was_written_is_kept(people, docking, minutes):
    bad = sent(minutes) | {"next_deadline": "2000-01-01"}
    response = browser(people.alice).post(f"/dockings/{docking.pk}/meetings/", bad)
    assert response.status_code == 422
    assert "期限不能早于今天。" in response.content.decode()
    assert "看了槽控机" in response.content.decode()
    empty = browser(people.alice).post(f"/dockings/{docking.pk}/messages/", {"text": ""})
    assert empty.status_code == 422
    assert (Meeting.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize("place", ["activity", "meetings", "messages", "secrecy"])
def test_for_others_there_is_nothing(people, docking, place):
    oscar = browser(people.oscar)
    answer = oscar.get if place == "activity" else oscar.post
    assert answer(f"/dockings/{docking.pk}/{place}/").status_code == 404
    assert SecrecySignature.objects.count() == 0


def test_over_the_api(people, docking, minutes, partner, lab_partner):
    path = f"/api/v1/dockings/{docking.pk}/"
    body = {
        **minutes,
        "held_on": minutes["held_on"].isoformat(),
        "next_deadline": minutes["next_deadline"].isoformat(),
        "next_owner": str(people.lab.pk),
    }
    made = partner.post(f"{path}meetings/", body, format="json")
    assert made.status_code == 201
    assert made.json()["next_owner"] == str(people.lab.pk)
    assert [row["place"] for row in lab_partner.get(f"{path}meetings/").json()["results"]] == ["电解二车间"]
    assert lab_partner.post(f"{path}messages/", {"text": "收到。"}, format="json").status_code == 201
    assert [row["text"] for row in partner.get(f"{path}messages/").json()["results"]] == ["收到。"]
    assert partner.post(f"{path}secrecy/", {}, format="json").status_code == 201
    assert partner.post(f"{path}secrecy/", {}, format="json").status_code == 409
    strangers = (str(people.outside.pk), "00000000-0000-4000-8000-00000000dead")
    refused = [partner.post(f"{path}meetings/", body | {"next_owner": pk}, format="json") for pk in strangers]
    assert [answer.status_code for answer in refused] == [422, 422]
    assert [answer.json()["errors"] for answer in refused] == [
        [{"pointer": "#/next_owner", "code": "invalid", "detail": "只能由对接双方之一负责。"}]
    ] * 2
    assert partner.post(f"{path}messages/", {"text": "x", "at": "now"}, format="json").status_code == 422


@pytest.mark.parametrize("count", [1, 30])
def test_the_fragment_costs_the_same_however_much_was_written(people, docking, minutes, count):
    for number in range(count):
        record_meeting(docking, minutes | {"place": f"第{number}次"}, by=actor_for_user(people.alice))
        leave_message(docking, f"第{number}条", by=actor_for_user(people.bob))
        attach_file(docking, kind="test", file=upload(), by=actor_for_user(people.bob))
    alice = browser(people.alice)
    alice.get(f"/dockings/{docking.pk}/activity/")
    with CaptureQueriesContext(connection) as queries:
        alice.get(f"/dockings/{docking.pk}/activity/")
    assert len(queries) == 8
