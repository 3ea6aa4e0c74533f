"""What an administrator verified of an organization stands: also the institution it rests on, which decides who may not
judge its affairs."""

import pytest

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.choices import TieBasis
from enterprises.domain.organization import (
    edit_organization,
    refuse_organization,
    submit_organization,
    suspend_organization,
    verify_organization,
)
from enterprises.models import Membership, Organization
from tests.factories import make_administrator, make_organization, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def university(vocabularies):
    return make_organization("测试大学", kind="university")


@pytest.fixture
def insider(university):
    """An administrator who belongs to the university."""
    user = make_administrator("校内管理员")
    Membership.objects.create(organization=university, user=user, role="viewer")
    return user


def test_nobody_keeps_an_administrator_away_by_naming_their_institution(people, university, insider):
    alice = actor_for_user(people.alice)
    with pytest.raises(Invalid) as refused:
        edit_organization(people.enterprise, {"parent": university}, by=alice)
    assert list(refused.value.fields) == ["parent"]
    people.enterprise.refresh_from_db()
    assert people.enterprise.parent is None
    assert not actor_for_user(insider).is_tied_to(people.enterprise.pk)


def test_nobody_loses_a_tie_by_leaving_their_institution_out(university, insider):
    lab = make_organization("甲实验室", kind="lab", parent=university)
    bob = actor_for_user(make_user(organization=lab))
    with pytest.raises(Invalid):
        edit_organization(lab, {"parent": None}, by=bob)
    assert actor_for_user(insider).tied_by[lab.pk] == TieBasis.INSTITUTION


def test_a_claimed_institution_is_confirmed_by_somebody_else_than_its_own_people(people, university, insider):
    lab = make_organization("乙实验室", kind="lab", verified=False, parent=university)
    owner = actor_for_user(make_user(organization=lab))
    submit_organization(lab, by=owner)
    with pytest.raises(NotAllowed):
        verify_organization(lab, by=actor_for_user(insider))
    with pytest.raises(Invalid):  # the administrator may have looked at it already
        edit_organization(lab, {"parent": people.enterprise}, by=owner)
    dave = actor_for_user(people.dave)
    refuse_organization(lab, by=dave, note="依托单位不对")
    edit_organization(lab, {"parent": people.outside}, by=owner)
    submit_organization(lab, by=owner)
    verify_organization(lab, by=dave)
    assert lab.parent == people.outside
    assert not actor_for_user(insider).is_tied_to(lab.pk)


def test_the_rest_of_the_profile_is_ones_own(people):
    edit_organization(
        people.enterprise, {"introduction": "做铝的。", "parent": None}, by=actor_for_user(people.alice)
    )
    assert Organization.objects.get(pk=people.enterprise.pk).introduction == "做铝的。"


def test_who_edits_as_it_is_suspended_does_not_take_that_back(people):
    opened = Organization.objects.get(pk=people.enterprise.pk)
    alice = actor_for_user(people.alice)
    suspend_organization(people.enterprise, by=actor_for_user(people.dave), note="被吊销")
    with pytest.raises(NotAllowed):
        edit_organization(opened, {"introduction": "照常营业。"}, by=alice)
    assert Organization.objects.get(pk=people.enterprise.pk).state == "suspended"


def test_who_edits_a_stale_page_cannot_change_what_was_verified_meanwhile(people):
    lab = make_organization("丙实验室", kind="lab", verified=False)
    owner = actor_for_user(make_user(organization=lab))
    opened = Organization.objects.get(pk=lab.pk)
    submit_organization(lab, by=owner)
    verify_organization(lab, by=actor_for_user(people.dave))
    with pytest.raises(Invalid):
        edit_organization(opened, {"name": "改了名的实验室"}, by=owner)
    assert Organization.objects.get(pk=lab.pk).state == "verified"
