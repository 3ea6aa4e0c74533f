"""An achievement is evaluated by three people who do not see one another; its owner reads the spread first, and decides
whether others do. Over HTTP."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from enterprises.models import DeclaredTie
from projects.models import Evaluation, Opinion
from tests.factories import (
    OPINION,
    PASSWORD,
    make_administrator,
    make_evaluation,
    make_listing,
    make_organization,
    make_user,
    say_opinion,
)

pytestmark = pytest.mark.django_db


def login(user):
    client = Client()
    assert client.login(username=user.email, password=PASSWORD)
    return client


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def notices(client):
    """What the reader's own notices say, the newest first."""
    return re.findall(
        r'<p class="row"><span class="badge [^"]*">([^<]+)<', page(client, "matchmaking:notices")
    )


def reviewer(name):
    user = make_user(name, organization=make_organization(f"{name}的单位"))
    return user, login(user)


def form(capability, word):
    """What a browser sends: the same points in three dimensions, others in capability, evidence with a word."""
    return {**OPINION, "capability": capability, "capability_evidence": f"{word}看了三个现场"}


@pytest.fixture
def achievement(people):
    return make_listing("achievement", owner=people.lab, title="槽况诊断系统")


def test_three_reviewers_one_spread_and_the_owner_first(people, achievement):
    parties = [reviewer(name) for name in ("评价人甲", "评价人乙", "评价人丙")]
    dave, bob, visitor = login(people.dave), login(people.bob), Client()
    new = reverse("projects:evaluation-new")

    # 1. Nobody but an administrator opens a round; who is tied to the owner is not asked, and does not ask.
    assert bob.get(new).status_code == 404
    body = {"achievement": achievement.pk, "question": "能否推广到全系列？"}
    mails = [user.email for user, _client in parties]
    refused = dave.post(new, body | {"reviewers": "\n".join([*mails, people.bob.email])})
    assert (refused.status_code, "须回避，不能评价这项成果：鲍勃" in refused.content.decode()) == (422, True)
    alone = dave.post(new, body | {"reviewers": mails[0]})
    assert (alone.status_code, Evaluation.objects.count()) == (422, 0)
    erin = make_administrator("有股份的管理员")
    DeclaredTie.objects.create(user=erin, organization=people.lab, kind="shares")
    assert login(erin).post(new, body | {"reviewers": "\n".join(mails)}).status_code == 422
    dave.post(new, body | {"reviewers": "\n".join(mails)})
    evaluation = Evaluation.objects.get()
    asked = [notices(client) for client in (*(each for _user, each in parties), bob)]
    assert asked == [["请您评价成果"]] * 3 + [[]]  # no word of it to who was refused, nor to the owner

    # 2. While opinions are out nobody reads any but their own; the owner does not even see the round.
    opinions = [Opinion.objects.get(reviewer=user) for user, _client in parties]
    first = reverse("projects:opinion", args=[opinions[0].pk])
    unfounded = parties[0][1].post(first, {**form(9, "甲"), "effect_evidence": ""})
    assert (unfounded.status_code, Opinion.objects.get(pk=opinions[0].pk).state) == (422, "asked")
    assert parties[0][1].post(first, {**form(9, "甲"), "capability": "11"}).status_code == 422
    parties[0][1].post(first, form(9, "甲"))
    assert parties[1][1].get(first).status_code == 404
    assert "甲看了三个现场" not in page(parties[1][1], "projects:evaluation", evaluation.pk)
    assert "甲看了三个现场" not in page(dave, "projects:evaluation", evaluation.pk)
    assert bob.get(reverse("projects:evaluation", args=[evaluation.pk])).status_code == 404
    assert parties[0][1].post(first, form(1, "改口")).status_code == 409

    # 3. A tie that comes up meanwhile keeps a reviewer out; with the last word the round closes.
    DeclaredTie.objects.create(user=parties[2][0], organization=people.lab, kind="advice")
    third = reverse("projects:opinion", args=[opinions[2].pk])
    assert parties[2][1].post(third, form(10, "丙")).status_code == 403
    act = reverse("projects:opinion-act", args=[opinions[2].pk])
    parties[2][1].post(act, {"verb": "decline", "note": "刚受聘为顾问"})
    assert Evaluation.objects.get().state == "open"
    parties[1][1].post(reverse("projects:opinion", args=[opinions[1].pk]), form(4, "乙"))
    assert Evaluation.objects.get().state == "closed"

    # 4. The owner is told, and reads the spread first: lowest, middle, highest, the evidence by points, no names.
    assert notices(bob) == ["成果评价已完成，请阅读"]
    shown = page(bob, "projects:evaluation", evaluation.pk)
    assert ("最低 4 · 中位 6.5 · 最高 9" in shown, "最低 6 · 中位 6 · 最高 6" in shown) == (True, True)
    assert shown.index("乙看了三个现场") < shown.index("甲看了三个现场")
    assert [user.name in shown for user, _client in parties] == [False] * 3
    for other in (dave, parties[0][1], login(people.carol)):
        answer = other.get(reverse("projects:evaluation", args=[evaluation.pk]))
        assert "乙看了三个现场" not in answer.content.decode()
    assert visitor.get(reverse("projects:evaluation", args=[evaluation.pk])).status_code == 404

    # 5. Only the owner releases; then everybody reads it, also at the achievement; and it can be taken back.
    steps = reverse("projects:evaluation-act", args=[evaluation.pk])
    dave.post(steps, {"verb": "release"})
    assert Evaluation.objects.get().state == "closed"
    bob.post(steps, {"verb": "release"})
    assert "最低 4 · 中位 6.5 · 最高 9" in page(visitor, "projects:evaluation", evaluation.pk)
    assert "最低 4 · 中位 6.5 · 最高 9" in page(visitor, "projects:of-achievement", achievement.pk)
    bob.post(steps, {"verb": "take_back"})
    assert visitor.get(reverse("projects:evaluation", args=[evaluation.pk])).status_code == 404
    assert "最低 4" not in page(visitor, "projects:of-achievement", achievement.pk)


def test_a_round_is_called_off_and_nobody_reads_what_was_said(people, achievement):
    parties = [reviewer(name) for name in ("评价人甲", "评价人乙")]
    evaluation = make_evaluation(
        achievement=achievement, reviewers=[user for user, _client in parties], administrator=people.dave
    )
    say_opinion(evaluation, parties[0][0])
    act = reverse("projects:evaluation-act", args=[evaluation.pk])
    parties[1][1].post(act, {"verb": "cancel", "note": "不想评"})
    login(people.dave).post(act, {"verb": "cancel", "note": ""})
    assert Evaluation.objects.get().state == "open"
    login(people.dave).post(act, {"verb": "cancel", "note": "成果已转让。"})
    assert Evaluation.objects.get().state == "cancelled"
    called_off = [notices(client) for _user, client in parties]
    assert called_off == [["请您评价成果"], ["评价已取消，不必再填写", "请您评价成果"]]
    late = parties[1][1].post(
        reverse("projects:opinion", args=[Opinion.objects.get(reviewer=parties[1][0]).pk]), form(5, "晚了")
    )
    assert late.status_code == 409
    assert login(people.bob).get(reverse("projects:evaluation", args=[evaluation.pk])).status_code == 404
