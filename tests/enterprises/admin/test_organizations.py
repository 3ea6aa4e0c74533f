"""Organizations in the admin: edited with known codes only, verified by confirmed actions."""

import pytest
from django.test import Client

from config.kernel.move import SYSTEM, move
from enterprises.models import Membership
from enterprises.states import ORGANIZATION_MOVES
from tests.factories import make_organization, make_user

LIST = "/admin/enterprises/organization/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def dave(people):
    client = Client()
    client.force_login(people.dave)
    return client


def form_of(organization, **values):
    """What the change form sends, with its inlines left as they are."""
    inlines = {}
    for prefix, rows in (
        ("labels", 0),
        ("contacts", organization.contacts.count()),
        ("memberships", organization.memberships.count()),
        ("transitions", 0),
    ):
        inlines |= {f"{prefix}-TOTAL_FORMS": rows, f"{prefix}-INITIAL_FORMS": rows}
    for number, contact in enumerate(organization.contacts.all()):
        inlines |= {
            f"contacts-{number}-id": contact.pk,
            f"contacts-{number}-organization": organization.pk,
            f"contacts-{number}-name": contact.name,
            f"contacts-{number}-phone": contact.phone,
        }
    for number, member in enumerate(organization.memberships.all()):
        inlines |= {
            f"memberships-{number}-id": member.pk,
            f"memberships-{number}-organization": organization.pk,
            f"memberships-{number}-user": member.user_id,
            f"memberships-{number}-role": member.role,
        }
    card = {
        "name": organization.name,
        "kind": organization.kind,
        "credit_code": organization.credit_code or "",
        "region": organization.region,
        "introduction": organization.introduction,
    }
    return {**inlines, **card, **values}


def act(client, action, *organizations, **values):
    chosen = {"action": action, "_selected_action": [str(row.pk) for row in organizations], **values}
    return client.post(LIST, chosen)


def submitted():
    return move(make_organization(verified=False), "submitted", table=ORGANIZATION_MOVES, by=SYSTEM)


def test_verified_refused_suspended_and_back_by_confirmed_actions(dave):
    first, second = submitted(), submitted()
    act(dave, "verify", first, confirmed="yes", note="证照齐全")
    act(dave, "refuse", second, confirmed="yes", note="营业执照不清晰")
    act(dave, "suspend", first, second, confirmed="yes", note="被吊销")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("suspended", "refused")
    assert [row.note for row in second.transitions.all()] == ["", "营业执照不清晰"]


def test_one_does_not_verify_ones_own(people):
    organization = submitted()
    frank = make_user("弗兰克", organization=organization, group="administrator", is_staff=True)
    client = Client()
    client.force_login(frank)
    assert "与您所在主体有关" in act(client, "verify", organization).content.decode()
    assert act(client, "verify", organization, confirmed="yes").context["cannot"] == 1
    assert (
        client.post(f"{LIST}{organization.pk}/change/", form_of(organization, name="改名")).status_code == 403
    )


def test_codes_are_chosen_from_the_vocabularies(dave):
    organization = make_organization()
    page = f"{LIST}{organization.pk}/change/"
    refused = dave.post(page, form_of(organization, industries=["no-such-code"]))
    assert "industries" in refused.context["adminform"].form.errors
    assert dave.post(page, form_of(organization, industries=["3216"], region="620200")).status_code == 302
    organization.refresh_from_db()
    assert (organization.industries, organization.region) == (["3216"], "620200")


def test_the_state_is_not_written_by_the_form(dave):
    organization = make_organization(verified=False)
    dave.post(f"{LIST}{organization.pk}/change/", form_of(organization, state="verified"))
    organization.refresh_from_db()
    assert organization.state == "unverified"


def test_an_administrator_does_not_make_themselves_a_member(dave, people):
    organization = make_organization()
    new = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-0-organization": organization.pk,
        "memberships-0-user": people.dave.pk,
        "memberships-0-role": "owner",
    }
    page = f"{LIST}{organization.pk}/change/"
    assert dave.post(page, form_of(organization, **new)).status_code == 200
    assert Membership.objects.filter(user=people.dave).count() == 0
    assert (
        dave.post(page, form_of(organization, **new | {"memberships-0-user": people.oscar.pk})).status_code
        == 302
    )
    assert Membership.objects.filter(user=people.oscar, organization=organization).count() == 1


def test_a_member_is_not_added_a_second_time(dave, people):
    """The page says so; it once failed at the database."""
    organization = people.outside
    new = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-organization": organization.pk,
        "memberships-0-user": people.oscar.pk,
        "memberships-0-role": "viewer",
    }
    answer = dave.post(f"{LIST}{organization.pk}/change/", form_of(organization, **new))
    assert answer.status_code == 200
    assert [member.role for member in organization.memberships.all()] == ["owner"]
