"""Transfer projects over the API: two partner systems carry a contract from signature to money received."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from enterprises.models import Document, Organization
from projects.models import TransferProject
from tests.contracts import FACTS, make_project, make_signed_docking, plan_whole
from tests.documents import PDF, upload
from tests.partner import session_of

pytestmark = pytest.mark.django_db
PATH = "/api/v1/transfer-projects/"


@pytest.fixture
def project(people) -> TransferProject:
    return make_project(people)


@pytest.fixture
def path(project) -> str:
    return f"{PATH}{project.pk}/"


def errors_of(answer) -> dict[str, str]:
    assert answer.status_code == 422, answer.content
    return {error["pointer"]: error["detail"] for error in answer.json()["errors"]}


def test_a_contract_is_carried_to_money_received(partner: APIClient, lab_partner: APIClient, people):
    docking = make_signed_docking(people)
    path, today = f"{PATH}{docking.project_id}/", timezone.localdate().isoformat()
    facts = {name: str(value) for name, value in FACTS.items()}

    opened = partner.get(path).json()
    assert (opened["state"], opened["next_stage"], opened["amount"]) == ("opened", "breakthrough", None)
    assert [row["missing"] == "" for row in opened["requirements"]] == [False, False, True]

    assert lab_partner.patch(path, facts).json()["revision"] == 2
    refused = errors_of(lab_partner.post(f"{path}stage/", {"stage": "breakthrough"}))
    assert refused == {"#/stage": "还不能进入“技术突破”： 还缺“合同文本”，请上传。".replace("： ", "：")}
    for kind in ("contract", "test_report", "scenario_report", "application_proof", "acceptance", "voucher"):
        sent = lab_partner.post(
            f"{path}evidence/", {"kind": kind, "file": upload(f"{kind}.pdf")}, format="multipart"
        )
        assert sent.status_code == 201, sent.content
    for due, amount in ((today, "300000.00"), ("2999-01-01", "500000.00")):
        partner.post(f"{path}payments/", {"due_on": due, "amount": amount})
    body = lab_partner.post(
        f"{path}effects/",
        {"indicator": "电耗", "unit": "kWh/t", "before": "13400", "after": "12900.5", "measured_on": today},
    ).json()
    body = lab_partner.post(
        f"{path}receipts/",
        {
            "received_on": today,
            "amount": "300000.00",
            "payment": body["payments"][0]["id"],
            "voucher": body["evidence"][-1]["id"],
        },
    ).json()
    assert (body["planned"], body["received"]) == ("800000.00", "300000.00")
    for stage in ("breakthrough", "validation", "application", "upgrade"):
        assert lab_partner.post(f"{path}stage/", {"stage": stage}).json()["state"] == stage
    for client, side in ((partner, "receiver"), (lab_partner, "provider")):
        body = client.post(f"{path}confirm/", {"side": side, "consents": True}).json()
    assert [row["side"] for row in body["confirmations"]] == ["receiver", "provider"]
    assert [row["new"] for row in body["transitions"]][-1] == "upgrade"


def test_files_are_given_as_they_came(partner: APIClient, lab_partner: APIClient, people, path):
    body = lab_partner.post(
        f"{path}evidence/", {"kind": "contract", "file": upload("../合同.exe")}, format="multipart"
    ).json()
    row = body["evidence"][0]
    assert (row["name"], row["size"], row["by"]) == ("合同.pdf", len(PDF), body["evidence"][0]["by"])
    answer = partner.get(f"{path}documents/{row['document']}/", HTTP_ACCEPT="application/octet-stream")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    named = partner.get(f"{path}documents/{row['document']}/", HTTP_ACCEPT="application/pdf")
    assert (named.status_code, named["Content-Type"]) == (200, "application/pdf")
    for close in (*answer._resource_closers, *named._resource_closers):
        close()
    assert partner.get(f"{path}documents/{row['document']}/", HTTP_ACCEPT="audio/ogg").status_code == 406
    other = make_project(people)
    assert partner.get(f"{PATH}{other.pk}/documents/{row['document']}/").status_code == 404
    assert session_of(people.oscar).get(f"{path}documents/{row['document']}/").status_code == 404


def test_uploads_that_are_refused_leave_nothing(lab_partner: APIClient, people, path, settings):
    send = {"kind": "contract", "file": upload("a.pdf", b"<html>")}
    assert "#/file" in errors_of(lab_partner.post(f"{path}evidence/", send, format="multipart"))
    send = {"kind": "contract", "file": upload(), "owner": "x"}
    assert "#/owner" in errors_of(lab_partner.post(f"{path}evidence/", send, format="multipart"))
    assert lab_partner.post(f"{path}evidence/", {"kind": "contract"}).status_code == 415
    settings.DOCUMENT_LARGEST = 1000
    send = {"kind": "contract", "file": upload("a.pdf", PDF + b"0" * (2 << 20))}
    assert lab_partner.post(f"{path}evidence/", send, format="multipart").status_code == 413
    staff = session_of(people.dave).post(
        f"{path}evidence/", {"kind": "contract", "file": upload()}, format="multipart"
    )
    assert (staff.status_code, Document.objects.count()) == (403, 0)


def test_the_law_is_named(partner: APIClient, lab_partner: APIClient, people, path):
    Organization.objects.filter(pk=people.lab.pk).update(state_owned=True)
    plan = {
        "basis": "income",
        "gross": "300000.00",
        "costs": "100000.00",
        "rate": "49.00",
        "shares": [{"person": "甲教授", "weight": "2"}, {"person": "乙博士", "weight": "1"}],
    }
    assert "第四十五条" in errors_of(lab_partner.post(f"{path}reward-plan/", plan))["#/rate"]
    body = lab_partner.post(f"{path}reward-plan/", {**plan, "rate": "50.00"}).json()
    assert body["reward_plan"]["total"] == "100000.00"
    assert [row["amount"] for row in body["reward_plan"]["shares"]] == ["66666.67", "33333.33"]
    assert partner.get(path).json()["reward_plan"] is None
    assert partner.post(f"{path}reward-plan/", plan).status_code == 403


def test_rows_of_another_project_and_of_strangers_are_refused_alike(partner: APIClient, people, path):
    other = make_project(people)
    plan_whole(other)
    foreign = partner.post(f"{path}cancel-payment/", {"payment": str(other.payments.first().pk)})
    missing = partner.post(f"{path}cancel-payment/", {"payment": "00000000-0000-4000-8000-00000000dead"})
    assert errors_of(foreign) == errors_of(missing) == {"#/payment": "没有这条记录，或者您无权使用。"}


def test_what_was_entered_wrong_is_taken_back(partner: APIClient, lab_partner: APIClient, project, path):
    today = timezone.localdate().isoformat()
    money = {"kind": "government", "terms": "stable", "name": "专项", "year": 2026, "amount": "100.00"}
    body = partner.post(f"{path}funding/", money).json()
    body = partner.post(f"{path}remove-funding/", {"funding": body["funding"][0]["id"]}).json()
    assert body["funding"] == []
    body = lab_partner.post(f"{path}receipts/", {"received_on": today, "amount": "5.00"}).json()
    void = {"receipt": body["receipts"][0]["id"], "reason": "重复录入"}
    assert partner.post(f"{path}void-receipt/", void).status_code == 403
    body = lab_partner.post(f"{path}void-receipt/", void).json()
    assert (body["received"], body["receipts"][0]["void_reason"]) == ("0.00", "重复录入")
    first = body["follow_ups"][0]["id"]
    body = partner.post(f"{path}follow-ups/", {"follow_up": first, "jobs": 4, "profit": "-10.00"}).json()
    assert (body["follow_ups"][0]["jobs"], body["follow_ups"][0]["profit"]) == (4, "-10.00")
    dated = {"start": today, "where": "公告栏"}
    assert "#/start" in errors_of(partner.post(f"{path}publicity/", dated))


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_however_long(partner: APIClient, people, django_assert_num_queries, rows):
    for number in range(rows):
        TransferProject.objects.create(
            number=f"T{number}", title=f"项目{number}", provider=people.lab, receiver=people.enterprise,
            signed_on=timezone.localdate(), amount=Decimal(100),
        )  # fmt: skip
    with django_assert_num_queries(2):  # token, projects
        assert len(partner.get(f"{PATH}?page_size=100").json()["results"]) == rows


def test_a_list_is_narrowed(partner: APIClient, project):
    signed = project.signed_on
    queries = {
        "state=opened": 1,
        "state=upgrade": 0,
        "contract_type=XK1": 1,
        "tech_field=nuclear": 0,
        f"signed_from={signed}": 1,
        f"signed_to={signed - dt.timedelta(days=1)}": 0,
    }
    assert {query: len(partner.get(f"{PATH}?{query}").json()["results"]) for query in queries} == queries


def test_outsiders_and_visitors_learn_nothing(visitor: APIClient, people, path):
    oscar = session_of(people.oscar)
    assert (oscar.get(path).status_code, oscar.get(PATH).json()["results"]) == (404, [])
    assert oscar.post(f"{path}confirm/", {"side": "provider"}).status_code == 404
    assert visitor.get(path).status_code == 401
