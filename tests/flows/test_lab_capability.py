"""From a need nobody has an answer to, to a docking with the lab that could work on it.

Over HTTP, as the two sides and the administrator see it; the matching runs as its jobs do.
"""

import pytest
from django.test import Client
from django.urls import reverse

from config.kernel.jobs import drain
from matchmaking.domain.match import decline_match
from matchmaking.models import Docking, Match
from projects.models import Capability
from tests.factories import PASSWORD, make_listing, writer_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]
WORDS = "极薄铜箔 电沉积 添加剂 阴极辊 延伸率 抗拉强度"


def login(user):
    client = Client()
    assert client.login(username=user.email, password=PASSWORD)
    return client


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, view, /, *args, **values):
    answer = client.post(reverse(view, args=args), values)
    assert answer.status_code in {200, 302}, answer.content.decode()[:2000]
    return answer


def work_off():
    while drain():
        pass


def test_a_need_without_an_achievement_finds_a_lab_and_docks_with_it(people):
    firm, lab, visitor = login(people.alice), login(people.bob), Client()

    # 0. The lab introduces itself: who works there, with what, and what came of it. Numbers are checked.
    send(
        lab, "enterprises:new-researchers", people.lab.pk, name="沈砚秋", orcid="0000000218250097", leads="on"
    )
    send(
        lab,
        "enterprises:new-equipment",
        people.lab.pk,
        name="小型生箔机",
        shared="on",
        terms="提前一个月预约",
    )
    wrong = {"title": "添加剂", "number": "ZL200310102344.4"}
    refused = lab.post(reverse("enterprises:new-patents", args=[people.lab.pk]), wrong)
    assert (refused.status_code, "校验位" in refused.content.decode()) == (422, True)
    send(lab, "enterprises:new-patents", people.lab.pk, title="添加剂", number="ZL 2003 1 0102344.5")
    introduced = page(visitor, "enterprises:detail", people.lab.pk)
    assert [word in introduced for word in ("0000-0002-1825-0097", "提前一个月预约", "ZL200310102344.5")] == [
        True
    ] * 3
    assert people.lab.name in page(visitor, "enterprises:labs")

    # 1. The lab says what it can do. Only labs and universities are offered the form.
    assert "capabilities/new/" in page(lab, "projects:mine")
    assert "capabilities/new/" not in page(firm, "projects:mine")
    assert firm.get(reverse("projects:new", args=["capability"])).url == reverse(
        "projects:list", args=["capability"]
    )
    people.lab.trusted = True
    people.lab.save()
    send(
        lab,
        "projects:new",
        "capability",
        intent="publish",
        title=f"{WORDS}研究",
        summary=WORDS,
        work_kinds=["development", "testing"],
        equipment="小型生箔机1台",
        track_record="完成八微米铜箔添加剂开发2项",
        lead_time="签约后一个月内启动",
        trl="5",
        modes=["M7", "M8"],
        disclosure="public",
        expires_on="",
    )
    able = Capability.objects.get()
    assert (able.state, able.owner, able.number[:2]) == ("published", people.lab, "NL")

    # 2. It stands in the list, narrowed by what it does, and on its page with equipment and experience.
    path = reverse("projects:list", args=["capability"])
    assert able.title in visitor.get(path, {"own": "testing"}).content.decode()
    assert able.title not in visitor.get(path, {"own": "consulting"}).content.decode()
    shown = page(visitor, "projects:detail", able.pk)
    assert [word in shown for word in ("小型生箔机1台", "八微米铜箔", "委托研发", "能做到")] == [True] * 4

    # 3. The enterprise posts its problem. No achievement fits; the need's page names the lab, with reasons.
    people.enterprise.trusted = True
    people.enterprise.save()
    send(
        firm,
        "projects:new",
        "need",
        **{"targets-TOTAL_FORMS": "0", "targets-INITIAL_FORMS": "0"},
        intent="publish",
        title=f"{WORDS}同时提升",
        summary=WORDS,
        trl_wanted="5",
        modes=["M7"],
        disclosure="public",
    )
    work_off()
    match = Match.objects.select_related("wanted").get()
    assert (match.relation, match.offered_id) == ("need_capability", able.pk)
    found = page(firm, "matchmaking:for-listing", match.wanted_id)
    assert "能承接它的实验室" in found
    assert able.title in found
    assert match.wanted.title in page(lab, "matchmaking:for-listing", able.pk)
    detail = page(firm, "matchmaking:detail", match.pk)
    assert "级" in detail
    stranger = login(people.oscar)
    assert stranger.get(reverse("matchmaking:detail", args=[match.pk])).status_code == 404

    # 4. Both are interested, the administrator approves: a docking as any other, with the contacts of both sides.
    for client in (firm, lab):
        send(client, "matchmaking:interest", match.pk)
    match.refresh_from_db()
    assert match.state == "mutual"
    send(login(people.dave), "matchmaking:approve", match.pk)
    docking = Docking.objects.get()
    assert (docking.match_id, docking.state) == (match.pk, "opened")
    assert page(firm, "matchmaking:docking", docking.pk)

    # 5. The lab's page shows the docking to both sides; a stranger sees the lab, and nothing of the docking.
    work = [page(client, "matchmaking:of-organization", people.lab.pk) for client in (firm, lab, stranger)]
    assert [match.wanted.title in shown for shown in work] == [True, True, False]

    # 6. Three others say no. The lab reads why; others would learn it from three organizations on.
    for number in range(3):
        other = make_listing("need", title=f"{WORDS}第{number}条产线", summary=WORDS)
        work_off()
        pair = Match.objects.get(wanted=other, offered=able)
        decline_match(pair, by=writer_for(other.owner), reasons=["3"], note="")
        said = [page(client, "matchmaking:of-organization", people.lab.pk) for client in (lab, visitor)]
        assert ["经济性不清" in shown for shown in said] == [True, number == 2]
