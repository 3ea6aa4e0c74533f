"""Learning from verdicts, told from the first grade to the published figures.

Alice's firm wants, Bob's lab offers, Dave is the expert. The firm's own system grades over the API, Dave on the pages.
"""

import pytest
from django.test import Client
from django.utils import timezone

from config.kernel.jobs import drain
from config.kernel.models import Job
from matchmaking.tasks import learn_from_grades
from tests.factories import make_listing, make_organization
from tests.matchmaking.graded import firms, graded_needs
from tests.partner import session_of

pytestmark = pytest.mark.django_db
NEED = "提前预报铝电解槽阳极效应，降低直流电耗"
WORDS = ("电流分布监测", "内衬保温材料", "槽电压采集", "热场仿真软件")
API = "/api/v1/matches/"


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def work() -> None:
    """What the worker does: also what waits a moment for further grades."""
    Job.objects.filter(kind="match_graded", state="ready").update(due=timezone.now())
    drain()


def test_from_a_grade_to_the_published_figures(people):
    # 1. A need is posted; four offers fit its words, each with a score and a probability.
    for word in WORDS:
        make_listing(
            "achievement", owner=people.lab, title=f"铝电解槽{word}", summary=f"{word}，用于{NEED}。"
        )
    need = make_listing("need", owner=people.enterprise, title=NEED, summary=f"{NEED}。")
    work()
    alice, bob, dave = (session_of(user) for user in (people.alice, people.bob, people.dave))
    listed = alice.get(f"{API}?wanted={need.pk}").json()["results"]
    assert len(listed) == 4
    assert all(0 < row["probability"] < 1 for row in listed)
    last = listed[-1]

    # 2. The firm says that the last of the list is just what it needs.
    answer = alice.post(f"{API}{last['id']}/grade/", {"level": 4, "note": "正是这个问题"}).json()
    assert [(grade["by"], grade["level"]) for grade in answer["grades"]] == [("wanted", 4)]

    # 3. The list is in a new order for the firm and for the expert; for the lab nothing has happened.
    before = bob.get(API).content
    work()
    assert alice.get(f"{API}?wanted={need.pk}").json()["results"][0]["id"] == last["id"]
    assert dave.get(f"{API}?wanted={need.pk}").json()["results"][0]["id"] == last["id"]
    assert bob.get(API).content == before

    # 4. The expert disagrees, on the page and without a script; the firm reads it, the lab does not.
    page = f"/matches/{last['id']}/"
    browser(people.dave).post(f"{page}grade/", {"level": "2", "note": "还缺现场数据"})
    assert "专家评为“部分相关”：还缺现场数据" in browser(people.alice).get(page).content.decode()
    assert "还缺现场数据" not in browser(people.bob).get(page).content.decode()

    # 5. Another firm posts nearly the same need: the expert's word counts there, the firm's own does not.
    other = make_listing(
        "need", owner=make_organization("同行企业"), title=f"{NEED}的办法", summary=f"{NEED}。"
    )
    work()
    offered = last["offered"]["id"]
    (taught,) = dave.get(f"{API}?wanted={other.pk}&offered={offered}").json()["results"]
    shown = browser(people.dave).get(f"/matches/{taught['id']}/").content.decode()
    assert "平均评为 2.0 级" in shown

    # 6. At night the figures are published: too few needs so far, and the page says so.
    learn_from_grades()
    assert "数据不足" in Client().get("/accuracy/").content.decode()

    # 7. With the grades of twelve needs of three firms there is a figure, with its interval, for everybody.
    graded_needs([[4, 3, 1]] * 6 + [[1, 1, 3]] * 6, owners=firms(3))
    learn_from_grades()
    figures = Client().get("/api/v1/accuracy/?measure=precision_5").json()["results"]
    (whole,) = (row for row in figures if (row["generation"], row["section"]) == ("", ""))
    assert whole["value"] == pytest.approx(0.5)
    assert (whole["needs"], whole["organizations"]) == (12, 3)
    assert "50%" in Client().get("/accuracy/").content.decode()
