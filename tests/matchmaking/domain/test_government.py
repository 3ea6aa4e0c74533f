"""The figures governments ask for: what the workbook holds is what SQL sums, and no text in it is a formula."""

import datetime as dt
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from config.kernel.errors import NotAllowed
from enterprises.actors import actor_for_user
from matchmaking.domain.docking import advance_docking
from matchmaking.domain.figures_workbook import workbook_of
from matchmaking.domain.government import government_tables
from projects.domain.contract_figures import Table
from projects.domain.funding import add_funding
from projects.domain.ledger import record_receipt, void_receipt
from projects.models import TransferProject
from tests.contracts import make_project, make_signed_docking
from tests.factories import make_docking, writer_for
from tests.partner import session_of

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def year() -> int:
    return timezone.localdate().year


@pytest.fixture
def contracts(people, year) -> None:
    """Contracts of every kind: large ones, last year's, one without facts, one ended; money of two years."""
    today, last_year = timezone.localdate(), dt.date(year - 1, 6, 1)
    kinds = [
        ("KF1", "M7", "materials", "10000000.00", "city", today),
        ("KF2", "M8", "energy", "9999999.99", "outside", today),
        ("ZR1", "M2", "materials", "250000.01", "province", today),
        ("XK1", "M3c", "agriculture", "800000.00", "abroad", today),
        ("FW1", "M13", "nuclear", "12345.67", "city", today),
        ("ZX3", "M9", "materials", "70000.00", "city", last_year),
    ]
    for number, (kind, mode, field, amount, place, signed) in enumerate(kinds):
        project = TransferProject.objects.create(
            number=f"T{number}", title=f"=1+1 合同{number}", provider=people.lab, receiver=people.enterprise,
            contract_type=kind, mode=mode, tech_field=field, place=place, signed_on=signed,
            amount=Decimal(amount), technical_amount=Decimal(amount) / 2,
        )  # fmt: skip
        by = writer_for(people.lab)
        record_receipt(project, received_on=today, amount=Decimal("1000.01"), by=by)
        wrong = record_receipt(project, received_on=today, amount=Decimal("5.00"), by=by)
        void_receipt(wrong, reason="重复", by=by)
        if signed == last_year:
            record_receipt(project, received_on=last_year, amount=Decimal("77.00"), by=by)
        for kind_of_money, part in (("government", 100 + number), ("enterprise", 250), ("social", 50)):
            add_funding(
                project, kind=kind_of_money, terms="stable", name="专项", year=year - number % 2,
                amount=Decimal(part), by=by,
            )  # fmt: skip
    ended = make_signed_docking(people)
    advance_docking(ended, "terminated", by=actor_for_user(people.alice), reasons=["5"], note="资金未到位")
    make_signed_docking(people)  # signed, its facts not filled in yet
    make_docking()


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def sql(query: str, *parameters: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchone()


def money(*cells: Any) -> list[Decimal]:
    return [Decimal(str(cell)).quantize(Decimal("0.01")) for cell in cells]


TYPES = {
    "技术开发": "KF",
    "技术转让": "ZR",
    "技术许可": "XK",
    "技术咨询": "ZX",
    "技术服务": "FW",
    "未填写": "",
}
FIELDS = {"新材料及其应用": "materials", "核应用": "nuclear", "航空航天": "aerospace", "未填写": ""}
OF_YEAR = "extract(year from signed_on) = %s and state <> 'terminated'"


def test_the_workbook_read_back_equals_sums_of_sql(people, contracts, year):
    client = Client()
    client.force_login(people.dave)
    answer = client.get(f"/figures/workbook/?year={year}")
    assert (answer.status_code, answer["Content-Type"]) == (200, XLSX)
    assert answer["Content-Disposition"] == f'attachment; filename="figures-{year}.xlsx"'
    found = sheets(answer.content)

    large = "amount >= 10000000"
    columns = (
        "count(*), coalesce(sum(amount), 0), coalesce(sum(technical_amount), 0), "
        f"count(*) filter (where {large}), coalesce(sum(amount) filter (where {large}), 0)"
    )
    base = f"select {columns} from projects_transferproject where {OF_YEAR}"
    for sheet, column, terms in (
        ("按合同类型", "left(contract_type, 2)", TYPES),
        ("按技术领域", "tech_field", FIELDS),
    ):
        rows = {row[0]: row[1:] for row in found[sheet][1:]}
        for label, code in terms.items():
            assert money(*rows[label]) == money(*sql(f"{base} and {column} = %s", year, code)), (sheet, label)
        assert money(*rows["合计"]) == money(*sql(base, year))

    ways = {row[0]: row[1:] for row in found["六种转化方式"][1:]}
    for label, codes in {
        "转让": ["M2"],
        "许可": ["M3", "M3c"],
        "技术开发": ["M7", "M8"],
        "技术咨询": ["M9"],
    }.items():
        count, amount = sql(
            "select count(*), coalesce(sum(amount), 0) from projects_transferproject"
            f" where {OF_YEAR} and mode = any(%s)",
            year,
            codes,
        )
        (received,) = sql(
            "select coalesce(sum(r.amount), 0) from projects_receipt r"
            " join projects_transferproject p on p.id = r.project_id"
            " where r.voided_at is null and extract(year from r.received_on) = %s and p.mode = any(%s)",
            year,
            codes,
        )
        assert money(*ways[label]) == money(count, amount, received), label
    (everything,) = sql(
        "select sum(amount) from projects_receipt where voided_at is null and extract(year from received_on) = %s",
        year,
    )
    assert money(ways["合计"][2]) == money(everything) == [Decimal("6000.06")]

    places = {row[0]: row[1:] for row in found["落地地点"][1:]}
    local = sql(
        f"select 100.0 * count(*) filter (where place in ('city', 'province')) / count(*),"
        f" 100 * sum(amount) filter (where place in ('city', 'province')) / sum(amount)"
        f" from projects_transferproject where {OF_YEAR}",
        year,
    )
    assert money(*places["就地转化（%）"]) == money(*local)

    by_year = {row[0]: row[1:] for row in found["资金带动 按年度"][1:]}
    parts = sql(
        "select sum(amount) filter (where kind = 'government'), sum(amount) filter (where kind = 'enterprise'),"
        " sum(amount) filter (where kind = 'social') from projects_fundingsource where year = %s",
        year,
    )
    assert money(*by_year[str(year)]) == money(*parts, (parts[1] + parts[2]) / parts[0])


def test_needs_dockings_signings_and_days_are_counted(people, contracts, year):
    tables = {table.code: table for table in government_tables(year, by=actor_for_user(people.dave))}
    counts = [row[1] for row in tables["counts"].rows]
    assert counts == [3, 3, 2, 0, Decimal("100.00")]
    days = {row[0]: row[1:] for row in tables["days"].rows}
    assert days["对接中"] == (2, Decimal("0.00"))
    assert days["商务谈判"] == (2, Decimal("0.00"))
    assert days["立项"] == (1, Decimal("0.00"))
    assert days["产业应用"] == (0, None)


def test_days_are_the_median_of_the_stays_that_ended_in_the_year(people, year):
    docking = make_docking()
    with connection.cursor() as cursor:  # transition rows never change, so older ones are written as such
        for state, days in (("visit", 30), ("negotiation", 26), ("visit", 25), ("negotiation", 15)):
            cursor.execute(
                "insert into matchmaking_dockingtransition (subject_id, old, new, note, by_label, reasons, at)"
                " values (%s, '', %s, '', '', '{}', now() - %s * interval '1 day')",
                [docking.pk, state, days],
            )
    days = {row[0]: row[1:] for row in government_tables(year, by=actor_for_user(people.dave))[-1].rows}
    assert days["实地考察/试验"] == (2, Decimal("7.00"))  # 4 and 10 days
    assert days["商务谈判"] == (1, Decimal("1.00"))


def test_no_text_is_ever_a_formula(people, contracts, year):
    tables = government_tables(year, by=actor_for_user(people.dave))
    book = load_workbook(BytesIO(workbook_of(tables)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    named = [cell for cell in cells if isinstance(cell.value, str) and "=1+1" in cell.value]
    assert len(named) == 6
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "a\x00b"]
    rows: list[tuple[Any, ...]] = [(text, 1) for text in dangerous]
    book = load_workbook(BytesIO(workbook_of([Table("x", "a:b/c", ("=A1", "数"), rows)])))
    column = [row[0] for row in book.active.iter_rows()]
    assert {cell.data_type for cell in column} == {"s"}
    assert [cell.value for cell in column] == ["=A1", *dangerous[:-1], "ab"]


def test_only_staff_read_them(people, contracts, year):
    for user in (people.alice, people.bob, people.oscar):
        with pytest.raises(NotAllowed):
            government_tables(year, by=actor_for_user(user))
        client = Client()
        client.force_login(user)
        assert client.get("/figures/").status_code == 404
        assert client.get("/figures/workbook/").status_code == 404
        assert session_of(user).get("/api/v1/figures/").status_code == 403
        assert session_of(user).get("/api/v1/figures/workbook/").status_code == 403
    for user in (people.carol, people.dave):
        client = Client()
        client.force_login(user)
        assert "统计报表" in client.get(f"/figures/?year={year}").content.decode()
        assert client.get("/figures/?year=１９９９").status_code == 404
        assert client.get("/figures/?year=99999999999").status_code == 404


def test_the_api_gives_the_same_tables_and_workbook(people, contracts, year):
    client = session_of(people.carol)
    body = client.get(f"/api/v1/figures/?year={year}").json()
    tables = government_tables(year, by=actor_for_user(people.carol))
    assert [(table["code"], table["title"]) for table in body["tables"]] == [
        (table.code, table.title) for table in tables
    ]
    assert body["tables"][1]["rows"] == [
        [None if cell is None else str(cell) for cell in row] for row in tables[1].rows
    ]
    answer = client.get(f"/api/v1/figures/workbook/?year={year}", HTTP_ACCEPT=XLSX)
    assert (answer.status_code, answer["Content-Type"]) == (200, XLSX)
    assert sheets(answer.content)["按合同类型"][0][0] == "合同类型"
    assert client.get("/api/v1/figures/?year=1999").status_code == 400


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_however_many_contracts(people, year, django_assert_max_num_queries, rows):
    make_project(people)
    for number in range(rows):
        TransferProject.objects.create(
            number=f"R{number}", title=f"合同{number}", provider=people.lab, receiver=people.enterprise,
            signed_on=timezone.localdate(), amount=Decimal(100), technical_amount=Decimal(100),
        )  # fmt: skip
    actor = actor_for_user(people.dave)
    government_tables(year, by=actor)  # vocabularies are read once
    with django_assert_max_num_queries(22):
        government_tables(year, by=actor)
