"""An owner draws the secret of their organization's partner system: told once, to nobody else."""

import re

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from oauth2_provider.models import AccessToken

from enterprises.models import Membership
from tests.factories import make_user
from tests.partner import SECRET, ask_for_token, make_application

pytestmark = pytest.mark.django_db
BUTTON = 'value="draw_secret"'


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def application(people):
    return make_application(people.enterprise)


def draw(client, application):
    form = {"verb": "draw_secret", "application": application.client_id}
    return client.post(f"/organizations/{application.organization_id}/act/", form)


def test_the_owner_draws_it_and_it_works_at_once(people, application):
    assert ask_for_token().status_code == 200
    alice = client_of(people.alice)
    assert BUTTON in alice.get(f"/organizations/{people.enterprise.pk}/").content.decode()
    answer = draw(alice, application)
    secret = re.search(r"client_secret</dt><dd><code>([^<]+)<", answer.content.decode())[1]
    application.refresh_from_db()
    assert (answer.status_code, len(secret) >= 40) == (200, True)
    assert "no-store" in answer["Cache-Control"]
    assert check_password(secret, application.client_secret)
    assert AccessToken.objects.count() == 0
    assert [ask_for_token(secret=each).status_code for each in (SECRET, secret)] == [401, 200]
    assert secret not in alice.get(f"/organizations/{people.enterprise.pk}/").content.decode()


def test_nobody_else_draws_it(people, application):
    """Neither its editors, nor the staff, nor the owners of other organizations; what is refused changes nothing."""
    editor = make_user("编辑", organization=people.enterprise, role="editor")
    for user, status in ((editor, 404), (people.dave, 404), (people.carol, 404), (people.bob, 404)):
        client = client_of(user)
        assert BUTTON not in client.get(f"/organizations/{people.enterprise.pk}/").content.decode()
        assert draw(client, application).status_code == status
    assert draw(Client(), application).status_code == 302  # to the login
    application.refresh_from_db()
    assert check_password(SECRET, application.client_secret)


def test_an_application_of_another_organization_is_not_there(people, application):
    """Bob owns the lab: the enterprise's application under his own address looks like none at all."""
    bob = client_of(people.bob)
    act = f"/organizations/{people.lab.pk}/act/"
    answers = [
        bob.post(act, {"verb": "draw_secret", "application": name})
        for name in (application.client_id, "none")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    Membership.objects.filter(user=people.alice).update(role="viewer")
    assert draw(client_of(people.alice), application).status_code == 404
