"""Sign-up, login by e-mail or number, one's own profile, and the account library's pages in our frame."""

import pytest
from django.test import Client
from django.urls import reverse

from enterprises.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_sign_up_keeps_the_name(client):
    values = {"name": "新来的人", "email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    page = client.post(reverse("account_signup"), values)
    user = User.objects.get(email="new@example.org")
    assert (page.status_code, user.name, user.is_staff) == (302, "新来的人", False)


def test_a_name_with_hidden_characters_is_refused(client):
    values = {"name": "甲\u202e乙", "email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    page = client.post(reverse("account_signup"), values)
    assert (list(page.context["form"].errors), User.objects.count()) == (["name"], 0)


def test_login_by_address_and_by_number():
    make_user(phone="19900007777")
    user = User.objects.get()
    for login in (user.email, user.phone):
        client = Client()
        page = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
        assert (page.status_code, page["Location"], "_auth_user_id" in client.session) == (302, "/my/", True)


def test_a_wrong_password_and_an_unknown_address_look_alike(client):
    make_user()
    known, unknown = User.objects.get().email, "nobody@example.org"
    errors = [
        client.post(reverse("account_login"), {"login": login, "password": "wrong-password"})
        .context["form"]
        .errors
        for login in (known, unknown)
    ]
    assert errors[0] == errors[1] != {}


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
)
def test_pages_for_visitors_stand_in_our_frame(client, name):
    page = client.get(reverse(name))
    assert (page.status_code, "site-header" in page.content.decode(), "style=" in page.content.decode()) == (
        200,
        True,
        False,
    )


@pytest.mark.parametrize(
    "name", ["account_change_password", "account_email", "mfa_index", "account_logout", "enterprises:profile"]
)
def test_pages_for_people_stand_in_our_frame(browser_of, name):
    page = browser_of(make_user()).get(reverse(name))
    assert (page.status_code, "site-header" in page.content.decode(), "style=" in page.content.decode()) == (
        200,
        True,
        False,
    )


def test_a_profile_is_changed_by_its_person(browser_of):
    user = make_user("原名")
    page = browser_of(user).post(reverse("enterprises:profile"), {"name": "新名", "phone": "19900008888"})
    user.refresh_from_db()
    assert (page.status_code, user.name, user.phone) == (302, "新名", "19900008888")


@pytest.mark.parametrize("phone", ["123", "19900009999"])
def test_a_number_that_is_wrong_or_taken_is_said(browser_of, phone):
    make_user(phone="19900009999")
    page = browser_of(make_user()).post(reverse("enterprises:profile"), {"name": "某人", "phone": phone})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["phone"])
