"""The contacts of an organization: kept by its owners, first contact once."""

import pytest
from django.urls import reverse

from enterprises.choices import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(browser_of, people):
    return browser_of(people.alice)


def test_a_new_first_contact_replaces_the_old(alice, people):
    old = people.enterprise.contacts.get()
    address = reverse("enterprises:contact-new", args=[people.enterprise.pk])
    page = alice.post(address, {"name": "新联系人", "phone": "0931-1234567", "is_primary": "on"})
    assert page.status_code == 302
    assert list(people.enterprise.contacts.values_list("name", "is_primary")) == [
        ("新联系人", True),
        (old.name, False),
    ]


def test_a_contact_can_be_reached(alice, people):
    page = alice.post(
        reverse("enterprises:contact-new", args=[people.enterprise.pk]), {"name": "没有电话的人"}
    )
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["phone"])


def test_changing_and_removing(alice, people):
    contact = people.enterprise.contacts.get()
    address = reverse("enterprises:contact-edit", args=[contact.pk])
    assert alice.get(address).context["form"]["name"].value() == contact.name
    alice.post(address, {"name": "改了名的人", "email": "new@example.org"})
    assert list(people.enterprise.contacts.values_list("name", "phone", "email")) == [
        ("改了名的人", "", "new@example.org")
    ]
    alice.post(reverse("enterprises:contact-remove", args=[contact.pk]))
    assert people.enterprise.contacts.count() == 0


def test_others_have_no_such_pages(browser_of, people, client):
    contact = people.enterprise.contacts.get()
    editor = make_user(organization=people.enterprise, role=Role.EDITOR)
    addresses = [
        reverse("enterprises:contact-new", args=[people.enterprise.pk]),
        reverse("enterprises:contact-edit", args=[contact.pk]),
        reverse("enterprises:contact-remove", args=[contact.pk]),
    ]
    browsers = [client, browser_of(editor), browser_of(people.bob), browser_of(people.dave)]
    statuses = [
        [browser.post(address, {"name": "越权"}).status_code for address in addresses] for browser in browsers
    ]
    assert statuses == [[302] * 3, [404] * 3, [404] * 3, [404] * 3]
    assert people.enterprise.contacts.get().name == contact.name
