"""In English nothing of the frame stays Chinese: consortia, challenges and evaluations whose every word is English."""

import datetime as dt

import pytest
from django.utils import timezone

from config.kernel.jobs import drain
from projects.domain.evaluation import release_evaluation
from projects.domain.members import accept_membership
from projects.domain.team_plan import write_plan
from projects.models import Challenge, Evaluation, Member, SubTopic
from tests.config.test_english_pages import browser, chinese_in
from tests.factories import (
    make_administrator,
    make_bid,
    make_challenge,
    make_consortium,
    make_evaluation,
    make_listing,
    make_member,
    make_organization,
    make_user,
    say_opinion,
    writer_for,
)

TOPICS = [
    {"title": "Diagnosis", "words": "cell voltage noise diagnosis", "industry": "32", "trl_wanted": 7},
    {"title": "Heat", "words": "blast furnace slag heat", "industry": "31"},
]
ENGLISH = {f"{name}_evidence": "Seen on site" for name in ("capability", "quality", "effect", "contribution")}


def foreign(answer) -> list[str]:
    """Chinese on a page, but for the name under which the factories do what they do."""
    return [text for text in chinese_in(answer.content.decode()) if text != "测试"]


@pytest.fixture
def story(vocabularies):
    firm = make_organization("Longtest Aluminium")
    lab = make_organization("Test Metallurgy Lab", kind="lab")
    alice, bob = make_user("Alice", organization=firm), make_user("Bob", organization=lab)
    dave = make_administrator("Dave")
    card = make_listing("achievement", owner=lab, title="Cell voltage", summary="cell voltage noise", trl=5)
    team = {"lead": firm, "title": "Energy together", "summary": "Less energy.", "topics": TOPICS}
    forming = make_consortium(need=make_listing("need", owner=firm, title="Save energy", summary="x"), **team)
    divided = make_consortium(need=make_listing("need", owner=firm, title="Save heat", summary="x"), **team)
    invited = make_member(consortium=forming, achievement=card)
    member = make_member(consortium=divided, achievement=card)
    accept_membership(member, by=writer_for(lab))
    lead = Member.objects.get(consortium=divided, organization=firm)
    topics = SubTopic.objects.filter(consortium=divided).order_by("position")
    tasks = [
        {"member": each, "topic": topic, "title": "Work", "share": 50}
        for each, topic in zip((member, lead), topics, strict=True)
    ]
    write_plan(divided, tasks, by=writer_for(firm))
    words = {"title": "Predict", "problem": "Earlier.", "conditions": "On site."}
    open_, over = (make_challenge(owner=firm, **words) for _n in range(2))
    bid = make_bid(challenge=over, achievement=card, plan="We measure.")
    Challenge.objects.filter(pk=over.pk).update(deadline=timezone.localdate() - dt.timedelta(days=1))
    users = [make_user(name, organization=make_organization(f"{name} Ltd")) for name in ("Ann", "Ben")]
    done = make_evaluation(achievement=card, reviewers=users, administrator=dave, question="Why?")
    for user in users:
        say_opinion(done, user, **ENGLISH)
    release_evaluation(Evaluation.objects.get(pk=done.pk), by=writer_for(lab))
    asked = make_evaluation(
        achievement=make_listing("achievement", owner=firm, title="Other", summary="x"),
        reviewers=[bob, users[0]],
        administrator=dave,
    )
    drain()
    return {
        "alice": (
            alice,
            [forming, divided],
            ["/consortia/new/", "/challenges/new/", f"/consortia/{forming.pk}/team/"],
        ),
        "bob": (bob, [divided], [f"/consortium-members/{invited.pk}/", f"/challenges/{open_.pk}/bid/"]),
        "dave": (dave, [forming], ["/evaluations/new/", f"/evaluations/{asked.pk}/"]),
        "everybody": [
            "/consortia/",
            "/challenges/?show=all",
            f"/challenges/{open_.pk}/",
            f"/challenges/{over.pk}/",
            "/bids/",
            f"/bids/{bid.pk}/",
            "/evaluations/",
            f"/evaluations/{done.pk}/",
            f"/listings/{card.pk}/evaluations/",
            "/my/notices/",
        ],
        "asked": asked,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "bob", "dave"])
def test_pages_of_teams_and_evaluations(story, who):
    user, consortia, more = story[who]
    pages = [*story["everybody"], *more, *(f"/consortia/{each.pk}/" for each in consortia)]
    client, wrong = browser(user), []
    for path in pages:
        answer = client.get(path)
        found = foreign(answer)
        if answer.status_code != 200 or found:
            wrong.append((path, answer.status_code, found))
    assert wrong == []


@pytest.mark.django_db
def test_what_is_refused(story):
    alice, (forming, divided), _more = story["alice"]
    client = browser(alice)
    rows = {
        "tasks-TOTAL_FORMS": "1",
        "tasks-INITIAL_FORMS": "0",
        "tasks-0-title": "Work",
        "tasks-0-share": "1",
    }
    answers = [
        client.post("/consortia/new/", {"topics-TOTAL_FORMS": "0", "topics-INITIAL_FORMS": "0"}),
        client.post(f"/consortia/{divided.pk}/plan/", rows),
        client.post(f"/consortia/{forming.pk}/act/", {"verb": "dissolve", "note": ""}, follow=True),
        client.post("/challenges/new/", {"reward": "-1"}),
    ]
    assert [(answer.status_code, foreign(answer)) for answer in answers] == [
        (422, []),
        (422, []),
        (200, []),
        (422, []),
    ]
