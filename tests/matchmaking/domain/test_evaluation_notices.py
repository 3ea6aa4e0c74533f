"""Who is told what of an evaluation: each reviewer alone that they are asked, the owner when all have spoken."""

import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.kernel.errors import Invalid
from enterprises.actors import actor_for_application, actor_for_user
from enterprises.domain.ties import declare_tie
from enterprises.models import DeclaredTie
from matchmaking.domain.notice_mail import mail_notices
from matchmaking.domain.notices import notices_visible_to
from matchmaking.models import Notice
from projects.domain.evaluation import cancel_evaluation, open_evaluation
from projects.domain.opinions import decline_opinion
from projects.domain.publication import send_back_listing
from projects.models import Opinion
from tests.factories import (
    make_administrator,
    make_evaluation,
    make_listing,
    make_organization,
    make_user,
    say_opinion,
)
from tests.partner import make_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewers():
    return [make_user(f"评价人{n}", organization=make_organization(f"单位{n}")) for n in "甲乙丙"]


@pytest.fixture
def achievement(people):
    return make_listing("achievement", owner=people.lab, title="槽况诊断系统")


@pytest.fixture
def evaluation(people, achievement, reviewers):
    return make_evaluation(achievement=achievement, reviewers=reviewers, administrator=people.dave)


def kinds(user) -> list[str]:
    return sorted(notices_visible_to(actor_for_user(user)).values_list("kind", flat=True))


def page_of(user) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/my/notices/").content.decode()


def opinion_of(evaluation, user) -> Opinion:
    return Opinion.objects.select_related("evaluation__achievement", "reviewer").get(
        evaluation=evaluation, reviewer=user
    )


def decline(evaluation, user) -> None:
    decline_opinion(opinion_of(evaluation, user), by=actor_for_user(user), note="没有时间")


def test_each_reviewer_is_asked_alone(people, evaluation, reviewers):
    assert [kinds(user) for user in reviewers] == [["opinion_wanted"]] * 3
    others = ("alice", "bob", "carol", "dave", "oscar")
    assert [kinds(getattr(people, name)) for name in others] == [[]] * 5
    page = page_of(reviewers[0])
    assert ("请您评价成果" in page, f'<a href="/evaluations/{evaluation.pk}/">槽况诊断系统' in page) == (
        True,
        True,
    )
    assert [user.name in page for user in reviewers[1:]] == [False, False]


def test_whoever_has_a_conflict_is_told_nothing(people, achievement, reviewers):
    DeclaredTie.objects.create(user=reviewers[2], organization=people.lab, kind="advice")
    with pytest.raises(Invalid):
        open_evaluation(achievement, reviewers=reviewers, by=actor_for_user(people.dave))
    assert Notice.objects.count() == 0


def test_the_owner_is_told_when_all_have_spoken_and_not_who(people, evaluation, reviewers):
    say_opinion(evaluation, reviewers[0])
    decline(evaluation, reviewers[2])
    assert kinds(people.bob) == []
    say_opinion(evaluation, reviewers[1])
    assert kinds(people.bob) == ["evaluation_closed"]
    assert kinds(people.dave) == []
    assert [kinds(user) for user in reviewers] == [["opinion_wanted"]] * 3
    page = page_of(people.bob)
    assert ("成果评价已完成，请阅读" in page, "槽况诊断系统" in page) == (True, True)
    assert [user.name in page for user in reviewers] == [False] * 3
    partner = actor_for_application(make_application(people.lab))
    assert [notice.kind for notice in notices_visible_to(partner)] == ["evaluation_closed"]


def test_only_who_still_had_to_write_hears_that_it_is_called_off(people, evaluation, reviewers):
    say_opinion(evaluation, reviewers[0])
    DeclaredTie.objects.create(user=reviewers[2], organization=people.lab, kind="advice")
    cancel_evaluation(evaluation, by=actor_for_user(people.dave), note="成果已转让")
    assert [kinds(user) for user in reviewers] == [
        ["opinion_wanted"],
        ["evaluation_cancelled", "opinion_wanted"],
        ["opinion_wanted"],
    ]
    assert "成果已转让" not in page_of(reviewers[1])
    assert kinds(people.bob) == []


def test_a_round_that_cannot_close_is_told_to_administrators_without_a_tie(people, evaluation, reviewers):
    tied = make_administrator("有股份的管理员")
    declare_tie(organization=people.lab, kind="shares", by=actor_for_user(tied))
    far = make_administrator("另有利益关系的管理员")
    declare_tie(organization=people.enterprise, kind="shares", by=actor_for_user(far))
    say_opinion(evaluation, reviewers[0])
    decline(evaluation, reviewers[1])
    assert kinds(people.dave) == []
    decline(evaluation, reviewers[2])
    assert [kinds(user) for user in (people.dave, far, tied, people.carol, people.bob)] == [
        ["evaluation_stalled"],
        ["evaluation_stalled"],
        [],
        [],
        [],
    ]
    page = page_of(people.dave)
    assert ("谢绝的评价人过多，评价无法完成" in page, "槽况诊断系统" in page) == (True, True)


def test_an_administrator_who_reviews_reads_what_is_told_to_them_beside_what_is_told_to_all(
    people, achievement
):
    second = make_administrator("评价的管理员")
    stranger = make_user("评价人", organization=make_organization())
    evaluation = make_evaluation(
        achievement=achievement, reviewers=[second, stranger], administrator=people.dave
    )
    assert (kinds(second), kinds(people.dave)) == (["opinion_wanted"], [])
    decline(evaluation, second)
    decline(evaluation, stranger)
    assert (kinds(second), kinds(people.dave)) == (
        ["evaluation_stalled", "opinion_wanted"],
        ["evaluation_stalled"],
    )


def test_the_api_and_the_letter_tell_it_to_this_person(evaluation, reviewers):
    client = Client()
    client.force_login(reviewers[0])
    (row,) = client.get("/api/v1/notices/").json()["results"]
    assert (row["kind"], row["user"], row["organization"], row["evaluation"], row["match"]) == (
        "opinion_wanted",
        str(reviewers[0].pk),
        None,
        str(evaluation.pk),
        None,
    )
    assert mail_notices(reviewers[0].pk)
    (letter,) = mail.outbox
    assert (letter.to, "· 请您评价成果：槽况诊断系统" in letter.body) == ([reviewers[0].email], True)
    assert [user.name in letter.body for user in reviewers[1:]] == [False, False]


def test_a_card_rewritten_off_show_does_not_come_by_notice(people, achievement, evaluation, reviewers):
    send_back_listing(achievement, by=actor_for_user(people.dave), note="请补充")
    page = page_of(reviewers[0])
    assert ("槽况诊断系统" in page, achievement.number in page) == (False, True)


def test_a_notice_goes_to_an_organization_or_to_a_person(people, evaluation):
    now = timezone.now()
    with pytest.raises(IntegrityError, match="notice_to_one_reader"):
        Notice.objects.create(
            kind="opinion_wanted",
            evaluation=evaluation,
            organization=people.lab,
            user=people.bob,
            about=now,
            created=now,
        )


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_however_many_evaluations(people, reviewers, count):
    for number in range(count):
        offer = make_listing("achievement", owner=people.lab, title=f"成果第{number}号")
        make_evaluation(achievement=offer, reviewers=reviewers, administrator=people.dave)
    client = Client()
    client.force_login(reviewers[0])
    client.get("/my/notices/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/my/notices/").content.decode()
    assert (page.count("请您评价成果"), len(queries)) == (count, 7)
