"""From laboratory to money received: one need of the demo province walks the whole road, and leaves it at both exits.

The enterprise works through its partner system (REST); the laboratory, which belongs to the state, and the
administrator through their pages.
"""

import datetime as dt
import json
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from config.kernel.jobs import drain
from enterprises.models import Organization
from matchmaking.models import Docking
from tests.documents import DOCX, PDF, png, upload
from tests.factories import make_docking, make_listing
from tests.flows.demo_rows import first_row
from tests.partner import partner_of

pytestmark = pytest.mark.django_db
CONTRACT = {
    "title": "铝电解槽况诊断技术许可合同",
    "contract_type": "XK2",
    "mode": "M3c",
    "amount": "1000000.00",
    "technical_amount": "900000.00",
    "ip_disposition": "技术秘密归实验室，企业获普通使用权",
    "ownership": "O1",
    "pricing_method": "agreement",
    "industry": "3216",
    "tech_field": "materials",
    "place": "city",
}


class Person:
    """Somebody with a browser who presses buttons and reads what the page then says."""

    def __init__(self, user) -> None:
        self.client = Client()
        self.client.force_login(user)

    def read(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, path
        return answer.content.decode()

    def press(self, path: str, **form) -> str:
        answer = self.client.post(path, form, follow=True)
        assert answer.status_code == 200, answer.content.decode()[:3000]
        return answer.content.decode()

    def refused(self, path: str, **form) -> str:
        answer = self.client.post(path, form)
        assert answer.status_code == 422
        return answer.content.decode()


@pytest.fixture
def enterprise(people):
    """The enterprise's own system: JSON in, JSON out."""
    client = partner_of(people.enterprise)

    def call(method: str, path: str, body: dict | None = None, *, status: int = 200, **options) -> dict:
        answer = getattr(client, method)(f"/api/v1{path}", body or {}, **options)
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    return call


@pytest.fixture
def lab(people) -> Person:
    Organization.objects.filter(pk=people.lab.pk).update(state_owned=True)
    return Person(people.bob)


def test_a_need_of_the_demo_province_on_the_whole_road(people, enterprise, lab):
    today, soon = timezone.localdate(), (timezone.localdate() + dt.timedelta(days=30)).isoformat()

    # 1. A laboratory has listed its result; the enterprise posts its need. They are matched and both want to talk.
    achievement, need = first_row("achievements/01-metals.jsonl"), first_row("needs/01-metals.jsonl")
    for offer in (achievement, {"title": "马铃薯晚疫病监测技术", "summary": "与电解无关。"}):
        names = ("title", "summary", "keywords", "industries", "trl")
        make_listing(
            "achievement", owner=people.lab, **{name: offer[name] for name in names if name in offer}
        )
    names = ("title", "summary", "keywords", "industries")
    posted = enterprise("post", "/needs/", {name: need[name] for name in names}, status=201)
    enterprise("post", f"/needs/{posted['id']}/publish/")
    drain()
    match = enterprise("get", f"/matches/?wanted={posted['id']}")["results"][0]
    enterprise("post", f"/matches/{match['id']}/interest/", {"note": "请联系"})
    lab.press(f"/matches/{match['id']}/interest/", note="可以交流")

    # 2. The administrator approves; a docking opens and goes on to the signature, which opens a transfer project.
    Person(people.dave).press(f"/matches/{match['id']}/approve/", note="条件成熟")
    docking = enterprise("get", "/dockings/")["results"][0]
    advance = f"/dockings/{docking['id']}/advance/"
    for state in ("visit", "negotiation", "intent", "signed"):
        enterprise("post", advance, {"state": state, "next_step": "下一步", "next_deadline": soon})
    project = enterprise("get", "/transfer-projects/")["results"][0]
    page, act = f"/transfer-projects/{project['id']}/", f"/transfer-projects/{project['id']}/act/"
    assert (project["state"], project["provider"]["name"]) == ("opened", people.lab.name)
    assert page in lab.read(f"/dockings/{docking['id']}/")

    # 3. The contract is written down. Its price was agreed, so a state laboratory hangs it in public for 15 days.
    signed = today - dt.timedelta(days=40)
    lab.press(act, verb="contract", signed_on=signed, **CONTRACT)
    lab.press(act, verb="evidence", kind="contract", file=upload("合同.docx", DOCX))
    assert "须先公示不少于15天" in lab.refused(act, verb="stage", stage="breakthrough")
    lab.press(act, verb="publicity", start=today, where="学院公告栏")
    assert "还有 <strong>15</strong> 天" in lab.read(page)
    enterprise("post", advance, {"state": "executing", "next_deadline": soon}, status=422)
    lab.press(act, verb="evidence", kind="pricing", file=upload("公示.pdf"))
    lab.press(act, verb="publicity", start=today - dt.timedelta(days=16), where="学院公告栏")

    # 4. Registered, under way: breakthrough, then validation in the cell room, each with its paper.
    enterprise("post", advance, {"state": "registered", "next_deadline": soon}, status=422)
    enterprise("patch", f"/transfer-projects/{project['id']}/", {"registration_number": "2026620100000123"})
    for state in ("registered", "executing"):
        enterprise("post", advance, {"state": state, "next_step": "按计划实施", "next_deadline": soon})
    for due, amount in ((signed, "400000"), (today, "600000")):
        lab.press(act, verb="payment", due_on=due, amount=amount, condition="按合同")
    lab.press(act, verb="stage", stage="breakthrough", note="诊断模型定型")
    for paper, stage in (("test_report", "validation"), ("scenario_report", "application")):
        assert "还缺“" in lab.refused(act, verb="stage", stage=stage)
        lab.press(act, verb="evidence", kind=paper, file=upload(f"{paper}.pdf"))
        lab.press(act, verb="stage", stage=stage)

    # 5. Money comes in; the effect is measured; the work is accepted. System upgrade.
    lab.press(act, verb="evidence", kind="voucher", file=upload("回单.png", png()))
    lab.press(act, verb="receipt", received_on=signed, amount="400000.00", note="首付款")
    measured = {"indicator": "阳极效应系数", "unit": "次/槽日", "before": "0.12", "after": "0.03"}
    enterprise(
        "post", f"/transfer-projects/{project['id']}/effects/", {**measured, "measured_on": str(today)}
    )
    enterprise("post", advance, {"state": "accepted", "next_deadline": soon}, status=422)
    for paper in ("application_proof", "acceptance"):
        lab.press(act, verb="evidence", kind=paper, file=upload(f"{paper}.pdf"))
    assert "体系升级" in lab.press(act, verb="stage", stage="upgrade", note="全系列推广")
    enterprise("post", advance, {"state": "accepted", "next_step": "付清尾款", "next_deadline": soon})
    seen = lab.press(act, verb="receipt", received_on=today, amount="600000.00", note="尾款")
    assert "已到账 1,000,000.00 元（100%）" in seen

    # 6. Both sides confirm; only then has the docking succeeded.
    enterprise("post", advance, {"state": "succeeded"}, status=422)
    lab.press(act, verb="confirm", side="provider", consents="on")
    enterprise("post", f"/transfer-projects/{project['id']}/confirm/", {"side": "receiver", "consents": True})
    assert enterprise("post", advance, {"state": "succeeded"})["state"] == "succeeded"

    # 7. Those who made it are rewarded, never below the law; the enterprise does not read who gets what.
    plan = {
        "verb": "reward",
        "basis": "income",
        "gross": "1000000",
        "costs": "200000",
        "shares": "甲教授 6\n乙 4",
    }
    assert "第四十五条" in lab.refused(act, rate="40", **plan)
    assert "480,000.00" in lab.press(act, rate="60", **plan)
    assert "甲教授" not in json.dumps(
        enterprise("get", f"/transfer-projects/{project['id']}/"), ensure_ascii=False
    )

    # 8. A month after signing somebody asks after it; the year's figures hold the contract and its money.
    first = enterprise("get", f"/transfer-projects/{project['id']}/")["follow_ups"][0]
    lab.press(act, verb="follow_up", row=first["id"], done_on=today, output_value="5000000", jobs="8")
    book = load_workbook(BytesIO(Person(people.carol).client.get("/figures/workbook/").content))
    received = {row[0].value: row[3].value for row in book["六种转化方式"].iter_rows(min_row=2)}
    assert received["合计"] == 1_000_000

    # 9. The files are where they were put, for both sides and for nobody else.
    evidence = enterprise("get", f"/transfer-projects/{project['id']}/")["evidence"]
    answer = lab.client.get(f"{page}documents/{evidence[1]['document']}/")
    assert b"".join(answer.streaming_content) == PDF
    for close in answer._resource_closers:
        close()
    assert Person(people.oscar).client.get(f"{page}documents/{evidence[1]['document']}/").status_code == 404


@pytest.fixture
def docking(people) -> Docking:
    return make_docking(
        administrator=people.dave,
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )


def test_side_exit_before_the_signature(enterprise, docking):
    """Nothing was signed, so there is no project: the docking ends with its reason."""
    body = {"state": "terminated", "reasons": ["8"], "note": "技术路线不符"}
    ended = enterprise("post", f"/dockings/{docking.pk}/advance/", body)
    assert (ended["state"], ended["transitions"][-1]["note"]) == ("terminated", "技术路线不符")
    assert enterprise("get", "/transfer-projects/")["results"] == []


def test_side_exit_after_the_signature(people, enterprise, lab, docking):
    """The contract is ended: its project ends with it, stays to be read, and takes nothing more."""
    advance, soon = f"/dockings/{docking.pk}/advance/", str(timezone.localdate() + dt.timedelta(days=9))
    for state in ("negotiation", "signed"):
        enterprise("post", advance, {"state": state, "next_deadline": soon})
    project = enterprise("get", "/transfer-projects/")["results"][0]
    page = f"/transfer-projects/{project['id']}/"
    lab.press(f"{page}act/", verb="contract", signed_on=timezone.localdate(), **CONTRACT)
    lab.press(f"{page}act/", verb="evidence", kind="contract", file=upload("合同.docx", DOCX))

    enterprise("post", advance, {"state": "terminated", "reasons": ["5"], "note": "资金未到位"})

    seen = lab.read(page)
    assert ("已终止" in seen, "资金未到位" in seen, "合同.docx" in seen) == (True, True, True)
    body = {"due_on": soon, "amount": "1.00"}
    refused = enterprise("post", f"/transfer-projects/{project['id']}/payments/", body, status=409)
    assert refused["detail"] == "项目已终止，不能再修改。"
    assert Person(people.dave).read("/transfer-projects/?show=ended").count(project["number"]) == 1


def test_a_pause_is_no_end(enterprise, docking):
    """On hold before the signature, the docking comes back to where it was and goes on to a project."""
    advance, soon = f"/dockings/{docking.pk}/advance/", str(timezone.localdate() + dt.timedelta(days=9))
    pause = {"state": "on_hold", "reasons": ["6"], "note": "等待环评", "next_deadline": soon}
    enterprise("post", advance, pause)
    for state in ("opened", "negotiation", "signed"):
        enterprise("post", advance, {"state": state, "next_deadline": soon})
    assert enterprise("get", "/transfer-projects/")["results"][0]["state"] == "opened"
