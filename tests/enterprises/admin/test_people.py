"""People in the admin: administrators name brokers and switch accounts off; they become nobody else."""

import pytest
from django.test import Client

from enterprises.models import User
from tests.factories import make_user

LIST = "/admin/enterprises/user/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def dave(people):
    client = Client()
    client.force_login(people.dave)
    return client


def test_a_broker_is_appointed_and_dismissed(dave, people):
    chosen = {"_selected_action": [str(people.oscar.pk)], "confirmed": "yes"}
    dave.post(LIST, {"action": "appoint_broker", **chosen})
    oscar = User.objects.get(pk=people.oscar.pk)
    assert (oscar.is_staff, [group.name for group in oscar.groups.all()]) == (True, ["broker"])
    dave.post(LIST, {"action": "dismiss_broker", **chosen})
    oscar = User.objects.get(pk=people.oscar.pk)
    assert (oscar.is_staff, list(oscar.groups.all())) == (False, [])


def test_login_names_and_rights_stay_as_they_are(dave, people):
    page = f"{LIST}{people.oscar.pk}/change/"
    assert dave.get(page).status_code == 200
    dave.post(
        page,
        {
            "name": "新名字",
            "language": "en",
            "is_active": "on",
            "email": "x@example.org",
            "is_superuser": "on",
        },
    )
    oscar = User.objects.get(pk=people.oscar.pk)
    assert (oscar.name, oscar.language, oscar.is_superuser) == ("新名字", "en", False)
    assert oscar.email == people.oscar.email


def test_an_account_is_switched_off(dave, people):
    dave.post(f"{LIST}{people.oscar.pk}/change/", {"name": "奥斯卡", "language": "zh-hans"})
    assert User.objects.get(pk=people.oscar.pk).is_active is False


def test_passwords_and_superusers_are_for_superusers(dave, people):
    root = make_user("根", is_superuser=True, is_staff=True)
    assert dave.get(f"{LIST}{people.oscar.pk}/password/").status_code == 403
    assert dave.post(f"{LIST}{root.pk}/change/", {"name": "x", "language": "en"}).status_code == 403
    client = Client()
    client.force_login(root)
    assert client.get(f"{LIST}{people.oscar.pk}/password/").status_code == 200
    assert client.get(f"{LIST}{people.oscar.pk}/change/").status_code == 200


def test_a_person_is_added_with_a_name_and_a_login(dave):
    form = {"name": "新同事", "phone": "19900009999", "language": "zh-hans", "usable_password": "true"}
    password = {"password1": "correct-horse-battery", "password2": "correct-horse-battery"}
    nameless = dave.post(f"{LIST}add/", {"name": "无名", "language": "zh-hans", **password})
    assert nameless.status_code == 200
    assert dave.post(f"{LIST}add/", {**form, **password}).status_code == 302
    user = User.objects.get(phone="19900009999")
    assert (user.email, user.check_password("correct-horse-battery"), user.is_staff) == (None, True, False)
