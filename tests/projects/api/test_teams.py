"""Consortia, challenges and bids over the API, as partner systems of both sides use them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.kernel.jobs import drain
from projects.domain.members import accept_membership
from projects.domain.team_plan import write_plan
from projects.models import Bid, Challenge, Member, SubTopic
from tests.factories import (
    make_bid,
    make_challenge,
    make_consortium,
    make_listing,
    make_member,
    writer_for,
)
from tests.partner import partner_of, session_of

API = "/api/v1"
WORDS = "铝电解槽 槽况诊断 阳极效应 预报"


def post(client, path, **body):
    return client.post(f"{API}/{path}/", body, format="json")


def test_a_consortium_from_its_topics_to_the_last_yes(partner, lab_partner, people):
    need = make_listing("need", owner=people.enterprise, title="电解综合节能")
    card = make_listing("achievement", owner=people.lab, title="槽况诊断系统", summary=WORDS, trl=7)
    drain()
    topics = [
        {"title": "诊断", "words": WORDS, "trl_wanted": 6},
        {"title": "高炉", "words": "高炉 喷煤 焦比"},
    ]
    body = {"need": str(need.pk), "title": "联合攻关", "summary": "一起做。", "topics": topics}
    assert post(partner, "consortia", **{**body, "topics": topics[:1]}).status_code == 422
    made = post(partner, "consortia", **body)
    assert (made.status_code, made.json()["state"], len(made.json()["topics"])) == (201, "forming", 2)
    path = f"consortia/{made.json()['id']}"
    first, second = (row["id"] for row in made.json()["topics"])

    team = partner.get(f"{API}/{path}/team/").json()
    assert (team["joining"], team["covers_from"]) == (1, 0.35)
    assert [seat["organization"]["name"] for seat in team["seats"]] == [people.lab.name]
    (cover,) = team["seats"][0]["covers"]
    assert (cover["topic"], cover["achievement"]["id"], cover["score"] >= 0.35) == (first, str(card.pk), True)
    assert cover["reasons"][0].startswith("共同关键词")
    assert [gap["topic"] for gap in team["gaps"]] == [second]
    assert lab_partner.get(f"{API}/{path}/team/").status_code == 404

    post(partner, f"{path}/invite", achievement=str(card.pk), topics=[first])
    (asked,) = lab_partner.get(f"{API}/consortium-members/").json()["results"]
    assert ([topic["id"] for topic in asked["topics"]], asked["state"]) == ([first], "invited")
    assert "score" not in str(asked)
    assert lab_partner.get(f"{API}/{path}/").status_code == 404
    member = f"consortium-members/{asked['id']}"
    assert post(partner, f"{member}/accept").status_code == 403
    assert post(lab_partner, f"{member}/accept").json()["state"] == "accepted"

    lead = next(
        row["id"] for row in partner.get(f"{API}/{path}/").json()["members"] if row["id"] != asked["id"]
    )
    tasks = [
        {"member": asked["id"], "topic": first, "title": "模型", "share": "66.67"},
        {"member": lead, "topic": second, "title": "试验", "share": "33.32"},
    ]
    short = post(partner, f"{path}/plan", tasks=tasks)
    assert (short.status_code, short.json()["errors"][0]["pointer"]) == (422, "#/tasks")
    tasks[1]["share"] = "33.33"
    plan = post(partner, f"{path}/plan", tasks=tasks).json()
    assert [row["share"] for row in plan["tasks"]] == ["66.67", "33.33"]
    changed = post(lab_partner, f"{member}/confirm", plan=plan["plan"] - 1)
    assert (changed.status_code, changed.json()["code"]) == (409, "plan_changed")
    assert post(lab_partner, f"{member}/confirm", plan=plan["plan"]).json()["confirmed"] is True
    assert lab_partner.get(f"{API}/{path}/").json()["state"] == "agreed"


def test_a_challenge_from_draft_to_award(partner, lab_partner, visitor, people):
    day = timezone.localdate() + dt.timedelta(days=9)
    body = {
        "owner": str(people.enterprise.pk),
        "title": "题目",
        "problem": "指标。",
        "reward": "100.00",
        "deadline": day.isoformat(),
    }
    made = post(partner, "challenges", **body)
    path = f"challenges/{made.json()['id']}"
    assert (made.status_code, visitor.get(f"{API}/{path}/").status_code) == (201, 404)
    partner.patch(f"{API}/{path}/", {"reward": "200.00"}, format="json")
    assert post(partner, f"{path}/publish").json()["state"] == "published"
    assert visitor.get(f"{API}/{path}/").json()["history"] == []
    card = make_listing("achievement", owner=people.lab)
    bid = post(lab_partner, "bids", challenge=made.json()["id"], achievement=str(card.pk), plan="方案").json()
    rival = make_bid(challenge=Challenge.objects.get(), plan="对手的方案")
    assert lab_partner.get(f"{API}/bids/{rival.pk}/").status_code == 404
    reasons = [{"bid": str(rival.pk), "reason": "7"}]
    assert post(partner, f"{path}/decide", winner=bid["id"], reasons=reasons).status_code == 409
    Challenge.objects.update(deadline=timezone.localdate() - dt.timedelta(days=1))
    late = make_listing("achievement", owner=people.lab)
    refused = post(lab_partner, "bids", challenge=made.json()["id"], achievement=str(late.pk), plan="来晚了")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_late")
    assert post(partner, f"{path}/decide", winner=bid["id"]).status_code == 422
    done = post(partner, f"{path}/decide", winner=bid["id"], reasons=reasons, note="公开评定。").json()
    assert done["state"] == "awarded"
    assert lab_partner.get(f"{API}/bids/{bid['id']}/").json()["state"] == "awarded"
    (step,) = visitor.get(f"{API}/{path}/").json()["history"]
    assert (step["new"], step["note"], step["by"]) == ("awarded", "公开评定。", "")


def test_whoever_also_writes_for_the_lead_answers_nothing(people):
    member = make_member(
        consortium=make_consortium(lead=people.enterprise),
        achievement=make_listing("achievement", owner=people.lab),
    )
    people.alice.memberships.create(organization=people.lab, role="editor")
    both = session_of(people.alice)
    assert post(both, f"consortium-members/{member.pk}/accept").status_code == 403
    assert Member.objects.get(pk=member.pk).state == "invited"


def test_whoever_belongs_to_both_neither_bids_nor_decides(people):
    challenge = make_challenge(owner=people.enterprise)
    card = make_listing("achievement", owner=people.lab)
    people.alice.memberships.create(organization=people.lab, role="editor")
    both = session_of(people.alice)
    refused = post(both, "bids", challenge=str(challenge.pk), achievement=str(card.pk), plan="方案")
    assert (refused.status_code, Bid.objects.count()) == (403, 0)
    bid = make_bid(challenge=challenge, achievement=card)
    Challenge.objects.update(deadline=timezone.localdate() - dt.timedelta(days=1))
    assert post(both, f"challenges/{challenge.pk}/decide", winner=str(bid.pk)).status_code == 403
    assert Challenge.objects.get().state == "published"


class TestQueriesPerList:
    """A list costs the same with one row and with thirty."""

    @pytest.mark.parametrize("name", ["consortia", "consortium-members", "challenges", "bids"])
    @pytest.mark.parametrize("door", ["api", "page"])
    def test_one_row_and_thirty(self, people, client, name, door):
        partner = partner_of(people.enterprise, f"count-{name}")
        client.force_login(people.alice)
        page = {"consortium-members": "/consortia/", "challenges": "/challenges/?show=all"}.get(
            name, f"/{name}/"
        )

        def queries():
            get = partner.get if door == "api" else client.get
            where = f"{API}/{name}/?page_size=100" if door == "api" else page
            get(where)
            with CaptureQueriesContext(connection) as seen:
                answer = get(where)
            assert answer.status_code == 200
            return len(seen), answer

        self._make(name, people, 1)
        one, _answer = queries()
        self._make(name, people, 29)
        thirty, answer = queries()
        assert thirty == one
        if door == "api":
            assert len(answer.json()["results"]) == (60 if name == "consortium-members" else 30)

    def _make(self, name, people, count):
        for _n in range(count):
            if name == "challenges":
                make_challenge(owner=people.enterprise)
            elif name == "bids":
                make_bid(challenge=make_challenge(owner=people.enterprise))
            else:
                _divided(people)

    def test_the_page_of_a_consortium_costs_the_same_with_two_members_and_with_nine(self, people, client):
        client.force_login(people.bob)
        counts = []
        for others in (0, 7):
            consortium = _divided(people, others)
            client.get(f"/consortia/{consortium.pk}/")
            with CaptureQueriesContext(connection) as seen:
                assert client.get(f"/consortia/{consortium.pk}/").status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[1]


def _divided(people, others=0):
    """A consortium of the enterprise whose work is divided between it, the lab and others."""
    consortium = make_consortium(lead=people.enterprise)
    cards = [
        make_listing("achievement", owner=people.lab),
        *(make_listing("achievement") for _n in range(others)),
    ]
    team = [make_member(consortium=consortium, achievement=card) for card in cards]
    for member in team:
        accept_membership(member, by=writer_for(member.organization))
    lead = Member.objects.get(consortium=consortium, organization=people.enterprise)
    topics = list(SubTopic.objects.filter(consortium=consortium))
    tasks = [
        {"member": member, "topic": topics[n % 2], "title": "试验", "share": 5}
        for n, member in enumerate(team)
    ]
    for n, topic in enumerate(topics):
        tasks.append({"member": lead, "topic": topic, "title": "总体", "share": [50, 50 - 5 * len(team)][n]})
    write_plan(consortium, tasks, by=writer_for(people.enterprise))
    return consortium
