"""Runs and dockings in the admin: a full re-match is started once, a manager is named for several dockings."""

from config.kernel.models import Job
from matchmaking.models import MatchRun
from tests.factories import make_docking

RUNS = "/admin/matchmaking/matchrun/"


def test_a_full_match_is_asked_for_and_started_once(browse):
    client = browse("dave")
    assert "全部重新匹配" in client.get(RUNS).content.decode()
    assert client.get(f"{RUNS}start/").status_code == 200
    assert MatchRun.objects.filter(listing=None).count() == 0
    client.post(f"{RUNS}start/")
    second = client.post(f"{RUNS}start/", follow=True)
    assert MatchRun.objects.filter(listing=None).count() == 1
    assert Job.objects.filter(kind="prepare_full_match").count() == 1
    assert "已有一次全部重新匹配在进行中" in second.content.decode()


def test_a_broker_starts_none(browse):
    assert browse("carol").post(f"{RUNS}start/").status_code == 403
    assert f"{RUNS}start/" not in browse("carol").get(RUNS).content.decode()


def test_a_manager_is_named_for_several_dockings(browse, people):
    dockings = [make_docking(), make_docking()]
    chosen = {
        "action": "assign_manager",
        "_selected_action": [str(row.pk) for row in dockings],
        "confirmed": "yes",
    }
    response = browse("dave").post("/admin/matchmaking/docking/", {**chosen, "manager": str(people.carol.pk)})
    assert response.context["can"] == 2
    for docking in dockings:
        docking.refresh_from_db()
        assert docking.manager == people.carol


def test_the_first_page_counts_what_waits(browse, mutual):
    response = browse("dave").get("/admin/")
    assert response.context["waiting"]["matches"] == 1
    assert "匹配待审核" in response.content.decode()
