"""More apply than there are places: a run proposes, an administrator approves, everybody is told why, anybody checks.

Over HTTP; at the end the published file is run again by the command that anybody has.
"""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config.kernel.jobs import drain
from enterprises.models import DeclaredTie
from projects.models import Allocation, Application
from tests.factories import (
    PASSWORD,
    make_administrator,
    make_listing,
    make_organization,
    make_scenario,
    make_user,
)

pytestmark = pytest.mark.django_db
WORDS = "铝电解槽 槽况诊断 阳极效应 预报 节能 控制"


def login(user):
    client = Client()
    assert client.login(username=user.email, password=PASSWORD)
    return client


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def applicant(name, words, **organization):
    """An organization with one achievement, and somebody who acts for it."""
    owner = make_organization(name, **organization)
    achievement = make_listing("achievement", owner=owner, title=f"{words}技术", summary=words, trl=6)
    return achievement, login(make_user(f"{name}的人", organization=owner))


@pytest.fixture
def scenario(people):
    return make_scenario(
        places=2,
        owner=people.enterprise,
        title=f"{WORDS}试验场景",
        summary=WORDS,
        entry_conditions="百安级试验",
    )


def test_three_apply_for_two_places(people, scenario, tmp_path):
    best, best_client = applicant("对口大型企业", WORDS, size="large")
    good, good_client = applicant("对口大学", "铝电解槽 阳极效应 预报", kind="university")
    small, small_client = applicant("边远小微企业", "电解 控制", size="micro", region="620600")
    alice, dave = login(people.alice), login(people.dave)
    drain()

    # 1. The scenario stands in the list of opportunities, and in what the achievement may go on to.
    listed = best_client.get(reverse("projects:list", args=["scenario"]), {"list": "opportunity"})
    assert scenario.title in listed.content.decode()
    other_list = best_client.get(reverse("projects:list", args=["scenario"]), {"list": "capability"})
    assert scenario.title not in other_list.content.decode()
    assert "可以验证它的应用场景" in page(best_client, "matchmaking:for-listing", best.pk)

    # 2. Three apply; the opener sees all three, each applicant only their own.
    for achievement, client in ((best, best_client), (good, good_client), (small, small_client)):
        sent = {"achievement": achievement.pk, "plan": "旁路运行两个月，以效应系数衡量。"}
        assert client.post(reverse("projects:apply", args=[scenario.pk]), sent).status_code == 302
    applications = [Application.objects.get(achievement=each.pk) for each in (best, good, small)]
    assert "3 个申请待定" in page(alice, "projects:of-scenario", scenario.pk)
    assert small.title not in page(best_client, "projects:of-scenario", scenario.pk)
    assert best_client.get(reverse("projects:application", args=[applications[2].pk])).status_code == 404

    # 3. The opener may not pick by hand.
    alice.post(reverse("projects:application-act", args=[applications[2].pk]), {"verb": "select"})
    assert "申请多于名额，须由管理员统一分配。" in page(alice, "projects:applications")

    # 4. An administrator with a share in an applicant sees no way in; one without a tie proposes.
    erin_user = make_administrator("有股份的管理员")
    DeclaredTie.objects.create(user=erin_user, organization=small.owner, kind="shares")
    erin, allocate = login(erin_user), reverse("matchmaking:allocate")
    sent = {"listing": [scenario.pk], "small_share": "20", "away_share": "20"}
    erin.post(allocate, sent)
    assert Allocation.objects.count() == 0
    assert alice.post(allocate, sent).status_code == 404
    answer = dave.post(allocate, sent)
    allocation = Allocation.objects.get()
    assert answer["Location"] == reverse("projects:allocation", args=[allocation.pk])
    for client in (erin, alice, best_client):
        assert client.get(reverse("projects:allocation", args=[allocation.pk])).status_code == 404

    # 5. Nobody's application has moved; approval moves them all.
    assert {application.state for application in Application.objects.all()} == {"submitted"}
    assert "对每个申请方的说明" in page(dave, "projects:allocation", allocation.pk)
    dave.post(reverse("projects:allocation-act", args=[allocation.pk]), {"verb": "approve"})
    assert [Application.objects.get(pk=each.pk).state for each in applications] == [
        "selected",
        "waiting",
        "selected",
    ]

    # 6. Everybody is told why: the second best was in the way of a place kept for small firms.
    assert "入选：匹配度" in page(best_client, "projects:application", applications[0].pk)
    told = page(good_client, "projects:application", applications[1].pk)
    assert "其余名额为小微企业或省会以外市州的申请保留" in told
    assert "才能入选" in told

    # 7. The page and the file are public; they name applications by id only, and the command gives the same result.
    visitor = Client()
    shown = page(visitor, "projects:allocation", allocation.pk)
    assert str(applications[0].pk)[:8] in shown
    assert [name for name in (small.owner.name, good.title) if name in shown] == []
    file = tmp_path / "run.json"
    file.write_bytes(visitor.get(reverse("projects:allocation-file", args=[allocation.pk])).content)
    ran = subprocess.run(
        [sys.executable, "-m", "projects.domain.allocation", str(file)],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr.strip()) == (0, "the same result as published")
    assert json.loads(ran.stdout)["total"] == allocation.published["result"]["total"]


def test_a_proposal_that_is_rejected_changes_nothing_and_says_why(people, scenario):
    achievement, client = applicant("唯一的申请者", WORDS)
    drain()
    client.post(
        reverse("projects:apply", args=[scenario.pk]), {"achievement": achievement.pk, "plan": "试验。"}
    )
    dave = login(people.dave)
    dave.post(reverse("matchmaking:allocate"), {"listing": scenario.pk, "small_share": 0, "away_share": 0})
    allocation = Allocation.objects.get()
    act = reverse("projects:allocation-act", args=[allocation.pk])
    dave.post(act, {"verb": "reject", "note": ""})
    assert Allocation.objects.get().state == "proposed"
    dave.post(act, {"verb": "reject", "note": "公示期内有异议。"})
    assert (Allocation.objects.get().state, Application.objects.get().state) == ("rejected", "submitted")
    assert "公示期内有异议。" in page(Client(), "projects:allocation", allocation.pk)
