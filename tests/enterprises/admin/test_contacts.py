"""Contacts in the admin: for administrators without a tie to their organization, and each reading leaves a row."""

import pytest
from django.test import Client
from django.utils import timezone

from enterprises.actors import actor_for_user
from enterprises.domain.ties import declare_tie
from enterprises.models import ContactReading
from tests.factories import make_administrator, make_organization, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/enterprises/contact/"


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def seen(user, contact):
    """Where the person reads the contact's telephone number, or learns it by searching for it."""
    client, organization = browser(user), contact.organization
    signs = {
        LIST: contact.phone,
        f"{LIST}?q={contact.phone}": organization.name,
        f"{LIST}?phone__startswith={contact.phone[:6]}": organization.name,
        f"{LIST}{contact.pk}/change/": contact.phone,
        f"/admin/enterprises/organization/{organization.pk}/change/": contact.phone,
    }
    names = ["list", "search", "filter", "contact", "organization"]
    return [
        name for name, (path, sign) in zip(names, signs.items(), strict=True) if sign in client.get(path).text
    ]


@pytest.fixture
def contact(vocabularies):
    return make_organization("有联系人的主体").contacts.get()


def tied(organization):
    """An administrator who declared a tie to the organization."""
    user = make_administrator("有关系的管理员")
    declare_tie(organization, kind="shares", by=actor_for_user(user))
    return user


def test_who_reads_a_telephone_number_in_the_admin(people, contact):
    frank = make_user("弗兰克", organization=contact.organization, group="administrator", is_staff=True)
    assert {
        "administrator": seen(people.dave, contact),
        "tied": seen(tied(contact.organization), contact),
        "broker": seen(people.carol, contact),
        "own": seen(frank, contact),
    } == {
        "administrator": ["contact", "organization"],
        "tied": [],
        "broker": [],
        "own": ["contact", "organization"],
    }


def test_each_reading_leaves_one_row_a_day_and_ones_own_none(people, contact):
    frank = make_user("弗兰克", organization=contact.organization, group="administrator", is_staff=True)
    for user in (people.dave, people.carol, tied(contact.organization), frank, people.dave):
        seen(user, contact)
    rows = ContactReading.objects.values_list("contact", "reader", "by_label", "day", "basis")
    assert list(rows) == [(contact.pk, people.dave.pk, "戴夫", timezone.localdate(), "主体登记资料")]


def test_a_tied_administrator_changes_nothing_of_the_organization(contact):
    """They do not verify it either; "trusted" would let it publish without review."""
    page = f"/admin/enterprises/organization/{contact.organization_id}/change/"
    answer = browser(tied(contact.organization)).post(page, {"name": "改过的名字"})
    assert answer.status_code == 403
