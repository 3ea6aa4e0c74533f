"""Who is tied to which organization, and what they declare themselves."""

import datetime as dt

import pytest
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from enterprises.actors import ANONYMOUS, actor_for_user
from enterprises.actors.mail import mail_domain
from enterprises.choices import TieBasis
from enterprises.domain.queries import ties_visible_to
from enterprises.domain.ties import declare_tie, withdraw_tie
from enterprises.models import Contact, Membership
from tests.factories import make_administrator, make_organization, make_user


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("a@lzu.edu.cn", "lzu.edu.cn"),
        ("a@chem.LZU.edu.cn", "lzu.edu.cn"),
        ("a@kjt.gansu.gov.cn", "gansu.gov.cn"),
        ("a@firm.com", "firm.com"),
        ("a@mail.firm.com.", "firm.com"),
        ("a@works.gs.cn", "works.gs.cn"),
        ("a@firm.cn", "firm.cn"),
        ("a@mail.firm.co.uk", "firm.co.uk"),
        ("a@qq.com", ""),
        ("a@vip.163.com", ""),
        ("a@something.qq.com", ""),
        ("a@sina.com.cn", ""),
        ("a@edu.cn", ""),
        ("a@example.org", ""),
        ("a@localhost", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_domain_that_names_an_organization(email, domain):
    assert mail_domain(email) == domain


def at(user, email):
    user.email = email
    user.save(update_fields=["email"])
    return actor_for_user(user)


@pytest.mark.django_db
def test_six_ways_to_a_tie_and_the_strongest_is_named(vocabularies):
    university = make_organization("测试大学", kind="university")
    lab, sister = (
        make_organization(name, kind="lab", parent=university) for name in ("甲实验室", "乙实验室")
    )
    firm, mill = make_organization("某厂"), make_organization("某矿")
    dave = make_administrator()
    assert actor_for_user(dave).tied_by == {}

    Membership.objects.create(organization=lab, user=dave, role="viewer")
    declare_tie(firm, kind="shares", by=actor_for_user(dave))
    Contact.objects.filter(organization=mill).update(email="boss@office.mill.com.cn")
    colleague = make_user("同事", organization=make_organization("矿业研究院"))
    at(colleague, "x@mill.com.cn")
    dave = at(dave, "dave@mill.com.cn")

    assert dave.tied_by == {
        lab.pk: TieBasis.MEMBER,
        firm.pk: TieBasis.DECLARED,
        university.pk: TieBasis.INSTITUTION,
        sister.pk: TieBasis.INSTITUTION,
        mill.pk: TieBasis.CONTACT_MAIL,
        colleague.memberships.get().organization_id: TieBasis.MEMBER_MAIL,
    }


@pytest.mark.django_db
def test_a_declared_tie_reaches_what_rests_on_the_same_institution(vocabularies):
    university = make_organization("测试大学", kind="university")
    lab = make_organization("甲实验室", kind="lab", parent=university)
    dave = make_administrator()
    declare_tie(university, kind="advice", by=actor_for_user(dave))
    assert actor_for_user(dave).tied_by == {
        university.pk: TieBasis.DECLARED,
        lab.pk: TieBasis.DECLARED_INSTITUTION,
    }


@pytest.mark.django_db
def test_who_judges_nothing_is_asked_nothing(people, django_assert_num_queries):
    declare_tie(people.lab, kind="shares", by=actor_for_user(people.alice))
    alice = actor_for_user(people.alice)
    with django_assert_num_queries(0):
        assert (alice.tied_by, alice.tied_ids) == ({}, frozenset())


@pytest.mark.django_db
def test_a_tie_counts_from_its_first_day_to_its_last(people):
    today, day = timezone.localdate(), dt.timedelta(days=1)
    dave = actor_for_user(people.dave)
    declare_tie(people.lab, kind="shares", since=today - 9 * day, until=today - day, by=dave)
    declare_tie(people.enterprise, kind="advice", since=today + day, by=dave)
    declare_tie(people.outside, kind="family", since=today, until=today, by=dave)
    assert actor_for_user(people.dave).tied_by == {people.outside.pk: TieBasis.DECLARED}


@pytest.mark.django_db
def test_taken_back_it_counts_no_longer_and_stays_on_record(people):
    dave = actor_for_user(people.dave)
    tie = declare_tie(people.lab, kind="shares", note="持有2%股份", by=dave)
    assert actor_for_user(people.dave).is_tied_to(people.lab.pk)
    with pytest.raises(NotAllowed):
        withdraw_tie(tie, by=actor_for_user(make_administrator()))
    withdraw_tie(tie, by=dave)
    with pytest.raises(IllegalTransition):
        withdraw_tie(tie, by=dave)
    assert not actor_for_user(people.dave).is_tied_to(people.lab.pk)
    assert [(row.note, row.withdrawn_by, row.standing) for row in ties_visible_to(dave)] == [
        ("持有2%股份", "戴夫", False)
    ]


@pytest.mark.django_db
def test_what_cannot_be_declared(people):
    dave, today = actor_for_user(people.dave), timezone.localdate()
    declare_tie(people.lab, kind="shares", by=dave)
    for wrong in (
        {"kind": "shares"},
        {"kind": "nonsense"},
        {"kind": "other", "until": today - dt.timedelta(days=1)},
    ):
        with pytest.raises(Invalid):
            declare_tie(people.lab, by=dave, **wrong)
    with pytest.raises(NotAllowed):
        declare_tie(people.lab, kind="shares", by=ANONYMOUS)
    assert ties_visible_to(dave).count() == 1
