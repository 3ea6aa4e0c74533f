"""The page of a transfer project: read by the parties, acted on by forms, its files given to those who see it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from enterprises.models import Document, Organization
from enterprises.models.document import FOLDER
from projects.domain.ledger import record_receipt
from projects.models import TransferProject
from tests.contracts import FACTS, make_project, make_signed_docking, plan_whole, show
from tests.documents import PDF, upload
from tests.factories import writer_for

pytestmark = pytest.mark.django_db


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def project(people):
    return make_project(people)


@pytest.fixture
def page(project):
    return f"/transfer-projects/{project.pk}/"


def act(client: Client, page: str, verb: str, **form):
    return client.post(f"{page}act/", {"verb": verb, **form})


def test_parties_and_staff_read_it_and_others_find_nothing(people, project, page):
    for user in (people.alice, people.bob, people.carol, people.dave):
        answer = browser(user).get(page)
        assert (answer.status_code, project.title in answer.content.decode()) == (200, True)
    missing = "/transfer-projects/00000000-0000-4000-8000-00000000dead/"
    oscar = browser(people.oscar)
    assert [oscar.get(address).status_code for address in (page, missing)] == [404, 404]
    assert act(oscar, page, "payment").status_code == 404
    assert Client().get(page).status_code == 302


def test_the_whole_page_can_be_worked(people, project, page):
    """Every form of the page, in the order of a story; the ledger and the road show what was done."""
    firm, lab, today = browser(people.alice), browser(people.bob), timezone.localdate()
    done = [
        act(lab, page, "contract", **{**FACTS, "title": "槽况诊断许可", "signed_on": project.signed_on}),
        act(lab, page, "evidence", kind="contract", file=upload("许可合同.pdf")),
        act(lab, page, "stage", stage="breakthrough", note=""),
        act(firm, page, "payment", due_on=today, amount="300000.00", condition="合同生效"),
        act(firm, page, "payment", due_on=today, amount="500000.00", condition="验收合格"),
        act(lab, page, "receipt", received_on=today, amount="300000.00", payment=""),
        act(lab, page, "effect", indicator="直流电耗", unit="kWh/t", before="13400", after="12900", measured_on=today),
        act(firm, page, "funding", kind="government", terms="competitive", name="专项", year=2026, amount="200000"),
        act(firm, page, "funding", kind="enterprise", terms="stable", name="自筹", year=2026, amount="600000"),
        act(lab, page, "reward", basis="income", gross="300000", costs="20000", rate="70", shares="甲教授 60\n乙 40"),
        act(firm, page, "confirm", side="receiver", consents="on"),
        act(lab, page, "follow_up", row=project.follow_ups.first().pk, done_on=today, jobs="3", note="已投产"),
    ]  # fmt: skip
    assert [answer.status_code for answer in done] == [302] * len(done)
    seen = lab.get(page).content.decode()
    for text in (
        "槽况诊断许可",
        ">13400<",
        "技术突破",
        "300,000.00",
        "许可合同.pdf",
        "直流电耗",
        "3.00",
        "117,600.00",
        "已投产",
        "已确认",
    ):
        assert text in seen, text


def test_what_a_provider_gives_its_people_is_not_shown_to_the_other_side(people, project, page):
    act(browser(people.bob), page, "reward", basis="income", gross="300000", rate="70", shares="甲教授 100")
    for user, sees in ((people.bob, True), (people.carol, True), (people.dave, True), (people.alice, False)):
        seen = browser(user).get(page).content.decode()
        assert ("甲教授" in seen, "职务成果收益分配" in seen) == (sees, sees)
    assert (
        act(
            browser(people.alice), page, "reward", basis="income", gross="1", rate="70", shares="甲 1"
        ).status_code
        == 403
    )


@pytest.mark.parametrize(
    ("verb", "form", "says"),
    [
        ("stage", {"stage": "breakthrough"}, "还缺“合同文本”，请上传。"),
        ("payment", {"due_on": "2999-01-01", "amount": "9000000"}, "付款计划合计不能超过合同成交额。"),
        ("payment", {"due_on": "", "amount": "-1"}, "确保该值大于或等于0"),
        ("receipt", {"received_on": "2999-01-01", "amount": "1"}, "到账日期应在签订之后"),
        ("void_receipt", {"row": "00000000-0000-4000-8000-00000000dead", "reason": ""}, "必填项"),
        ("evidence", {"kind": "contract", "file": upload("a.pdf", b"<html>")}, "这种文件不能上传"),
        ("evidence", {"kind": "contract", "file": upload("a.pdf", b"")}, "文件是空的"),
        ("reward", {"basis": "income", "gross": "100", "rate": "49.99", "shares": "甲 1"}, "第四十五条"),
        ("reward", {"basis": "income", "gross": "100", "rate": "50", "shares": "甲教授"}, "第 1 行应是"),
        ("contract", {**FACTS, "signed_on": "2999-01-01", "title": "题"}, "签订日期不能晚于今天"),
        ("publicity", {"start": "2026-01-01", "where": "公告栏"}, "只有国家设立的研究开发机构"),
        ("confirm", {"side": "receiver"}, "选择一个有效的选项"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_on_the_page(people, project, page, verb, form, says):
    Organization.objects.filter(pk=people.lab.pk).update(state_owned=True)
    answer = act(browser(people.bob), page, verb, **form)
    assert (answer.status_code, says in answer.content.decode()) == (422, True)


def test_an_unknown_act_and_a_row_of_elsewhere_are_not_there(people, project, page):
    other = make_project(people)
    plan_whole(other)
    client = browser(people.alice)
    assert act(client, page, "forget").status_code == 404
    assert act(client, page, "cancel_payment", row=other.payments.first().pk).status_code == 404
    assert other.payments.count() == 2


def test_the_publicity_says_how_long_it_still_runs(people, project, page):
    Organization.objects.filter(pk=people.lab.pk).update(state_owned=True)
    client, today = browser(people.bob), timezone.localdate()
    facts = {**FACTS, "title": "题目", "signed_on": project.signed_on, "pricing_method": "agreement"}
    act(client, page, "contract", **facts)
    assert "公示尚未登记" in client.get(page).content.decode()
    act(client, page, "publicity", start=today, where="学院公告栏")
    seen = client.get(page).content.decode()
    assert f"还有 <strong>15</strong> 天，{today + dt.timedelta(days=15)} 期满" in seen


def test_a_file_is_saved_never_shown_and_only_by_those_who_see_the_project(people, project, page):
    show(project, "contract")
    document = Document.objects.get()
    address = f"{page}documents/{document.pk}/"
    answer = browser(people.alice).get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="contract.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert (answer["Cache-Control"], answer["Content-Security-Policy"]) == (
        "private, no-store",
        "sandbox; default-src 'none'",
    )
    for close in answer._resource_closers:  # `close()` would end the test's database connection as well
        close()
    other = make_project(people)
    for user, path in (
        (people.oscar, address),
        (people.alice, f"/transfer-projects/{other.pk}/documents/{document.pk}/"),
        (people.alice, f"{page}documents/{project.pk}/"),
        (people.alice, f"/media/{document.content.name}"),
        (people.alice, f"/{document.content.name}"),
    ):
        assert browser(user).get(path).status_code == 404, path


def test_too_large_a_file_is_given_up_on_the_way(people, project, page, settings):
    settings.DOCUMENT_LARGEST = 1000
    answer = act(
        browser(people.bob), page, "evidence", kind="contract", file=upload("a.pdf", PDF + b"0" * (2 << 20))
    )
    assert (answer.status_code, "文件超过" in answer.content.decode()) == (413, True)
    answer = act(
        browser(people.bob), page, "evidence", kind="contract", file=upload("a.pdf", PDF + b"0" * 2000)
    )
    assert (answer.status_code, "文件超过" in answer.content.decode()) == (422, True)
    assert (Document.objects.count(), default_storage.exists(FOLDER)) == (0, False)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_however_long(people, django_assert_num_queries, rows):
    project = make_project(people)
    record_receipt(
        project, received_on=timezone.localdate(), amount=Decimal("12345.67"), by=writer_for(people.lab)
    )
    # the verbs of a whole story would take minutes for thirty
    for number in range(rows - 1):
        TransferProject.objects.create(
            number=f"T{number}", title=f"项目{number}", provider=people.lab, receiver=people.enterprise,
            signed_on=timezone.localdate(), amount=Decimal(100),
        )  # fmt: skip
    client = browser(people.bob)
    client.get("/transfer-projects/?show=all")  # vocabularies are read once
    with django_assert_num_queries(6):  # session, user, rights, counts, number of pages, projects
        answer = client.get("/transfer-projects/?show=all")
    assert answer.content.decode().count("card-link") == min(rows, 20)


def test_tabs_are_of_those_to_be_asked_after_and_those_ended(people):
    project = make_project(people)
    client = browser(people.alice)
    assert project.title in client.get("/transfer-projects/?show=due").content.decode()
    make_signed_docking(people)
    answer = client.get("/transfer-projects/?show=due")
    assert (answer.context["counts"]["open"], answer.context["counts"]["due"]) == (2, 1)
    assert browser(people.oscar).get("/transfer-projects/").context["counts"]["all"] == 0


def test_the_docking_and_its_project_lead_to_each_other(people):
    docking = make_signed_docking(people)
    client = browser(people.alice)
    assert (
        f"/transfer-projects/{docking.project_id}/" in client.get(f"/dockings/{docking.pk}/").content.decode()
    )
    fragment = client.get(f"/transfer-projects/{docking.project_id}/docking/").content.decode()
    assert (docking.number in fragment, f"/dockings/{docking.pk}/" in fragment) == (True, True)
    assert browser(people.oscar).get(f"/transfer-projects/{docking.project_id}/docking/").status_code == 404
