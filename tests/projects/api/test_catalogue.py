"""The catalogue of first sets and the finance products over the API: everybody reads what is in force today."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import actor_for_user
from enterprises.domain.organization import suspend_organization
from projects.domain.catalogue import write_finance_product, write_first_set
from projects.models import FinanceProduct, FirstSetItem
from tests.factories import make_organization, writer_for

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def dave(people):
    return actor_for_user(people.dave)


def item(product="测试装备", **values):
    return FirstSetItem(
        **{"catalogue": "测试目录", "kind": "ST", "product": product, "source": "测试", **values}
    )


def loan(institution, name="测试贷", **values):
    fields = {"kind": "innovation_loan", "source": "测试", **values}
    return FinanceProduct(institution=institution, name=name, **fields)


def test_what_is_in_force_is_read_by_everybody(visitor, dave):
    today = timezone.localdate()
    bank = make_organization("测试银行", kind="bank")
    write_first_set(item(valid_from=today, valid_to=today), by=dave)
    write_first_set(item("过期装备", valid_to=today - dt.timedelta(days=1)), by=dave)
    write_first_set(item("将来装备", valid_from=today + dt.timedelta(days=1)), by=dave)
    product = write_finance_product(loan(bank, amount_from="100000.00", amount_to="900000.00"), by=dave)
    shown = visitor.get(f"{API}/first-sets/").json()["results"]
    assert [row["product"] for row in shown] == ["测试装备"]
    assert visitor.get(f"{API}/first-sets/{shown[0]['id']}/").json() == shown[0]
    found = visitor.get(f"{API}/finance-products/{product.pk}/").json()
    assert (found["institution_name"], found["amount_from"], found["amount_to"]) == (
        "测试银行",
        "100000.00",
        "900000.00",
    )
    suspend_organization(bank, by=dave, note="停业")
    assert visitor.get(f"{API}/finance-products/{product.pk}/").status_code == 404
    assert visitor.get(f"{API}/finance-products/").json()["results"] == []


def test_only_administrators_write_and_codes_are_checked(dave, people):
    firm = make_organization()
    with pytest.raises(NotAllowed):
        write_first_set(item(), by=writer_for(firm))
    with pytest.raises(NotAllowed):
        write_first_set(item(), by=actor_for_user(people.carol))
    with pytest.raises(Invalid) as refused:
        write_first_set(item(kind="XX", industries=["nowhere"]), by=dave)
    assert sorted(refused.value.fields) == ["industries", "kind"]
    with pytest.raises(Invalid) as refused:
        write_finance_product(loan(firm, regions=["000000"]), by=dave)
    assert sorted(refused.value.fields) == ["institution", "regions"]
    write_first_set(item(), by=dave)
    with pytest.raises(Invalid):
        write_first_set(item(), by=dave)  # the same product in the same catalogue


@pytest.mark.parametrize(
    "path", ["/first-sets/", "/finance-products/", f"{API}/first-sets/", f"{API}/finance-products/"]
)
def test_a_list_costs_the_same_at_1_and_at_30_rows(visitor, client, dave, path):
    bank = make_organization("测试银行", kind="bank")
    reader = visitor if path.startswith(API) else client

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answer = reader.get(path, {"page_size": 30} if path.startswith(API) else {})
        assert answer.status_code == 200
        return len(seen)

    write_first_set(item(), by=dave)
    write_finance_product(loan(bank), by=dave)
    queries()
    one = queries()
    for n in range(29):
        write_first_set(item(f"装备{n}"), by=dave)
        write_finance_product(loan(bank, f"贷{n}"), by=dave)
    assert queries() == one


def test_an_administrator_adds_a_row_in_the_admin_and_reads_what_is_wrong(client, people):
    client.force_login(people.dave)
    sent = {"catalogue": "测试目录", "kind": "XX", "product": "测试装备", "requirement": "", "source": "测试"}
    refused = client.post("/admin/projects/firstsetitem/add/", sent)
    assert refused.status_code == 200
    assert "first_set_kind" in refused.content.decode()
    assert client.post("/admin/projects/firstsetitem/add/", {**sent, "kind": "ST"}).status_code == 302
    row = FirstSetItem.objects.get()
    assert client.get(f"/admin/projects/firstsetitem/{row.pk}/delete/").status_code == 403
    client.force_login(people.carol)
    assert client.get("/admin/projects/firstsetitem/add/").status_code == 403


def test_the_pages_show_a_row_and_sort_by_kind(client, dave):
    bank = make_organization("测试银行", kind="bank")
    row = write_first_set(item(requirement="日处理能力不低于50吨。"), by=dave)
    write_first_set(item("测试软件", kind="SB"), by=dave)
    product = write_finance_product(
        loan(bank, amount_to="900000.00", trl_from=5, trl_to=8, labels=["GX"], regions=["620100"]), by=dave
    )
    listed = client.get("/first-sets/", {"kind": "SB"}).content.decode()
    assert ("测试软件" in listed, "测试装备" in listed) == (True, False)
    assert "日处理能力不低于50吨。" in client.get(f"/first-sets/{row.pk}/").content.decode()
    shown = client.get(f"/finance-products/{product.pk}/").content.decode()
    assert [
        word for word in ("最高 900,000 元", "高新技术企业", "兰州", "测试银行") if word not in shown
    ] == []
