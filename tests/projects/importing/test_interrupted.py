"""Imports that are killed half-way, and imports that meet."""

import threading
from pathlib import Path

import pytest
from django.db import connection

from projects.domain.import_listings import BATCH, Import, import_listings
from projects.importing.reading import open_table
from projects.importing.report import Outcome, Report
from projects.models import Need
from tests.factories import make_organization
from tests.processes import Process
from tests.projects.importing.files import write_jsonl

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
ROWS = 3 * BATCH


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write_jsonl(
        tmp_path / "t.jsonl",
        [{"id": f"A-{n}", "title": f"第{n}项技术需求", "summary": "摘要"} for n in range(ROWS)],
    )


def imported() -> list[str]:
    return sorted(Need.objects.values_list("external_id", flat=True))


EVERYTHING = sorted(f"A-{n}" for n in range(ROWS))


def run(owner, path: Path) -> Report:
    task = Import("need", owner, publish=True)
    return import_listings(task, open_table(path, task.columns))


def test_a_killed_import_is_completed_by_repeating_it(transactional_db, vocabularies, rows, tmp_path):
    owner = make_organization()
    command = ["manage", "import_listings", "need", str(rows), "--publish"]
    process = Process("import", [*command, "--organization", owner.credit_code], tmp_path / "logs")
    try:
        process.wait_for(f"{BATCH} 行")
    finally:
        process.kill()
    kept = Need.objects.count()
    assert kept in {BATCH, 2 * BATCH}  # whole batches, and not all
    report = run(owner, rows)
    assert {str(outcome): count for outcome, count in report.outcomes.items()} == {
        "unchanged": kept,
        "created": ROWS - kept,
    }
    assert imported() == EVERYTHING
    assert set(Need.objects.values_list("state", flat=True)) == {"published"}


def test_two_imports_of_one_file_at_once_write_each_row_once(transactional_db, vocabularies, rows):
    owner = make_organization()
    reports: list[Report] = []

    def work() -> None:
        try:
            reports.append(run(owner, rows))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    created = sum(report.outcomes[Outcome.CREATED] for report in reports)
    unchanged = sum(report.outcomes[Outcome.UNCHANGED] for report in reports)
    assert (created, unchanged) == (ROWS, ROWS)
    assert imported() == EVERYTHING
