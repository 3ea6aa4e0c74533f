"""Registering, editing and verifying an organization, and what others see of it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from enterprises.choices import Role
from enterprises.models import Organization, OrganizationLabel
from tests.factories import credit_code, make_organization, make_user

pytestmark = pytest.mark.django_db
REGISTER = reverse("enterprises:register")


def page_of(client, organization):
    return client.get(reverse("enterprises:detail", args=[organization.pk]))


def act(client, organization, verb, **values):
    return client.post(reverse("enterprises:act", args=[organization.pk]), {"verb": verb, **values})


def offered(client, organization):
    return [action.name for action in page_of(client, organization).context["actions"]]


def test_who_registers_becomes_its_owner(browser_of, vocabularies):
    user = make_user()
    code = credit_code(99001)
    values = {
        "kind": "enterprise",
        "name": "新登记的公司",
        "credit_code": code,
        "region": "620100",
        "industries": ["3216"],
    }
    page = browser_of(user).post(REGISTER, values)
    organization = Organization.objects.get(name="新登记的公司")
    assert (page.status_code, page["Location"]) == (
        302,
        reverse("enterprises:detail", args=[organization.pk]),
    )
    assert (organization.state, organization.trusted, organization.industries) == (
        "unverified",
        False,
        ["3216"],
    )
    assert [(member.user, member.role) for member in organization.memberships.all()] == [(user, Role.OWNER)]


def test_two_without_a_credit_code_do_not_collide(browser_of, vocabularies):
    client = browser_of(make_user())
    for name in ("没有代码的一号实验室", "没有代码的二号实验室"):
        assert client.post(REGISTER, {"kind": "lab", "name": name}).status_code == 302


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"kind": "enterprise"}, ["name"]),
        ({"kind": "没有", "name": "类别不对的公司"}, ["kind"]),
        ({"kind": "enterprise", "name": "代码不对的公司", "credit_code": "123"}, ["credit_code"]),
        ({"kind": "enterprise", "name": "甲\u202e乙公司"}, ["name"]),
        ({"kind": "enterprise", "name": "网址不对的公司", "website": "没有"}, ["website"]),
    ],
)
def test_errors_stand_beside_their_fields(browser_of, vocabularies, values, wrong):
    page = browser_of(make_user()).post(REGISTER, values)
    assert (page.status_code, list(page.context["form"].errors)) == (422, wrong)
    assert page.context["form"]["name"].value() == values.get("name")


def test_registering_twice_leads_to_the_one(browser_of, vocabularies):
    client = browser_of(make_user())
    values = {"kind": "enterprise", "name": "按了两次的公司"}
    assert client.post(REGISTER, values)["Location"] == client.post(REGISTER, values)["Location"]


def test_somebody_elses_name_is_taken(browser_of, people):
    page = browser_of(make_user()).post(REGISTER, {"kind": "enterprise", "name": people.enterprise.name})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["name"])


def test_a_visitor_logs_in_first(client):
    assert client.get(REGISTER)["Location"] == f"{reverse('account_login')}?next={REGISTER}"


def test_the_way_to_verification(browser_of, people):
    organization = make_organization(verified=False, trusted=False)
    owner, dave = browser_of(make_user(organization=organization)), browser_of(people.dave)
    assert (offered(owner, organization), offered(dave, organization)) == (["submit"], [])
    act(owner, organization, "submit")
    assert (offered(owner, organization), offered(dave, organization)) == ([], ["verify", "refuse"])
    assert act(dave, organization, "refuse", note="").status_code == 422
    act(dave, organization, "refuse", note="简介太短")
    assert "简介太短" in page_of(owner, organization).content.decode()
    act(owner, organization, "submit")
    act(dave, organization, "verify")
    organization.refresh_from_db()
    assert (organization.state, offered(dave, organization)) == ("verified", ["suspend"])


def test_submitting_says_what_is_missing(browser_of, vocabularies):
    organization = make_organization(verified=False, introduction="", region="")
    page = act(browser_of(make_user(organization=organization)), organization, "submit")
    assert (page.status_code, page.content.decode().count("提交认证前请填写此项")) == (422, 2)


def test_verifying_is_not_for_others(browser_of, people):
    organization = make_organization(verified=False)
    statuses = [
        act(browser_of(user), organization, "verify").status_code for user in (people.carol, people.bob)
    ]
    assert statuses == [403, 404]


def test_an_unverified_organization_is_seen_by_its_own_and_staff(browser_of, people, client):
    organization = make_organization(verified=False)
    owner = make_user(organization=organization)
    clients = [
        client,
        browser_of(people.bob),
        browser_of(owner),
        browser_of(people.carol),
        browser_of(people.dave),
    ]
    assert [page_of(each, organization).status_code for each in clients] == [404, 404, 200, 200, 200]


def test_labels_count_while_they_are_valid(client, people):
    today = dt.date(2026, 11, 22)
    OrganizationLabel.objects.create(organization=people.enterprise, code="GX", valid_to=dt.date(2999, 1, 1))
    OrganizationLabel.objects.create(
        organization=people.enterprise, code="ZJTX", valid_to=today - dt.timedelta(900)
    )
    assert [label.code for label in page_of(client, people.enterprise).context["labels"]] == ["GX"]


def test_contacts_are_for_ones_own(browser_of, people):
    phone = people.enterprise.contacts.get().phone
    clients = {
        "visitor": Client(),
        "own": browser_of(people.alice),
        "other": browser_of(people.bob),
        "broker": browser_of(people.carol),
        "administrator": browser_of(people.dave),
    }
    told = {
        who: phone in page_of(client, people.enterprise).content.decode() for who, client in clients.items()
    }
    assert told == {"visitor": False, "own": True, "other": False, "broker": False, "administrator": False}


def test_owners_edit_the_profile(browser_of, people):
    alice = browser_of(people.alice)
    address = reverse("enterprises:edit", args=[people.enterprise.pk])
    form = alice.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    page = alice.post(address, values | {"introduction": "新的简介", "name": "改不了的名字"})
    people.enterprise.refresh_from_db()
    assert (page.status_code, people.enterprise.introduction) == (302, "新的简介")
    assert people.enterprise.name == "陇上测试铝业"  # a verified name stands


def test_others_have_no_edit_page(browser_of, people, client):
    address = reverse("enterprises:edit", args=[people.enterprise.pk])
    editor = make_user(organization=people.enterprise, role=Role.EDITOR)
    statuses = [
        each.get(address).status_code for each in (client, browser_of(editor), browser_of(people.bob))
    ]
    assert statuses == [302, 404, 404]


def test_a_parent_that_is_not_public_is_named_to_nobody_who_may_not_see_it(browser_of, people):
    parent = make_organization("还没认证的高校", kind="university", verified=False)
    Organization.objects.filter(pk=people.lab.pk).update(parent=parent)
    readers = {"stranger": Client(), "oscar": browser_of(people.oscar), "dave": browser_of(people.dave)}
    named = {name: parent.name in page_of(client, people.lab).text for name, client in readers.items()}
    assert named == {"stranger": False, "oscar": False, "dave": True}


def test_the_institution_of_a_verified_organization_is_shown_and_stays(browser_of, people):
    university = make_organization("测试大学", kind="university")
    Organization.objects.filter(pk=people.lab.pk).update(parent=university)
    bob, address = browser_of(people.bob), reverse("enterprises:edit", args=[people.lab.pk])
    # of a suspended one the name is not shown, and nothing is in the way
    for state in ("verified", "suspended"):
        Organization.objects.filter(pk=university.pk).update(state=state)
        assert ("测试大学" in bob.get(address).content.decode()) == (state == "verified")
        page = bob.post(address, {"introduction": f"改过的：{state}", "parent": str(people.outside.pk)})
        assert page.status_code == 302
        people.lab.refresh_from_db()
        assert (people.lab.introduction, people.lab.parent) == (f"改过的：{state}", university)


@pytest.mark.parametrize("verb", ["submit", "verify", "refuse", "suspend", "draw_secret", "no-such-verb"])
def test_the_people_of_a_suspended_organization_find_it_no_more(browser_of, people, verb):
    """Its words least of all: the page that says what was refused would show them."""
    Organization.objects.filter(pk=people.enterprise.pk).update(
        state="suspended", introduction="只给自己人看的话"
    )
    alice = browser_of(people.alice)
    address = reverse("enterprises:act", args=[people.enterprise.pk])
    ghost = reverse("enterprises:act", args=["00000000-0000-4000-8000-000000000000"])
    for ask in (alice.get, lambda to: alice.post(to, {"verb": verb, "note": "理由"})):
        told, none = (ask(to).content.decode().replace(to, "") for to in (address, ghost))
        assert ("只给自己人看的话" in told, ask(address).status_code) == (False, 404)
        assert (people.enterprise.name in told) == (people.enterprise.name in none)
