"""A topic is put on the board, applied for by labs that do not see one another, awarded after its last day."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.actors import actor_for_user
from enterprises.models import Organization
from matchmaking.domain.notices import notices_visible_to
from projects.models import Bid, Challenge
from tests.factories import PASSWORD, make_challenge, make_listing, make_organization, make_user

pytestmark = pytest.mark.django_db


def login(user):
    client = Client()
    assert client.login(username=user.email, password=PASSWORD)
    return client


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def kinds(user):
    return sorted(notices_visible_to(actor_for_user(user)).values_list("kind", flat=True))


def applicant(name):
    owner = make_organization(name, kind="university")
    achievement = make_listing("achievement", owner=owner, title=f"{name}的预报技术")
    user = make_user(f"{name}的人", organization=owner)
    return achievement, user, login(user)


def pass_the_deadline(challenge):
    """Its last day was yesterday: days go by, nothing else."""
    Challenge.objects.filter(pk=challenge.pk).update(deadline=timezone.localdate() - dt.timedelta(days=1))


def test_from_a_draft_to_the_award(people):
    Organization.objects.filter(pk=people.enterprise.pk).update(trusted=False)
    alice, dave, bob = login(people.alice), login(people.dave), login(people.bob)
    visitor = Client()
    soon = timezone.localdate() + dt.timedelta(days=20)

    # 1. Alice writes it; nobody else sees a draft. Not trusted, she submits; Dave sends back, then publishes.
    body = {
        "title": "阳极效应提前预报",
        "problem": "提前三十分钟，准确率九成。",
        "conditions": "有槽上试验的经历。",
        "reward": "1500000",
        "deadline": soon.isoformat(),
    }
    assert bob.get(reverse("projects:challenge-new")).status_code == 404  # a lab puts nothing on the board
    alice.post(reverse("projects:challenge-new"), body)
    challenge = Challenge.objects.get()
    path, act = (reverse(f"projects:{name}", args=[challenge.pk]) for name in ("challenge", "challenge-act"))
    assert [client.get(path).status_code for client in (visitor, dave, bob)] == [404, 404, 404]
    alice.post(act, {"verb": "publish"})
    assert Challenge.objects.get().state == "draft"
    alice.post(act, {"verb": "submit"})
    dave.post(act, {"verb": "send_back", "note": "请写明验收办法"})
    assert "请写明验收办法" in page(alice, "projects:challenge", challenge.pk)
    edited = {**body, "problem": "提前三十分钟，准确率九成，连续三个月考核。"}
    alice.post(reverse("projects:challenge-edit", args=[challenge.pk]), edited)
    alice.post(act, {"verb": "submit"})
    dave.post(act, {"verb": "publish"})
    shown = page(visitor, "projects:challenge", challenge.pk)
    assert ("1,500,000" in shown, "连续三个月考核" in shown, "请写明验收办法" in shown) == (True, True, False)
    assert challenge.title in page(visitor, "projects:challenges")
    refused = alice.post(reverse("projects:challenge-edit", args=[challenge.pk]), body)
    assert refused.status_code == 422  # those who apply have read it as it stands

    # 2. Three apply. The enterprise reads all three; no applicant learns of another.
    parties = [applicant(name) for name in ("甲大学", "乙大学", "丙大学")]
    for number, (achievement, _user, client) in enumerate(parties):
        sent = {"achievement": achievement.pk, "plan": f"方案第{number}号"}
        assert client.post(reverse("projects:bid-new", args=[challenge.pk]), sent).status_code == 302
    first, second, third = (Bid.objects.get(achievement=each[0].pk) for each in parties)
    assert [f"{each[0].title}" in page(alice, "projects:challenge", challenge.pk) for each in parties] == [
        True
    ] * 3
    mine = page(parties[0][2], "projects:challenge", challenge.pk)
    assert [each[0].title in mine for each in parties] == [True, False, False]
    assert parties[0][2].get(reverse("projects:bid", args=[second.pk])).status_code == 404
    assert parties[0][0].title not in page(visitor, "projects:challenge", challenge.pk)
    assert kinds(people.alice) == ["bid_made"] * 3
    parties[2][2].post(reverse("projects:bid-act", args=[third.pk]), {"verb": "withdraw"})

    # 3. Before the last day is over nothing is decided; after it nobody applies any more.
    decide = reverse("projects:challenge-decide", args=[challenge.pk])
    verdict = {"winner": second.pk, f"reasons.{first.pk}": "1", "note": "乙大学中榜。"}
    early = alice.post(decide, verdict)
    assert (early.status_code, f"揭榜截止（{soon}）以后才能评定。" in early.content.decode()) == (409, True)
    pass_the_deadline(challenge)
    late = bob.post(
        reverse("projects:bid-new", args=[challenge.pk]),
        {"achievement": make_listing("achievement", owner=people.lab).pk, "plan": "来晚了"},
    )
    day = timezone.localdate() - dt.timedelta(days=1)
    assert (late.status_code, f"揭榜已于 {day} 截止" in late.content.decode()) == (409, True)

    # 4. Every bid that is not awarded needs a coded reason; then all are told.
    refused = alice.post(decide, {"winner": second.pk, "note": ""})
    assert (refused.status_code, "请选择未中榜的原因。" in refused.content.decode()) == (422, True)
    assert parties[0][2].post(decide, verdict).status_code == 404
    assert alice.post(decide, verdict).status_code == 302
    states = [(bid.state, bid.reason) for bid in Bid.objects.order_by("submitted")]
    assert states == [("not_awarded", "1"), ("awarded", ""), ("withdrawn", "")]
    assert "成熟度不足" in page(parties[0][2], "projects:bid", first.pk)
    assert [kinds(each[1]) for each in parties] == [["bid_decided"], ["bid_decided"], []]
    told = page(visitor, "projects:challenge", challenge.pk)
    assert ("乙大学中榜。" in told, people.alice.name in told, first.number in told) == (True, False, False)
    again = alice.post(decide, {"winner": "", "note": "改主意了"})
    assert (again.status_code, Challenge.objects.get().state) == (409, "awarded")


def test_a_challenge_is_taken_off_and_its_applicants_are_told(people):
    challenge = make_challenge(owner=people.enterprise)
    achievement, user, client = applicant("丁大学")
    client.post(
        reverse("projects:bid-new", args=[challenge.pk]), {"achievement": achievement.pk, "plan": "方案"}
    )
    alice, act = login(people.alice), reverse("projects:challenge-act", args=[challenge.pk])
    client.post(act, {"verb": "cancel", "note": "乱撤"})
    assert Challenge.objects.get().state == "published"
    alice.post(act, {"verb": "cancel", "note": ""})
    assert Challenge.objects.get().state == "published"
    alice.post(act, {"verb": "cancel", "note": "题目已自行解决。"})
    assert (Challenge.objects.get().state, Bid.objects.get().state) == ("cancelled", "closed")
    assert kinds(user) == ["challenge_cancelled"]
    assert "题目已自行解决。" in page(Client(), "projects:challenge", challenge.pk)


def test_nobody_is_awarded_and_everybody_is_told_why(people):
    challenge = make_challenge(owner=people.enterprise)
    achievement, user, client = applicant("戊大学")
    client.post(
        reverse("projects:bid-new", args=[challenge.pk]), {"achievement": achievement.pk, "plan": "方案"}
    )
    pass_the_deadline(challenge)
    bid = Bid.objects.get()
    sent = {"winner": "", f"reasons.{bid.pk}": "5", "note": "技术路线都不合适。"}
    login(people.alice).post(reverse("projects:challenge-decide", args=[challenge.pk]), sent)
    assert (Challenge.objects.get().state, Bid.objects.get().state) == ("not_awarded", "not_awarded")
    assert kinds(user) == ["bid_decided"]
