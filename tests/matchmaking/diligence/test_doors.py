"""The same on its page and over the API."""

import hashlib

import pytest
from django.test import Client

from matchmaking.models import DiligenceTick, PackRecord

pytestmark = pytest.mark.django_db


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read(answer) -> bytes:
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content


def test_the_docking_leads_to_the_list_which_is_ticked_and_kept(people, whole):
    bob, path = browser(people.bob), f"/dockings/{whole.pk}/diligence/"
    assert path in bob.get(f"/dockings/{whole.pk}/").content.decode()
    assert "谋取非法利益或为关联方输送利益" in bob.get(path).content.decode()
    assert bob.post(f"{path}tick/", {"item": "duty_contract", "applies": "yes"}).status_code == 302
    assert bob.post(f"{path}tick/", {"item": "duty_contract", "applies": "no"}).status_code == 422
    assert DiligenceTick.objects.filter(item="duty_contract").count() == 1
    assert bob.post(f"{path}keep/").status_code == 302
    answer = bob.get(f"{path}pack/")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    drawn = read(answer)
    assert hashlib.sha256(drawn).hexdigest() == PackRecord.objects.get().sha256
    assert PackRecord.objects.get().sha256 in bob.get(path).content.decode()


@pytest.mark.parametrize("place", ["", "pack/", "tick/", "keep/"])
def test_for_others_there_is_nothing(people, whole, place):
    oscar = browser(people.oscar)
    ask = oscar.get if place in ("", "pack/") else oscar.post
    assert ask(f"/dockings/{whole.pk}/diligence/{place}").status_code == 404


def test_over_the_api(people, whole, partner, lab_partner):
    path = f"/api/v1/dockings/{whole.pk}/diligence"
    body = {"item": "duty_secrecy", "applies": True, "note": "已核对"}
    shown = partner.post(f"{path}/", body, format="json").json()
    (row,) = [each for each in shown["items"] if each["item"] == "duty_secrecy"]
    assert (row["group"], row["applies"], row["note"]) == ("duty", True, "已核对")
    kept = lab_partner.post(f"{path}-pack/")
    assert (kept.status_code, kept.json()["audience"]) == (201, "offered")
    assert hashlib.sha256(read(lab_partner.get(f"{path}-pack/"))).hexdigest() == kept.json()["sha256"]
    assert lab_partner.get(f"{path}/").json()["records"] == [kept.json()]
    assert partner.get(f"{path}/").json()["records"] == []
    assert read(partner.get(f"{path}-pack/")) != read(lab_partner.get(f"{path}-pack/"))
