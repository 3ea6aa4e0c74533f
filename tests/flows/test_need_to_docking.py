"""The story of the product, told over HTTP with a real worker: a need is posted, finds its lab, is approved and docked.

The enterprise works through its partner system (REST), the lab and the administrator in their browsers (pages).
"""

import re

import pytest
import requests

from tests.factories import PASSWORD, make_listing
from tests.partner import SECRET, make_application
from tests.processes import PATIENCE, until

pytestmark = pytest.mark.django_db(transaction=True)

NEED = {
    "title": "降低铝电解槽阳极效应频率",
    "summary": "希望提前半小时预报铝电解槽的阳极效应，降低直流电耗。",
    "industries": ["3216"],
    "region": "620100",
    "trl_wanted": 7,
    "budget_band": "b100_500",
    "targets": [
        {"indicator": "阳极效应系数", "current_value": "0.12", "target_value": "0.03", "unit": "次/槽日"}
    ],
    "secret": "秘-7f3a 槽龄与电流强化计划",
}


class Partner:
    """The enterprise's own system: a token, then JSON."""

    def __init__(self, base: str, client_id: str) -> None:
        self._base = base
        form = {"grant_type": "client_credentials"}
        answer = requests.post(f"{base}/oauth/token/", form, auth=(client_id, SECRET), timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        self._headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def get(self, path: str) -> dict:
        answer = requests.get(f"{self._base}/api/v1{path}", headers=self._headers, timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: dict | None = None, *, status: int = 200) -> dict:
        answer = requests.post(
            f"{self._base}/api/v1{path}", json=body or {}, headers=self._headers, timeout=PATIENCE
        )
        assert answer.status_code == status, answer.text
        return answer.json()


class Person:
    """Somebody with a browser: logs in, follows pages, posts forms with the token the page carries."""

    def __init__(self, base: str, user) -> None:
        self._base, self._session = base, requests.Session()
        login = f"{base}/accounts/login/"
        self._session.get(login, timeout=PATIENCE)
        self.submit("/accounts/login/", page="/accounts/login/", login=user.email, password=PASSWORD)

    def read(self, path: str) -> str:
        answer = self._session.get(f"{self._base}{path}", timeout=PATIENCE)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text

    def submit(self, path: str, *, page: str, **form: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.read(page))
        assert token, f"no form on {page}"
        form["csrfmiddlewaretoken"] = token.group(1)
        headers = {"Referer": self._base + page}
        answer = self._session.post(f"{self._base}{path}", form, headers=headers, timeout=PATIENCE)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return answer.text


@pytest.fixture
def base(live_server, people, processes):
    """The running service with a worker and a scheduler; the enterprise's system is registered."""
    make_application(people.enterprise, "enterprise-system")
    for title in ("马铃薯晚疫病监测技术", "高盐矿井水零排放工艺", "风电叶片损伤检测装置"):
        make_listing("achievement", owner=people.lab, title=title, summary="与电解无关。")
    make_listing(
        "achievement",
        owner=people.lab,
        title="铝电解槽槽况诊断与阳极效应预报系统",
        summary="根据槽电压和阳极电流分布提前预报阳极效应。",
        industries=["3216"],
        trl=9,
    )
    processes.beat()
    processes.worker()
    return live_server.url


def wait_for_matches(partner: Partner, need_id: str) -> list[dict]:
    def found() -> list[dict]:
        return partner.get(f"/matches/?wanted={need_id}")["results"]

    until(lambda: len(found()) > 0)
    return found()


def test_a_need_is_posted_matched_wanted_approved_and_docked(base, people):
    # 1. The enterprise's system posts a need and publishes it.
    enterprise = Partner(base, "enterprise-system")
    need = enterprise.post("/needs/", NEED, status=201)
    assert need["state"] == "draft"
    assert enterprise.post(f"/needs/{need['id']}/publish/")["state"] == "published"

    # 2. Its matches appear, with reasons; the one about anode effects is first.
    match = wait_for_matches(enterprise, need["id"])[0]
    assert match["offered"]["title"] == "铝电解槽槽况诊断与阳极效应预报系统"
    assert any("阳极效应" in reason for reason in match["reasons"])

    # 3. The enterprise wants to talk. The lab sees it on its pages, without phone numbers and without the secret.
    assert enterprise.post(f"/matches/{match['id']}/interest/", {"note": "请联系"})["state"] == "interested"
    lab, page = Person(base, people.bob), f"/matches/{match['id']}/"
    enterprise_contact, lab_contact = people.enterprise.contacts.get(), people.lab.contacts.get()
    seen = lab.read(page)
    assert NEED["title"] in seen
    assert enterprise_contact.phone not in seen
    assert "秘-7f3a" not in seen

    # 4. An outsider finds neither the match nor a hint that it exists.
    outsider = Person(base, people.oscar)
    missing = [
        outsider._session.get(base + path, timeout=PATIENCE)
        for path in (page, page.replace(match["id"][:8], "0" * 8))
    ]
    assert [answer.status_code for answer in missing] == [404, 404]

    # 5. The lab agrees; the administrator finds the pair in the queue and approves it.
    lab.submit(f"{page}interest/", page=page, note="可以交流")
    administrator = Person(base, people.dave)
    assert NEED["title"] in administrator.read("/review/")
    administrator.submit(f"{page}approve/", page=page, note="条件成熟")

    # 6. A docking is open, and each side reads the other's contact there, and only there.
    docking = enterprise.get("/dockings/")["results"][0]
    assert (docking["state"], docking["match"]) == ("opened", match["id"])
    contacts = enterprise.get(f"/dockings/{docking['id']}/")["contacts"]
    assert [contact["phone"] for contact in contacts] == [lab_contact.phone]
    assert enterprise_contact.phone in lab.read(f"/dockings/{docking['id']}/")
    assert outsider._session.get(f"{base}/dockings/{docking['id']}/", timeout=PATIENCE).status_code == 404

    # 7. The work goes on: the enterprise's system moves the docking to its next step.
    step = {
        "state": "visit",
        "note": "已约定现场测试",
        "next_step": "现场取样",
        "next_deadline": "2999-01-01",
    }
    assert enterprise.post(f"/dockings/{docking['id']}/advance/", step)["state"] == "visit"
    assert "现场取样" in lab.read(f"/dockings/{docking['id']}/")
