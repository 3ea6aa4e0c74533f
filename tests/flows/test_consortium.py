"""A need too large for one lab: cut into sub-topics, the smallest team proposed, invited, its work divided, confirmed.

Over HTTP. What the invited read holds no score; what the team reads is the whole division of work.
"""

import pytest
from django.test import Client
from django.urls import reverse

from config.kernel.jobs import drain
from enterprises.actors import actor_for_user
from matchmaking.domain.notices import notices_visible_to
from projects.models import Consortium, Member, PlanConfirmation, SubTopic, Task
from tests.factories import PASSWORD, make_listing, make_organization, make_user

pytestmark = pytest.mark.django_db
DIAGNOSIS = "铝电解槽 槽况诊断 阳极效应 预报"
HEAT = "烟气余热 回收 换热器 低温发电"
MUD = "赤泥 脱碱 选铁 烧砖"


def login(user):
    client = Client()
    assert client.login(username=user.email, password=PASSWORD)
    return client


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def party(name, *words, **organization):
    """An organization with an achievement per line of words, somebody who acts for it, and their browser."""
    owner = make_organization(name, **organization)
    cards = [
        make_listing("achievement", owner=owner, title=f"{each}技术", summary=each, trl=7) for each in words
    ]
    user = make_user(f"{name}的人", organization=owner)
    return owner, cards, user, login(user)


def rows(prefix, lines):
    """A formset as a browser sends it."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(lines)), f"{prefix}-INITIAL_FORMS": "0"}
    return sent | {
        f"{prefix}-{n}-{name}": value for n, line in enumerate(lines) for name, value in line.items()
    }


def kinds(user):
    return sorted(notices_visible_to(actor_for_user(user)).values_list("kind", flat=True))


def test_from_a_need_to_a_team_that_has_agreed(people):
    need = make_listing("need", owner=people.enterprise, title="电解车间综合节能", summary="诊断、余热、赤泥")
    both, (diagnosis, heat), both_user, both_client = party(
        "两样都会的大学", DIAGNOSIS, HEAT, kind="university"
    )
    one, _cards, _user, one_client = party("只会诊断的实验室", f"{DIAGNOSIS} 控制", kind="lab")
    alice, oscar = login(people.alice), login(people.oscar)
    drain()

    # 1. Alice cuts the need into three sub-topics; a consortium of one sub-topic is none.
    form = {"need": need.pk, "title": "电解节能联合攻关", "summary": "三年内吨铝电耗降三百度。"}
    topics = [
        {"title": "槽况诊断", "words": DIAGNOSIS, "industry": "32", "trl_wanted": "6"},
        {"title": "余热利用", "words": HEAT},
        {"title": "赤泥利用", "words": MUD},
    ]
    refused = alice.post(reverse("projects:consortium-new"), form | rows("topics", topics[:1]))
    assert (refused.status_code, Consortium.objects.count()) == (422, 0)
    answer = alice.post(reverse("projects:consortium-new"), form | rows("topics", topics))
    consortium = Consortium.objects.get()
    assert answer["Location"] == reverse("projects:consortium", args=[consortium.pk])
    first, second, third = SubTopic.objects.order_by("position")

    # 2. One university covers two of them, so nobody else is proposed; what nobody covers is said.
    shown = page(alice, "matchmaking:team", consortium.pk)
    assert (both.name in shown, one.name in shown) == (True, False)
    assert (diagnosis.title in shown, heat.title in shown) == (True, True)
    assert "没有单位能做" in shown
    for stranger in (both_client, oscar, login(people.dave)):
        assert stranger.get(reverse("matchmaking:team", args=[consortium.pk])).status_code == 404

    # 3. Invited, the university reads the task, its sub-topics and its card: no score, and not the consortium's page.
    sent = {"achievement": diagnosis.pk, "topic": [first.pk, second.pk]}
    alice.post(reverse("projects:consortium-invite", args=[consortium.pk]), sent)
    member = Member.objects.get(organization=both)
    told = page(both_client, "projects:member", member.pk)
    assert (first.title in told, second.title in told, third.title in told) == (True, True, False)
    assert (consortium.summary in told, diagnosis.title in told, "%" in told) == (True, True, False)
    assert kinds(both_user) == ["consortium_invited"]
    assert both_client.get(reverse("projects:consortium", args=[consortium.pk])).status_code == 404
    assert one_client.get(reverse("projects:member", args=[member.pk])).status_code == 404

    # 4. Nobody divides the work while an answer is outstanding; the lead does not accept for the invited.
    act = reverse("projects:member-act", args=[member.pk])
    alice.post(act, {"verb": "accept"})
    assert Member.objects.get(pk=member.pk).state == "invited"
    lead = Member.objects.get(organization=people.enterprise)
    tasks = [
        {"member": member.pk, "topic": first.pk, "title": "诊断模型", "deliverable": "软件", "share": "40.5"},
        {"member": member.pk, "topic": second.pk, "title": "换热试验", "share": "29.5"},
        {"member": lead.pk, "topic": third.pk, "title": "赤泥脱碱", "due_on": "2099-06-30", "share": "30"},
    ]
    plan = reverse("projects:consortium-plan", args=[consortium.pk])
    assert alice.post(plan, rows("tasks", tasks)).status_code == 422
    both_client.post(act, {"verb": "accept"})
    assert kinds(people.alice) == ["consortium_answered"]

    # 5. The shares sum to 100 or the plan is refused; every sub-topic has a task.
    short = [*tasks[:2], {**tasks[2], "share": "29.99"}]
    refused = alice.post(plan, rows("tasks", short))
    assert (refused.status_code, "现在是 99.99%" in refused.content.decode()) == (422, True)
    refused = alice.post(plan, rows("tasks", [tasks[0], {**tasks[2], "topic": "", "share": "59.5"}]))
    assert "这些子课题还没有任务：余热利用、赤泥利用" in refused.content.decode()
    assert alice.post(plan, rows("tasks", tasks)).status_code == 302

    # The form shows what stands, so that one share is changed without writing the rest anew.
    written = page(alice, "projects:consortium", consortium.pk)
    assert ('value="诊断模型"' in written, 'value="29.50"' in written) == (True, True)

    # 6. Everybody reads the same division and says yes to exactly it; with the last yes it is agreed.
    consortium.refresh_from_db()
    shown = page(both_client, "projects:consortium", consortium.pk)
    assert ("诊断模型" in shown, "70.00%" in shown, "30.00%" in shown) == (True, True, True)
    confirm = reverse("projects:member-confirm", args=[member.pk])
    both_client.post(confirm, {"plan": consortium.plan - 1})
    assert Consortium.objects.get().state == "forming"
    both_client.post(confirm, {"plan": consortium.plan})
    assert Consortium.objects.get().state == "agreed"
    assert kinds(both_user) == ["consortium_agreed", "consortium_invited", "plan_written"]

    # 7. What was agreed stands; the lead says when it is done. The administrator reads it all, Oscar nothing.
    assert alice.post(plan, rows("tasks", tasks)).status_code == 409
    both_client.post(act, {"verb": "leave", "note": "不做了"})
    assert Member.objects.get(pk=member.pk).state == "accepted"
    assert "诊断模型" in page(login(people.dave), "projects:consortium", consortium.pk)
    assert oscar.get(reverse("projects:consortium", args=[consortium.pk])).status_code == 404
    alice.post(reverse("projects:consortium-act", args=[consortium.pk]), {"verb": "complete"})
    assert Consortium.objects.get().state == "completed"


def test_who_declines_is_not_proposed_again_and_who_leaves_undoes_the_plan(people):
    need = make_listing("need", owner=people.enterprise, title="电解车间综合节能")
    best, (card,), best_user, best_client = party("最对口的大学", f"{DIAGNOSIS} {HEAT}", kind="university")
    next_, (other,), _user, next_client = party("其次的大学", f"{DIAGNOSIS} {HEAT} 综合", kind="university")
    alice = login(people.alice)
    drain()
    topics = [{"title": "诊断", "words": DIAGNOSIS}, {"title": "余热", "words": HEAT}]
    form = {"need": need.pk, "title": "联合攻关", "summary": "节能。"}
    alice.post(reverse("projects:consortium-new"), form | rows("topics", topics))
    consortium = Consortium.objects.get()
    assert best.name in page(alice, "matchmaking:team", consortium.pk)

    # The best declines, and says why; the next is proposed.
    ids = [topic.pk for topic in SubTopic.objects.order_by("position")]
    invite = reverse("projects:consortium-invite", args=[consortium.pk])
    alice.post(invite, {"achievement": card.pk, "topic": ids})
    declined = Member.objects.get(organization=best)
    act = reverse("projects:member-act", args=[declined.pk])
    best_client.post(act, {"verb": "decline", "note": ""})
    assert Member.objects.get(pk=declined.pk).state == "invited"
    best_client.post(act, {"verb": "decline", "note": "今年没有人手。"})
    assert "今年没有人手。" in page(alice, "projects:member", declined.pk)
    shown = page(alice, "matchmaking:team", consortium.pk)
    assert (best.name in shown, next_.name in shown) == (False, True)

    # The next accepts; after the plan is written it leaves: the plan is void, and was kept.
    alice.post(invite, {"achievement": other.pk, "topic": ids})
    member = Member.objects.get(organization=next_)
    next_client.post(reverse("projects:member-act", args=[member.pk]), {"verb": "accept"})
    lead = Member.objects.get(organization=people.enterprise)
    tasks = [
        {"member": member.pk, "topic": ids[0], "title": "诊断", "share": "60"},
        {"member": lead.pk, "topic": ids[1], "title": "余热", "share": "40"},
    ]
    alice.post(reverse("projects:consortium-plan", args=[consortium.pk]), rows("tasks", tasks))
    next_client.post(reverse("projects:member-act", args=[member.pk]), {"verb": "leave", "note": "并校。"})
    assert Member.objects.get(pk=member.pk).state == "left"
    assert "还没有分工" in page(alice, "projects:consortium", consortium.pk)
    assert (Task.objects.count(), PlanConfirmation.objects.count()) == (2, 1)
    assert next_client.get(reverse("projects:consortium", args=[consortium.pk])).status_code == 404

    # The lead dissolves, with a reason.
    act = reverse("projects:consortium-act", args=[consortium.pk])
    alice.post(act, {"verb": "dissolve", "note": ""})
    assert Consortium.objects.get().state == "forming"
    alice.post(act, {"verb": "dissolve", "note": "无人可用。"})
    assert Consortium.objects.get().state == "dissolved"
    assert kinds(best_user) == ["consortium_invited"]
